"""Courses: they are set up, people are put on their lists, come, and get certificates.

Each write locks the course: two who write on its list wait for each other.
"""

import uuid as uuids
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from areas.ended import hold_standing, refuse_ended
from areas.models import Area
from audit.actions import changes_to, locked, record, record_change, revise, save_next
from teams.models import ClassSession, Course, Member, Trainee
from teams.register.actions import in_order
from web.once import Outdated, sent_before

COURSE_FACTS = ("name", "kind", "hours", "organiser")


@transaction.atomic
def open_course(*, by: Any, area: Area, uuid: uuids.UUID | None = None, **facts: Any) -> Course:
    """Set up a course of a unit; the same `uuid` twice sets up one. `facts` are of COURSE_FACTS."""
    if twin := sent_before(Course, uuid, area_id=area.pk):
        return twin
    hold_standing(area)
    course = Course(uuid=uuid or uuids.uuid4(), area=area)
    return record_change(by, gettext_noop("Mở khóa tập huấn"), course, facts, known=COURSE_FACTS)


@transaction.atomic
def change_course(*, by: Any, course: Course, version: int, **facts: Any) -> Course:
    """Correct what is said of a course. Raises Outdated when it was changed since `version`."""
    course = _standing(course)
    if changes_to(course, facts) and course.version != version:
        raise Outdated(course)
    return record_change(by, gettext_noop("Sửa khóa tập huấn"), course, facts, known=COURSE_FACTS)


@transaction.atomic
def add_session(
    *, by: Any, course: Course, held_on: date, place: str = "", uuid: uuids.UUID | None = None
) -> ClassSession:
    """Plan or write down a session of a course; the same `uuid` twice adds one."""
    course = _standing(course)
    if twin := sent_before(ClassSession, uuid, course_id=course.pk):
        return twin
    session = ClassSession.unscoped.create(
        uuid=uuid or uuids.uuid4(), course=course, held_on=held_on, place=place
    )
    _keep(by, gettext_noop("Thêm buổi tập huấn"), course, {"held_on": [None, str(held_on)]})
    return session


@transaction.atomic
def change_session(*, by: Any, session: ClassSession, held_on: date, place: str) -> ClassSession:
    """Move a session to another day or place. Raises ValueError to put off what people came to."""
    course = _standing(session.course)
    session = ClassSession.unscoped.get(pk=session.pk)
    if session.attended.exists():
        not_later_than_today(held_on)
    changes = revise(session, {"held_on": held_on, "place": place})
    session.save()
    if changes:
        _keep(by, gettext_noop("Sửa buổi tập huấn"), course, changes)
    return session


@transaction.atomic
def enrol(
    *, by: Any, course: Course, members: Iterable[Member], certified_on: date | None = None
) -> int:
    """Put people on the list of a course, each once; return how many were new.

    With `certified_on` they have all finished it that day; who has a certificate keeps its day.
    Raises ValueError for a future day, or for somebody of a team outside the unit of the course.
    """
    if certified_on:
        not_later_than_today(certified_on)
    course = _standing(course)
    keys = _inside(course, members)
    there = set(course.trainees.filter(member__in=keys).values_list("member_id", flat=True))
    new = [key for key in keys if key not in there]
    Trainee.unscoped.bulk_create(Trainee(course=course, member_id=key) for key in new)
    said: dict[str, Any] = {}
    if new:
        n = course.trainees.count()
        said["trainees"] = [n - len(new), n]
    lacking = course.trainees.filter(member__in=keys, certified_on=None)
    if certified_on and lacking.update(certified_on=certified_on):
        said["certified_on"] = [None, str(certified_on)]
    if said:
        _keep(by, gettext_noop("Ghi danh tập huấn"), course, said)
    return len(new)


@transaction.atomic
def mark_attendance(
    *, by: Any, session: ClassSession, among: Iterable[Trainee], present: Iterable[Trainee]
) -> int:
    """Say who of those looked at (`among`) came to a session; return how many came in all.

    What was said of others stays, so that a long list can be gone through page by page.
    Raises ValueError for a session still to come, or somebody of another course.
    """
    not_later_than_today(session.held_on)
    course = _standing(session.course)
    seen = {trainee.pk for trainee in among}
    came = {trainee.pk for trainee in present}
    if course.trainees.filter(pk__in=seen | came).count() != len(seen | came):
        raise ValueError("a trainee of another course did not come to this one")
    before = set(session.attended.values_list("pk", flat=True))
    there = (before - seen) | came
    session.attended.set(there)
    if before != there:
        said = {"attended": [len(before), len(there)], "held_on": [None, str(session.held_on)]}
        _keep(by, gettext_noop("Điểm danh tập huấn"), course, said)
    return len(there)


@in_order()
def certify(*, by: Any, trainee: Trainee, certificate: str, certified_on: date | None) -> Trainee:
    """Write down a certificate, or take back one written in error (no day, no number).

    Raises ValueError for a future day, OutOfOrder for a number without its day.
    """
    if certified_on:
        not_later_than_today(certified_on)
    course = _standing(trainee.course)
    trainee = Trainee.unscoped.select_related("member").get(pk=trainee.pk)
    changes = revise(trainee, {"certificate": certificate, "certified_on": certified_on})
    trainee.save()
    if changes:
        who = {"member": [None, trainee.member.full_name]}
        _keep(by, gettext_noop("Ghi chứng nhận tập huấn"), course, {**who, **changes})
    return trainee


def _inside(course: Course, members: Iterable[Member]) -> list[int]:
    """Return the keys of these people, all of teams inside the unit of the course."""
    keys = sorted({member.pk for member in members})
    inside = Member.unscoped.inside(course.area.path or "-").filter(pk__in=keys)
    if inside.count() != len(keys):
        raise ValueError("a member of a team elsewhere is not on the list of this course")
    return keys


def _keep(by: Any, verb: str, course: Course, changes: dict[str, Any]) -> None:
    save_next(course)
    record(by, verb, course, changes)


def _standing(course: Course) -> Course:
    """Lock a course. Raises UnitEnded where its unit has ended."""
    course = locked(course, "area")
    refuse_ended(course.area)
    return course
