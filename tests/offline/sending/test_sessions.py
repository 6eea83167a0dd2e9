"""A session held where there is no network: logged once for its team, undone, or asked about where the team is no more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from offline.models import SentOperation
from offline.sealing.rules import open_sealed
from teams.activities.actions import change_activity
from teams.models import Activity, Team
from tests.factories import CarriedVillageFactory, MemberFactory, TeamFactory, VillageFactory
from tests.offline.phone import Phone

pytestmark = pytest.mark.django_db
APPLIED, IDENTICAL = ("applied", ""), ("identical", "")


@pytest.fixture
def team(village):
    return TeamFactory(area=village)


def held(phone, team, **more):
    key = more.pop("uuid", None) or uuid4()
    said = {
        "team": team.pk,
        "skills": ["1", "4"],
        "people": 12,
        "place": "Nhà văn hóa thôn",
        **more,
    }
    return phone.did("session", key, uuid=key, **said)


def test_a_session_is_logged_for_its_team_with_who_was_there(phone, team, member):
    there, _absent = MemberFactory(team=team), MemberFactory(team=team)
    day = timezone.localdate() - timedelta(days=3)
    key = held(phone, team, on=day, present=[there.pk], women=5)
    assert phone.sent() == [APPLIED]
    one = Activity.unscoped.get(uuid=key)
    assert (one.team, one.held_on, one.logged_by) == (team, day, member)
    assert (one.people, one.women, one.place) == (12, 5, "Nhà văn hóa thôn")
    assert [skill.digit for skill in one.skills] == ["1", "4"]
    assert list(one.present.all()) == [there]
    team.refresh_from_db()
    assert team.last_active_on == day
    # Sent again it is one.
    held(phone, team, uuid=key, on=day)
    assert phone.sent() == [APPLIED]
    assert Activity.unscoped.count() == 1


def test_it_is_undone_unless_it_was_corrected_since(phone, team, member):
    first, second = held(phone, team), held(phone, team, people=3)
    assert phone.sent() == [APPLIED] * 2
    corrected = Activity.unscoped.get(uuid=second)
    change_activity(by=member, activity=corrected, version=1, people=4)
    for key in (first, first, second):
        phone.did("undo", key, of=str(key))
    assert phone.sent() == [APPLIED, IDENTICAL, ("waiting", "more")]
    assert Activity.unscoped.get(uuid=first).withdrawn_why == "Người ghi đã hoàn tác"
    assert Activity.unscoped.get(uuid=second).withdrawn_on is None


def test_one_taken_back_before_it_came_is_not_logged(phone, team):
    key = uuid4()
    phone.did("undo", key, of=str(key))
    held(phone, team, uuid=key)
    assert phone.sent() == [APPLIED, ("refused", "undone")]
    assert not Activity.unscoped.exists()


def test_a_session_of_before_the_team_ended_is_logged_and_one_of_after_waits(phone, team):
    today = timezone.localdate()
    Team.unscoped.filter(pk=team.pk).update(dissolved_on=today)
    held(phone, team, on=today - timedelta(days=1))
    held(phone, team)
    assert phone.sent() == [APPLIED, ("waiting", "team_ended")]
    row = SentOperation.unscoped.waiting().get()
    assert open_sealed(row.sealed, str(row.uuid), row.key)["team"] == team.pk


def test_whose_author_looks_after_it_no_more_waits_and_a_strangers_is_refused(
    phone, team, member, village
):
    CarriedVillageFactory(user=member, village=village)
    other = TeamFactory(area=VillageFactory(parent=village.commune))
    member.area = other.area
    member.save()
    held(phone, team)
    held(phone, other)
    assert phone.sent() == [("waiting", "handed_over"), ("refused", "stranger")]
    assert not Activity.unscoped.exists()


def test_who_is_of_another_team_was_not_there(phone, team):
    held(phone, team, present=[MemberFactory().pk])
    assert phone.sent() == [("refused", "malformed")]


def test_two_phones_log_two_sessions(client, phone, team, member, village):
    other = Phone(client, member, village)
    held(phone, team)
    held(other, team)
    assert (phone.sent(), other.sent()) == ([APPLIED], [APPLIED])
    assert Activity.unscoped.count() == 2


@pytest.mark.parametrize(
    "over",
    [
        {"skills": [], "title": ""},
        {"skills": ["6"]},
        {"people": 3, "women": 4},
        {"people": -1},
        {"present": ["x"]},
        {"team": "x"},
        {"household": "c0ffee00-0000-4000-8000-000000000002"},
    ],
)
def test_what_no_page_of_ours_says_is_not_taken(phone, team, over):
    held(phone, team, over=over)
    assert phone.sent() == [("refused", "malformed")]
    assert not Activity.unscoped.exists()
