"""Sessions: what is said of them, how they are corrected and withdrawn, what they make of a team."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEntry
from rollup.counts import wrong_rows
from teams.activities import actions as activities_actions
from teams.counts.rollup import TEAMS
from teams.founding import actions as founding_actions
from teams.models import Activity, State, Team
from tests.factories import ActivityFactory, MemberFactory, TeamFactory, UserFactory, VillageFactory
from web.once import Outdated

pytestmark = pytest.mark.django_db
FOUNDED = date(2026, 1, 5)


@pytest.fixture
def village():
    return VillageFactory()


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)


@pytest.fixture
def team(officer, village):
    leader = {"full_name": "Lê Lan", "role": "leader"}
    return founding_actions.found_team(by=officer, area=village, on=FOUNDED, members=[leader])


def fresh(row):
    return type(row).unscoped.get(pk=row.pk)


def today():
    return timezone.localdate()


def log(officer, team, held_on=None, **facts):
    facts = facts or {"title": "Buổi"}
    return activities_actions.log_activity(
        by=officer, team=team, held_on=held_on or today(), **facts
    )


def last(team):
    return AuditEntry.unscoped.about(team).first()


# Logging


def test_a_session_keeps_all_that_is_said_of_it(officer, team):
    leader = team.members.get()
    facts = {
        "place": " Nhà văn hóa thôn ",
        "payment": True,
        "people": 20,
        "persons": 18,
        "women": 12,
        "households": 15,
        "note": "Máy chiếu hỏng",
    }
    activity = fresh(log(officer, team, present=[leader], **facts))
    assert (activity.place, activity.note) == ("Nhà văn hóa thôn", "Máy chiếu hỏng")
    assert [skill.number for skill in activity.skills] == [3]
    numbers = (activity.people, activity.persons, activity.women, activity.households)
    assert numbers == (20, 18, 12, 15)
    assert list(activity.present.all()) == [leader]
    assert str(activity) == "Thanh toán"


def test_what_nobody_said_stays_unknown(officer, team):
    activity = fresh(log(officer, team, payment=True))
    assert (activity.people, activity.persons, activity.women, activity.households) == (None,) * 4
    assert activity.place == ""


def test_somebody_of_another_team_was_not_present(officer, team):
    stranger = MemberFactory()
    with pytest.raises(ValueError, match="another team"):
        log(officer, team, present=[stranger], title="Buổi")
    assert not Activity.unscoped.exists()


def test_a_session_takes_no_other_facts(officer, team):
    with pytest.raises(TypeError):
        log(officer, team, title="Buổi", version=9)


# Correcting


def test_a_correction_is_kept_and_audited(officer, team):
    activity = log(officer, team, title="Buổi", people=20)
    member = MemberFactory(team=team)
    earlier = today() - timedelta(days=9)
    activities_actions.change_activity(
        by=officer,
        activity=activity,
        version=1,
        held_on=earlier,
        people=None,
        note="Bà Lan",
        present=[member],
    )
    now = fresh(activity)
    assert (now.held_on, now.people, now.note, now.version) == (earlier, None, "Bà Lan", 2)
    assert list(now.present.all()) == [member]
    assert fresh(team).last_active_on == earlier
    entry = last(team)
    assert (entry.verb, entry.changes["people"]) == ("Sửa buổi hướng dẫn", [20, None])
    assert "Bà Lan" not in str(entry.changes)


def test_a_correction_that_changes_nothing_writes_nothing(officer, team):
    activity = log(officer, team, title="Buổi", people=20)
    before = AuditEntry.unscoped.count()
    activities_actions.change_activity(
        by=officer, activity=activity, version=99, people=20, title="Buổi"
    )
    assert (fresh(activity).version, AuditEntry.unscoped.count()) == (1, before)


def test_a_correction_of_what_somebody_else_changed_is_refused(officer, team):
    activity = log(officer, team, title="Buổi", people=20)
    activities_actions.change_activity(by=officer, activity=activity, version=1, people=30)
    with pytest.raises(Outdated) as told:
        activities_actions.change_activity(by=officer, activity=activity, version=1, people=25)
    assert (told.value.current.people, fresh(activity).people) == (30, 30)


def test_a_withdrawn_session_is_not_corrected(officer, team):
    activity = log(officer, team)
    activities_actions.withdraw_activity(by=officer, activity=activity, why="Nhầm tổ")
    with pytest.raises(Outdated):
        activities_actions.change_activity(by=officer, activity=activity, version=2, people=25)


def test_no_session_is_moved_to_a_day_to_come(officer, team):
    activity = log(officer, team)
    with pytest.raises(ValueError, match="never later than today"):
        activities_actions.change_activity(
            by=officer, activity=activity, version=1, held_on=today() + timedelta(days=1)
        )


# Withdrawing


def test_a_withdrawn_session_stays_and_makes_no_team_active(officer, team, village):
    activity = log(officer, team)
    assert fresh(team).state_on(today()) == State.ACTIVE
    activities_actions.withdraw_activity(by=officer, activity=activity, why="Nhầm tổ")
    now = fresh(activity)
    assert (now.withdrawn_on, now.withdrawn_why, now.version) == (today(), "Nhầm tổ", 2)
    assert fresh(team).state_on(today()) == State.LED
    assert fresh(team).last_active_on is None
    assert (last(team).verb, wrong_rows(of=[TEAMS])[1]) == ("Rút buổi hướng dẫn", [])


def test_the_session_before_counts_again(officer, team):
    log(officer, team, today() - timedelta(days=5))
    activities_actions.withdraw_activity(by=officer, activity=log(officer, team), why="Nhầm ngày")
    assert fresh(team).last_active_on == today() - timedelta(days=5)


def test_withdrawn_twice_is_withdrawn_once(officer, team):
    activity = log(officer, team)
    for why in ("Nhầm tổ", "Lý do khác"):
        activities_actions.withdraw_activity(by=officer, activity=activity, why=why)
    assert (fresh(activity).withdrawn_why, fresh(activity).version) == ("Nhầm tổ", 2)


def test_a_session_brought_back_counts_again(officer, team):
    activity = log(officer, team)
    activities_actions.withdraw_activity(by=officer, activity=activity, why="Nhầm tổ")
    for _ in range(2):
        activities_actions.restore_activity(by=officer, activity=activity)
    now = fresh(activity)
    assert (now.withdrawn_on, now.withdrawn_why, now.version) == (None, "", 3)
    assert fresh(team).state_on(today()) == State.ACTIVE
    assert last(team).verb == "Ghi lại buổi đã rút"


# Sums


def test_totals_say_of_how_many_sessions_they_are(team):
    ActivityFactory(team=team, people=20, persons=18, women=12, payment=True)
    ActivityFactory(team=team, people=10, women=4)
    ActivityFactory(team=team, women=3)
    ActivityFactory(team=team, households=0)
    ActivityFactory(team=team, people=99, withdrawn_on=FOUNDED, withdrawn_why="Nhầm")
    sums = Activity.unscoped.held().totals()
    assert (sums.n, sums.turns, sums.turns_in) == (4, 30, 2)
    assert (sums.of_women, sums.heads, sums.women_in) == (16, 28, 2)
    assert (sums.homes, sums.homes_in) == (0, 1)
    assert [n for _skill, n in sums.taught] == [0, 0, 1, 0, 0]


def test_totals_of_nothing_are_unknown(team):
    sums = Activity.unscoped.totals()
    assert (sums.n, sums.turns, sums.of_women) == (0, None, None)


def test_sessions_of_twelve_months_are_counted_and_shaded_by_the_fullest(team):
    days = [date(2026, 5, 1), *[date(2026, 7, 31)] * 4, date(2026, 11, 26), date(2026, 11, 27)]
    for day in [date(2025, 11, 30), *days]:
        ActivityFactory(team=team, held_on=day)
    months = Activity.unscoped.by_month(date(2026, 11, 26))
    assert (months[0].first, months[-1].first) == (date(2025, 12, 1), date(2026, 11, 1))
    found = {month.first.month: (month.n, month.shade) for month in months if month.n}
    assert (len(months), found) == (12, {5: (1, 1), 7: (4, 4), 11: (1, 1)})


def test_months_of_nothing_are_blank(team):
    assert {(month.n, month.shade) for month in Activity.unscoped.by_month(today())} == {(0, 0)}


def test_the_last_three_places_are_remembered_each_once(team):
    for number, place in enumerate(("Chợ", "Trường", "", "Đình", "Chợ", "UBND xã")):
        ActivityFactory(team=team, place=place, held_on=FOUNDED + timedelta(days=number))
    assert Activity.unscoped.places() == ["UBND xã", "Chợ", "Đình"]


# Teams nobody hears of


@pytest.mark.parametrize(
    ("founded", "active", "is_quiet"),
    [(200, None, True), (200, 61, True), (200, 60, False), (60, None, False), (61, None, True)],
)
def test_a_team_is_quiet_after_sixty_days(founded, active, is_quiet):
    day = today()
    TeamFactory(
        founded_on=day - timedelta(founded),
        last_active_on=active and day - timedelta(active),
    )
    assert Team.unscoped.quiet(day).exists() is is_quiet


def test_the_days_of_quiet_are_a_setting_and_the_dissolved_are_left_alone(settings):
    settings.TEAM_QUIET_DAYS = 10
    day = today()
    TeamFactory(founded_on=FOUNDED, last_active_on=day - timedelta(11))
    TeamFactory(founded_on=FOUNDED, dissolved_on=day)
    assert Team.unscoped.quiet(day).count() == 1


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("activity_persons_within_turns", {"people": 5, "persons": 6}),
        ("activity_women_within_persons", {"persons": 5, "women": 6}),
        ("activity_women_within_turns", {"people": 5, "women": 6}),
        ("activity_withdrawn_with_its_reason", {"withdrawn_on": FOUNDED}),
        ("activity_withdrawn_with_its_reason", {"withdrawn_why": "Nhầm"}),
        (
            "activity_withdrawn_at_a_moment",
            {"withdrawn_on": FOUNDED, "withdrawn_why": "Nhầm", "withdrawn_at": None},
        ),
        ("activity_says_what", {"title": ""}),
    ],
)
def test_the_database_refuses_nonsense(team, name, facts):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ActivityFactory(team=team, **facts)
    ActivityFactory(team=team, people=6, persons=6, women=6)
