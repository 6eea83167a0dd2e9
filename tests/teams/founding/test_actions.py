import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEntry
from rollup.counts import wrong_rows
from rollup.models import CommuneCount, VillageCount
from teams.activities import actions as activities_actions
from teams.counts.rollup import TEAMS
from teams.counts.states import state_of
from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import (
    Activity,
    Decision,
    Member,
    State,
    Team,
    Tier,
)
from teams.register import actions as register_actions
from tests.factories import DecisionFactory, MemberFactory, TeamFactory, UserFactory, VillageFactory

pytestmark = pytest.mark.django_db
LEADER, DEPUTY, MEMBER = Member.Role.LEADER, Member.Role.DEPUTY, Member.Role.MEMBER
FOUNDED = date(2026, 1, 5)


@pytest.fixture
def village():
    return VillageFactory()


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)


@pytest.fixture
def team(officer, village):
    return founding_actions.found_team(
        by=officer, area=village, on=FOUNDED, number="01/QĐ", signer="Ông A"
    )


def fresh(row):
    return type(row).unscoped.get(pk=row.pk)


def join(officer, team, name="Lê Lan", role=LEADER, **fields):
    return members_actions.join(
        by=officer, team=team, full_name=name, role=role, joined_on=FOUNDED, **fields
    )


def counted(village):
    """Return the commune's figures: villages with a team, with a leader, and number of teams."""
    assert wrong_rows(of=[TEAMS])[1] == []
    row = CommuneCount.unscoped.get(area=village.commune)
    return row.with_team, row.led, row.teams


def last_verb(team):
    return AuditEntry.unscoped.about(team).first().verb


def test_found_team_stands_on_paper_by_its_decision(team, village):
    decision = Decision.unscoped.get(teams=team)
    assert (decision.kind, decision.number, decision.signer) == ("found", "01/QĐ", "Ông A")
    assert (decision.signed_on, team.founded_on) == (FOUNDED, FOUNDED)
    assert fresh(team).state_on(timezone.localdate()) == State.ON_PAPER
    assert counted(village) == (1, 0, 1)


def test_found_team_with_its_members_is_staffed(officer, village):
    people = [{"full_name": "Lê Lan", "role": LEADER}, {"full_name": "Lê Hoa"}]
    team = founding_actions.found_team(by=officer, area=village, on=FOUNDED, members=people)
    roles = [(m.full_name, m.role) for m in team.members.serving()]
    assert roles == [("Lê Lan", LEADER), ("Lê Hoa", MEMBER)]
    assert counted(village) == (1, 1, 1)


def test_found_team_is_audited_with_its_decision(team, officer, village):
    entry = AuditEntry.unscoped.about(team).get()
    assert (entry.verb, entry.actor, entry.document) == ("Thành lập tổ", officer.username, "01/QĐ")
    assert (entry.place, entry.changes) == (village.path, {"founded_on": [None, "2026-01-05"]})


@pytest.mark.parametrize(
    "write",
    [
        lambda by, team, day: founding_actions.found_team(by=by, area=team.area, on=day),
        lambda by, team, day: founding_actions.dissolve_team(by=by, team=team, on=day),
        lambda by, team, day: members_actions.join(
            by=by, team=team, full_name="Lan", joined_on=day
        ),
        lambda by, team, day: members_actions.leave(by=by, member=team.members.get(), on=day),
        lambda by, team, day: activities_actions.log_activity(
            by=by, team=team, held_on=day, title="Buổi"
        ),
        lambda by, team, day: founding_actions.record_number(
            by=by, decision=team.decisions.get(), number="2", signed_on=day, signer=""
        ),
    ],
)
def test_nothing_is_done_in_the_future(officer, team, write):
    join(officer, team)
    entries = AuditEntry.unscoped.count()
    with pytest.raises(ValueError, match="never later than today"):
        write(officer, team, timezone.localdate() + timedelta(1))
    write(officer, team, timezone.localdate())
    assert AuditEntry.unscoped.count() == entries + 1


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, State.ACTIVE), (89, State.ACTIVE), (90, State.ACTIVE), (91, State.LED)],
)
def test_a_team_is_active_for_ninety_days_after_a_session(officer, team, village, days, state):
    join(officer, team)
    today = timezone.localdate()
    activities_actions.log_activity(
        by=officer, team=team, held_on=today - timedelta(days), title="Buổi"
    )
    assert fresh(team).state_on(today) == state
    assert state_of(VillageCount.unscoped.get(area=village), today) == state


def test_the_days_of_an_active_team_are_a_setting(settings, officer, team):
    settings.TEAM_ACTIVE_DAYS = 30
    join(officer, team)
    today = timezone.localdate()
    activities_actions.log_activity(
        by=officer, team=team, held_on=today - timedelta(31), title="Buổi"
    )
    assert fresh(team).state_on(today) == State.LED


def test_sessions_without_a_leader_leave_a_team_on_paper(officer, team, village):
    today = timezone.localdate()
    activities_actions.log_activity(by=officer, team=team, held_on=today, title="Buổi")
    assert fresh(team).state_on(today) == State.ON_PAPER
    assert state_of(VillageCount.unscoped.get(area=village), today) == State.ON_PAPER


def test_a_team_that_loses_its_leader_is_on_paper_again(officer, team, village):
    leader = join(officer, team)
    assert counted(village) == (1, 1, 1)
    members_actions.leave(by=officer, member=leader, on=timezone.localdate())
    assert fresh(team).led is False
    assert counted(village) == (1, 0, 1)
    assert last_verb(team) == "Thành viên rời tổ"


def test_a_new_leader_takes_over(officer, team):
    old, new = join(officer, team, "Lê Lan"), join(officer, team, "Lê Hoa")
    assert (fresh(old).role, fresh(new).role) == (MEMBER, LEADER)
    assert last_verb(team) == "Thêm thành viên tổ"


def test_a_member_made_leader_takes_over(officer, team):
    old, member = join(officer, team, "Lê Lan"), join(officer, team, "Lê Hoa", MEMBER)
    members_actions.change_member(by=officer, member=member, role=LEADER)
    assert (fresh(old).role, fresh(member).role) == (MEMBER, LEADER)
    entry = AuditEntry.unscoped.about(team).first()
    assert (entry.verb, entry.changes) == ("Sửa thành viên tổ", {"role": ["member", "leader"]})


def test_a_leader_changed_in_his_telephone_stays_the_leader(officer, team):
    leader = join(officer, team)
    members_actions.change_member(by=officer, member=leader, phone="0905", role=LEADER)
    assert (fresh(leader).role, fresh(leader).phone) == (LEADER, "0905")


def test_somebody_who_left_does_not_push_the_leader_out(officer, team):
    gone = join(officer, team, "Lê Lan", MEMBER)
    members_actions.leave(by=officer, member=gone, on=timezone.localdate())
    leader = join(officer, team, "Lê Hoa")
    members_actions.change_member(by=officer, member=gone, role=LEADER)
    assert (fresh(leader).role, fresh(team).led) == (LEADER, True)


def test_the_database_refuses_two_leaders_at_a_time(team):
    MemberFactory(team=team, role=LEADER)
    MemberFactory(team=team, role=LEADER, left_on=FOUNDED, joined_on=FOUNDED)
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(team=team, role=LEADER)
    assert team.members.filter(role=LEADER, left_on=None).count() == 1


def test_members_are_sorted_by_given_name_after_leader_and_deputy(officer, team):
    for name, role in (
        ("Trần Bình", MEMBER),
        ("Lê Hoa", DEPUTY),
        ("Vũ An", MEMBER),
        ("Đỗ Lan", LEADER),
    ):
        join(officer, team, name, role)
    names = team.members.serving().values_list("full_name", flat=True)
    assert list(names) == ["Đỗ Lan", "Lê Hoa", "Vũ An", "Trần Bình"]


def test_dissolve_team_takes_it_out_of_the_count_and_keeps_it(officer, team, village):
    join(officer, team)
    today = timezone.localdate()
    founding_actions.dissolve_team(by=officer, team=team, on=today, number="09/QĐ")
    assert fresh(team).state_on(today) == State.DISSOLVED
    assert fresh(team).state_on(today - timedelta(1)) == State.LED
    assert counted(village) == (0, 0, 0)
    assert Decision.unscoped.get(kind="dissolve").number == "09/QĐ"
    entry = AuditEntry.unscoped.about(team).first()
    assert (entry.verb, entry.document) == ("Giải thể tổ", "09/QĐ")


def test_dissolve_team_twice_is_done_once(officer, team):
    day = timezone.localdate()
    for on in (day - timedelta(5), day):
        founding_actions.dissolve_team(by=officer, team=team, on=on, number="09/QĐ")
    assert fresh(team).dissolved_on == day - timedelta(5)
    assert Decision.unscoped.filter(kind="dissolve").count() == 1


def test_dissolve_team_before_it_was_founded_is_refused(officer, team, village):
    with pytest.raises(register_actions.OutOfOrder):
        founding_actions.dissolve_team(by=officer, team=team, on=FOUNDED - timedelta(1))
    assert counted(village) == (1, 0, 1)


@pytest.mark.parametrize(("days", "there"), [(-1, False), (0, True), (9, True), (10, False)])
def test_in_force_is_from_the_founding_to_the_day_before_the_dissolution(days, there):
    TeamFactory(founded_on=FOUNDED, dissolved_on=FOUNDED + timedelta(10))
    assert Team.unscoped.in_force(FOUNDED + timedelta(days)).exists() is there


def test_a_commune_team_covers_no_village(officer, village):
    leader = [{"full_name": "Lê Lan", "role": LEADER}]
    team = founding_actions.found_team(by=officer, area=village.commune, on=FOUNDED, members=leader)
    assert team.tier == Tier.COMMUNE
    assert counted(village) == (0, 0, 0)
    assert not VillageCount.unscoped.exists()


def test_two_teams_in_one_village_are_one_village_with_a_team(officer, team, village):
    founding_actions.found_team(by=officer, area=village, on=FOUNDED)
    assert counted(village) == (1, 0, 2)


def test_log_activity_keeps_what_was_done(officer, team):
    activity = activities_actions.log_activity(
        by=officer, team=team, held_on=FOUNDED, title=" Hướng dẫn ", people=12
    )
    activity = fresh(activity)
    assert (activity.title, activity.people, activity.logged_by) == ("Hướng dẫn", 12, officer)
    assert fresh(team).last_active_on == FOUNDED
    assert last_verb(team) == "Ghi buổi hướng dẫn"


def test_log_activity_of_an_earlier_day_does_not_make_the_team_older(officer, team):
    for day in (FOUNDED + timedelta(5), FOUNDED + timedelta(1)):
        activities_actions.log_activity(by=officer, team=team, held_on=day, title="Buổi")
    assert fresh(team).last_active_on == FOUNDED + timedelta(5)


def test_log_activity_twice_with_one_uuid_logs_once(officer, team):
    key = uuid.uuid4()
    twice = [
        activities_actions.log_activity(
            by=officer, team=team, held_on=FOUNDED, title=title, uuid=key
        )
        for title in ("Buổi", "Buổi, gửi lại")
    ]
    assert twice[0] == twice[1] == Activity.unscoped.get()
    assert AuditEntry.unscoped.filter(verb="Ghi buổi hướng dẫn").count() == 1


def test_record_number_fills_in_the_founding_decision(officer, village):
    team = founding_actions.found_team(by=officer, area=village, on=FOUNDED)
    decision = team.decisions.get()
    day = FOUNDED + timedelta(2)
    decision = founding_actions.record_number(
        by=officer, decision=decision, number="05/QĐ", signed_on=day, signer="Bà B"
    )
    assert (fresh(team).founded_on, decision.number, decision.signer) == (day, "05/QĐ", "Bà B")
    entry = AuditEntry.unscoped.about(team).first()
    assert (entry.verb, entry.document) == ("Ghi quyết định", "05/QĐ")
    assert entry.changes["number"] == ["", "05/QĐ"]


def test_record_number_of_a_dissolution_dates_it(officer, team):
    today = timezone.localdate()
    founding_actions.dissolve_team(by=officer, team=team, on=today)
    decision = Decision.unscoped.get(kind="dissolve")
    earlier = today - timedelta(3)
    founding_actions.record_number(
        by=officer, decision=decision, number="1", signed_on=earlier, signer=""
    )
    assert (fresh(team).dissolved_on, fresh(team).founded_on) == (earlier, FOUNDED)


def test_record_number_of_a_decision_for_many_teams_dates_them_all(officer, village):
    decision = DecisionFactory(kind="found")
    teams = TeamFactory.create_batch(3)
    decision.teams.set(teams)
    founding_actions.record_number(
        by=officer, decision=decision, number="1", signed_on=FOUNDED, signer=""
    )
    assert [fresh(team).founded_on for team in teams] == [FOUNDED] * 3
    assert wrong_rows(of=[TEAMS]) == (6, [])


def test_every_action_moves_the_version_on(officer, team):
    versions = [fresh(team).version]
    member = join(officer, team)
    versions.append(fresh(team).version)
    activities_actions.log_activity(by=officer, team=team, held_on=FOUNDED, title="Buổi")
    versions.append(fresh(team).version)
    members_actions.leave(by=officer, member=member, on=FOUNDED)
    versions.append(fresh(team).version)
    assert versions == list(range(versions[0], versions[0] + 4))


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("member_named", lambda team: MemberFactory(team=team, full_name="")),
        (
            "member_leaves_after_joining",
            lambda team: MemberFactory(team=team, left_on=date(2025, 12, 31)),
        ),
        ("member_birth_year_possible", lambda team: MemberFactory(team=team, birth_year=1899)),
        ("team_tier_known", lambda team: TeamFactory(tier="huyen")),
        ("decision_kind_known", lambda team: DecisionFactory(kind="khac")),
        (
            "team_dissolved_after_founded",
            lambda team: TeamFactory(dissolved_on=date(2025, 12, 31)),
        ),
    ],
)
def test_the_database_refuses_nonsense(team, name, write):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write(team)
