"""Courses of the demo: the province's class, an online course, and who took them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from areas.models import Area
from demo.seeded_random import day_between, seeded
from teams.models import ClassSession, Course, Member, Trainee

# As many as a hall holds.
_SEATS = 150


def train(users: Mapping[str, Any], today: date) -> int:
    """Let some members take a class, and some an online course; return how many are on the lists."""
    province: Area = users["tinh"].area
    district: Area = users["huyen"].area
    school = Course.unscoped.create(
        area=district,
        name="Kỹ năng số cơ bản cho tổ công nghệ số (minh họa)",
        kind=Course.Kind.CLASS,
        hours=8,
        organiser="Sở Khoa học và Công nghệ (minh họa)",
    )
    online = Course.unscoped.create(
        area=province,
        name="Khóa trực tuyến dành cho tổ công nghệ số (minh họa)",
        kind=Course.Kind.MOOC,
        hours=3,
    )
    days = [today - timedelta(days=back) for back in (210, 120)]
    sessions = ClassSession.unscoped.bulk_create(
        ClassSession(course=school, held_on=day, place="Hội trường huyện") for day in days
    )
    coming = today + timedelta(days=12)
    ClassSession.unscoped.create(course=school, held_on=coming, place="Hội trường xã")
    return _in_class(school, sessions) + _online(online, today)


def _serving() -> Any:
    return Member.unscoped.filter(left_on=None, team__dissolved_on=None).order_by("pk")


def _in_class(course: Course, sessions: list[ClassSession]) -> int:
    """Put some teams of the unit on the list of the class; most of their people came."""
    serving = _serving().inside(course.area.path or "-")
    here = [m for m in serving if seeded("class", m.team_id).random() < 0.4][:_SEATS]
    rows = [Trainee(course=course, member=member) for member in here]
    Trainee.unscoped.bulk_create(rows, batch_size=1000)
    link = Trainee.attended.through
    link.objects.bulk_create(
        [
            link(trainee_id=row.pk, classsession_id=session.pk)
            for row in rows
            for session in sessions
            if seeded("came", row.member_id, session.held_on.month).random() < 0.7
        ],
        batch_size=1000,
    )
    return len(rows)


def _online(course: Course, today: date) -> int:
    """Let one member in five take the online course; three in four have finished it."""
    rows = []
    for member in _serving():
        rng = seeded("online", member.pk)
        if rng.random() >= 0.2:
            continue
        row = Trainee(course=course, member=member)
        if rng.random() < 0.75:
            row.certified_on = day_between(rng, today - timedelta(days=300), today)
            row.certificate = f"MH-{rng.randint(1000, 9999)}"
        rows.append(row)
    Trainee.unscoped.bulk_create(rows, batch_size=1000)
    return len(rows)
