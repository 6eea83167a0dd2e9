"""Training: courses, sessions, who came, certificates, and who counts as trained."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import COUNTED, AuditEntry
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Course, Member, Team, Trainee
from teams.models.training import (
    Share,
    share_trained,
    trained,
    untrained_teams,
    with_share,
)
from teams.register import actions as register_actions
from teams.training import actions as training_actions
from teams.training.queries import match
from tests.factories import (
    ClassSessionFactory,
    CourseFactory,
    MemberFactory,
    TeamFactory,
    TraineeFactory,
    UserFactory,
    VillageFactory,
)
from web.once import KeyTaken, Outdated

pytestmark = pytest.mark.django_db
FOUNDED = date(2026, 1, 5)


@pytest.fixture
def officer():
    return UserFactory(area=VillageFactory().commune)


@pytest.fixture
def team(officer):
    village = VillageFactory(parent=officer.area, name="Hội Phú")
    people = ("Lê Lan", "Trần Thị Hoa", "Nguyễn Văn Ba")
    members = [{"full_name": name} for name in people]
    return founding_actions.found_team(by=officer, area=village, on=FOUNDED, members=members)


@pytest.fixture
def course(officer):
    facts = {"name": "Kỹ năng số", "kind": "class", "hours": 8, "organiser": "Sở KH&CN"}
    return training_actions.open_course(by=officer, area=officer.area, **facts)


def people(team):
    return list(team.members.order_by("pk"))


def enrol(officer, course, *members, **said):
    return training_actions.enrol(by=officer, course=course, members=members, **said)


def session(officer, course, day=None):
    return training_actions.add_session(by=officer, course=course, held_on=day or today())


def today():
    return timezone.localdate()


def last():
    return AuditEntry.unscoped.first()


# Courses and sessions


def test_a_course_keeps_what_is_said_of_it(officer, course):
    course = Course.unscoped.get(pk=course.pk)
    said = (course.name, course.kind, course.hours, course.organiser)
    assert said == ("Kỹ năng số", "class", 8, "Sở KH&CN")
    assert (last().verb, last().place) == ("Mở khóa tập huấn", officer.area.path)
    assert "teams.course" not in COUNTED


def test_the_same_key_twice_makes_one_course_and_one_session(officer, course):
    key, other = uuid.uuid4(), CourseFactory()
    both = [
        training_actions.open_course(by=officer, area=officer.area, uuid=key, name="MOOC")
        for _ in "ab"
    ]
    assert both[0] == both[1]
    with pytest.raises(KeyTaken):
        training_actions.open_course(by=officer, area=other.area, uuid=key, name="MOOC")
    said = {"by": officer, "held_on": today(), "uuid": key}
    assert training_actions.add_session(course=course, **said) == training_actions.add_session(
        course=course, **said
    )
    with pytest.raises(KeyTaken):
        training_actions.add_session(course=other, **said)


def test_a_course_changed_meanwhile_is_told(officer, course):
    changed = training_actions.change_course(by=officer, course=course, version=1, hours=None)
    assert (changed.hours, last().changes) == (None, {"hours": [8, None]})
    with pytest.raises(Outdated):
        training_actions.change_course(by=officer, course=course, version=1, hours=9)
    with pytest.raises(TypeError):
        training_actions.change_course(by=officer, course=course, version=2, area=None)


def test_a_session_is_planned_and_moved_until_people_came(officer, team, course):
    enrol(officer, course, *people(team))
    soon, later = (today() + timedelta(days=n) for n in (1, 2))
    planned = session(officer, course, soon)
    with pytest.raises(ValueError, match="never later than today"):
        training_actions.mark_attendance(by=officer, session=planned, among=[], present=[])
    moved = training_actions.change_session(
        by=officer, session=planned, held_on=later, place="Hội trường"
    )
    assert (moved.held_on, moved.place) == (later, "Hội trường")
    held = training_actions.change_session(by=officer, session=planned, held_on=today(), place="")
    training_actions.mark_attendance(
        by=officer, session=held, among=course.trainees.all(), present=course.trainees.all()
    )
    with pytest.raises(ValueError, match="never later than today"):
        training_actions.change_session(by=officer, session=held, held_on=soon, place="")


# The list, who came, certificates


def test_people_are_enrolled_once(officer, team, course):
    first, second, _third = people(team)
    assert enrol(officer, course, first) == 1
    assert enrol(officer, course, first, second) == 1
    assert last().changes == {"trainees": [1, 2]}
    n = AuditEntry.unscoped.count()
    assert enrol(officer, course, first, second) == 0
    assert AuditEntry.unscoped.count() == n


def test_people_of_teams_elsewhere_are_not_enrolled(officer, team, course):
    with pytest.raises(ValueError, match="elsewhere"):
        enrol(officer, course, *people(team), MemberFactory())
    assert not Trainee.unscoped.exists()


def test_a_list_of_those_who_finished_gives_each_a_day_and_takes_none_away(officer, team, course):
    first, second, third = people(team)
    enrol(officer, course, first, second)
    one = course.trainees.get(member=first)
    training_actions.certify(by=officer, trainee=one, certificate="12/CN", certified_on=FOUNDED)
    assert enrol(officer, course, first, second, third, certified_on=today()) == 1
    days = dict(course.trainees.values_list("member", "certified_on"))
    assert days == {first.pk: FOUNDED, second.pk: today(), third.pk: today()}
    with pytest.raises(ValueError, match="never later than today"):
        enrol(officer, course, first, certified_on=today() + timedelta(days=1))


def test_who_came_is_said_all_at_once_and_put_right(officer, team, course):
    enrol(officer, course, *people(team))
    held = session(officer, course)
    first, second, _third = course.trainees.order_by("pk")
    assert (
        training_actions.mark_attendance(
            by=officer, session=held, among=course.trainees.all(), present=[first, second]
        )
        == 2
    )
    assert last().changes["attended"] == [0, 2]
    assert (
        training_actions.mark_attendance(
            by=officer, session=held, among=course.trainees.all(), present=[second]
        )
        == 1
    )
    assert list(held.attended.all()) == [second]
    third = course.trainees.last()
    said = {"by": officer, "session": held, "present": [third]}
    assert training_actions.mark_attendance(among=[third], **said) == 2
    assert set(held.attended.all()) == {second, third}
    stranger = TraineeFactory()
    with pytest.raises(ValueError, match="another course"):
        training_actions.mark_attendance(
            by=officer, session=held, among=course.trainees.all(), present=[stranger]
        )


def test_a_certificate_is_written_and_taken_back(officer, team, course):
    enrol(officer, course, people(team)[0])
    one = course.trainees.get()
    one = training_actions.certify(
        by=officer, trainee=one, certificate="7/CN", certified_on=today()
    )
    assert (one.certificate, one.certified_on) == ("7/CN", today())
    assert last().told["certificate"] == ["", "7/CN"]
    with pytest.raises(register_actions.OutOfOrder):
        training_actions.certify(by=officer, trainee=one, certificate="8/CN", certified_on=None)
    day = today() + timedelta(days=1)
    with pytest.raises(ValueError, match="never later than today"):
        training_actions.certify(by=officer, trainee=one, certificate="", certified_on=day)
    one = training_actions.certify(by=officer, trainee=one, certificate="", certified_on=None)
    assert one.certified_on is None


# Who is trained


def shares(team):
    team = with_share(Team.unscoped.filter(pk=team.pk)).get()
    return team.trained, team.serving


def test_trained_is_who_came_to_a_session_or_has_a_certificate(officer, team, course):
    first, second, third = people(team)
    serving = Member.unscoped.filter(team=team, left_on=None)
    assert share_trained(serving) == Share(0, 3)
    enrol(officer, course, first, second, third)
    assert share_trained(serving) == Share(0, 3)
    assert list(untrained_teams(Team.unscoped.all())) == [team]
    for _ in "ab":
        held = session(officer, course)
        present = course.trainees.filter(member=first)
        training_actions.mark_attendance(
            by=officer, session=held, among=course.trainees.all(), present=present
        )
    one = course.trainees.get(member=second)
    training_actions.certify(by=officer, trainee=one, certificate="", certified_on=today())
    assert set(trained(serving)) == {first, second}
    assert shares(team) == (2, 3)
    assert list(untrained_teams(Team.unscoped.all())) == []
    numbers = Course.unscoped.with_numbers().get()
    assert (numbers.trained, numbers.enrolled) == (2, 3)


def test_who_left_is_not_counted(officer, team, course):
    first = people(team)[0]
    enrol(officer, course, first, certified_on=today())
    members_actions.leave(by=officer, member=first, on=today())
    assert shares(team) == (0, 2)


def test_a_team_without_people_lacks_people_and_not_training():
    TeamFactory()
    assert list(untrained_teams(Team.unscoped.all())) == []


# What the database refuses


@pytest.mark.parametrize("wrong", [{"kind": "tv"}, {"name": ""}, {"hours": 0}])
def test_the_database_refuses_a_course_that_is_none(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        CourseFactory(**wrong)
    ClassSessionFactory()


def test_the_database_refuses_a_person_twice_and_a_number_without_its_day():
    one = TraineeFactory()
    for wrong in ({"member": one.member, "course": one.course}, {"certificate": "7/CN"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TraineeFactory(**wrong)


# Names of a list


def found(text, members=None):
    rows = match(text, members or Member.unscoped.all())
    return [(row.text, [str(member) for member in row.found]) for row in rows]


def test_names_are_matched_without_marks_and_nothing_is_dropped(team):
    text = "lê lan\n\n 2\tTrần Thị Hoa\tHội Phú\nTran Thi Hoa; thôn Hội Phú\nNgười Lạ\n"
    assert found(text) == [
        ("lê lan", ["Lê Lan"]),
        ("2\tTrần Thị Hoa\tHội Phú", ["Trần Thị Hoa"]),
        ("Tran Thi Hoa; thôn Hội Phú", ["Trần Thị Hoa"]),
        ("Người Lạ", []),
    ]


def test_people_of_one_name_are_told_apart_by_marks_then_village_or_offered(team):
    namesake = MemberFactory(full_name="Lê Lan", team__area=VillageFactory(name="Xa Khác"))
    MemberFactory(full_name="Lê Lân", team=namesake.team)
    assert match("Lê Lân", Member.unscoped.all())[0].member.full_name == "Lê Lân"
    both, here, there, unmarked = match(
        "Lê Lan\nLê Lan, Hội Phú\nLê Lan, thôn Xa Khác\nLe Lan", Member.unscoped.all()
    )
    assert (both.member, len(both.found)) == (None, 2)
    assert here.member.team == team
    assert there.member == namesake
    assert len(unmarked.found) == 3
