"""Several teams become one by one decision: nobody and nothing is lost, one leads, the others end that day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from audit.models import AuditEntry
from rollup.counts import wrong_rows
from rollup.models import VillageCount
from teams.activities.actions import log_activity
from teams.counts.rollup import TEAMS
from teams.counts.shares import tally
from teams.equipment.actions import add_equipment
from teams.founding.actions import (
    NoLeader,
    NotAsked,
    NotTogether,
    Paper,
    TooEarly,
    found_team,
    join_teams,
    record_number,
    set_villages,
)
from teams.members.queries import shared_people
from teams.models import Decision, EarlierFact, Member, Team, TeamVillage, Trainee
from teams.needs.actions import ask
from teams.register.actions import OutOfOrder, Twice
from tests.factories import (
    CourseFactory,
    MemberFactory,
    UserFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db
LEADER, DEPUTY, MEMBER = Member.Role.LEADER, Member.Role.DEPUTY, Member.Role.MEMBER
FOUNDED, MERGED, DECIDED = date(2026, 1, 5), date(2026, 3, 1), date(2026, 3, 10)


@pytest.fixture
def village():
    return VillageFactory()


@pytest.fixture
def officer(village):
    return UserFactory(area=village.commune)


def found(officer, village, *names, home=None):
    """Found a team of these people, the first leads; it comes to the village by the merger."""
    people = [
        {"full_name": name, "role": LEADER if not n else MEMBER} for n, name in enumerate(names)
    ]
    home = home or VillageFactory(parent=village.commune)
    team = found_team(by=officer, area=home, on=FOUNDED, number="1/QĐ", members=people)
    # As a merger of villages does it.
    TeamVillage.unscoped.filter(team=team).update(valid_to=MERGED)
    TeamVillage.unscoped.create(team=team, village=village, valid_from=MERGED)
    Team.unscoped.filter(pk=team.pk).update(area=village)
    return again(team)


@pytest.fixture
def teams(officer, village):
    return [
        found(officer, village, "Lê Lan", "Lê Hoa"),
        found(officer, village, "Vũ An", "Đỗ Bình"),
    ]


def again(row):
    return type(row).unscoped.get(pk=row.pk)


def key(name):
    return Member.unscoped.filter(full_name=name).earliest("pk").pk


def join(officer, teams, leader="Lê Lan", day=DECIDED, number="2/QĐ", **said):
    into, *others = teams
    said = {"leader": key(leader), **said}
    paper = Paper(signed_on=day, number=number)
    return join_teams(by=officer, paper=paper, into=into, others=others, **said)


def serving(team):
    return {one.full_name: one.role for one in team.members.serving()}


def test_one_team_goes_on_with_all_people_and_the_others_end_that_day(officer, village, teams):
    into, gone = teams
    decision = join(officer, teams)
    assert serving(into) == {"Lê Lan": LEADER, "Lê Hoa": MEMBER, "Vũ An": MEMBER, "Đỗ Bình": MEMBER}
    assert (serving(gone), again(gone).dissolved_on, again(into).dissolved_on) == (
        {},
        DECIDED,
        None,
    )
    assert (decision.kind, decision.into, set(decision.teams.all())) == (
        "reconstitute",
        into,
        set(teams),
    )
    row = VillageCount.unscoped.get(area=village)
    assert (row.teams, row.led, wrong_rows(of=[TEAMS])[1]) == (1, 1, [])
    before, day = DECIDED - timedelta(1), DECIDED
    assert [again(team).state_on(before) for team in teams] == ["led", "led"]
    assert [again(team).state_on(day) for team in teams] == ["led", "dissolved"]


def test_tenures_end_there_and_begin_here_by_the_decision(officer, teams):
    decision = join(officer, teams, leader="Vũ An")
    old, new = Member.unscoped.filter(full_name="Vũ An").order_by("pk")
    assert (old.left_on, new.joined_on, new.team) == (DECIDED, DECIDED, teams[0])
    assert old.person_id == new.person_id == old.pk
    ((was, ended), (now, begun)) = [
        (one.tenures.get().role, one.tenures.get()) for one in (old, new)
    ]
    assert (was, ended.valid_to, ended.ended_by) == (LEADER, DECIDED, decision)
    assert (now, begun.valid_from, begun.begun_by) == (LEADER, DECIDED, decision)
    assert serving(teams[0])["Lê Lan"] == MEMBER
    assert EarlierFact.unscoped.filter(kind="leads").count() == 2


def test_who_does_not_go_on_leaves_and_roles_are_as_said(officer, teams):
    said = {"leaving": [key("Lê Hoa"), key("Đỗ Bình")], "roles": {key("Lê Lan"): DEPUTY}}
    join(officer, teams, leader="Vũ An", **said)
    assert serving(teams[0]) == {"Vũ An": LEADER, "Lê Lan": DEPUTY}
    assert Member.unscoped.filter(left_on=DECIDED).count() == 3
    assert Member.unscoped.filter(left_on=None).count() == 2


def test_whoever_is_in_two_teams_is_asked_for_and_then_there_once(officer, village, teams):
    other = MemberFactory(team=teams[1], full_name="Lê Hoa", birth_year=1990, joined_on=FOUNDED)
    pair = (key("Lê Hoa"), other.pk)
    with pytest.raises(NotAsked):
        join(officer, teams)
    join(officer, teams, same=[pair])
    one = Member.unscoped.get(full_name="Lê Hoa", left_on=None)
    assert (one.pk, one.birth_year, one.person_id) == (pair[0], 1990, pair[0])
    assert again(other).person_id == pair[0]
    assert len(serving(teams[0])) == 4


def test_two_of_one_name_who_are_not_one_are_both_there_and_stay_two(officer, village, teams):
    other = MemberFactory(team=teams[1], full_name="Lê Hoa", joined_on=FOUNDED)
    join(officer, teams, apart=[(other.pk, key("Lê Hoa"))])
    persons = Member.unscoped.filter(full_name="Lê Hoa", left_on=None).values_list("person")
    assert len(set(persons)) == 2
    assert shared_people(type(village).unscoped.all()) == {}


def test_an_account_says_who_is_one_and_goes_along(officer, village, teams):
    account = UserFactory(role=Role.MEMBER, area=village)
    Member.unscoped.filter(full_name__in=["Lê Hoa", "Vũ An"]).update(account=account)
    join(officer, teams)
    assert [one.full_name for one in account.memberships.filter(left_on=None)] == ["Lê Hoa"]
    assert len(serving(teams[0])) == 3
    Member.unscoped.filter(full_name="Đỗ Bình").update(account=UserFactory(area=village))
    third = found(officer, village, "Võ Tư")
    join(officer, [third, teams[0]], leader="Võ Tư", number="3/QĐ")
    assert account.memberships.get(left_on=None).team == third


def test_sessions_stay_and_what_a_team_has_and_asks_for_goes_over(officer, village, teams):
    into, gone = teams
    session = log_activity(by=officer, team=gone, held_on=MERGED, title="Buổi")
    keeper = gone.members.get(full_name="Đỗ Bình")
    item, lost = (
        add_equipment(by=officer, team=gone, kind="phone", name="Máy", custodian=keeper, **facts)
        for facts in ({}, {"state": "lost", "ended_on": MERGED})
    )
    need = ask(by=officer, area=village, kind="people", words="Thêm người", asked_on=MERGED)
    type(need).unscoped.update(team=gone)
    join(officer, teams)
    assert (again(session).team, again(lost).team) == (gone, gone)
    item = again(item)
    assert (item.team, item.custodian.team, item.custodian.full_name) == (into, into, "Đỗ Bình")
    assert (again(need).team, again(need).version, item.version) == (into, 2, 2)
    changes = AuditEntry.unscoped.about(into).first().changes
    assert (changes["went_equipment"], changes["went_needs"]) == ([None, 1], [None, 1])
    assert AuditEntry.unscoped.about(item).first().verb == "Chuyển thiết bị theo tổ kiện toàn"


def test_who_was_trained_is_so_in_the_new_team_and_was_so_on_past_days(officer, teams):
    into, gone = teams
    course = CourseFactory(area=gone.area.commune)
    who = gone.members.get(full_name="Vũ An")
    Trainee.unscoped.create(course=course, member=who, certified_on=MERGED)
    join(officer, teams)
    assert Trainee.unscoped.get().member == into.members.get(full_name="Vũ An")
    now = tally(Member.unscoped.filter(left_on=None), DECIDED)
    was = tally(
        Member.unscoped.serving_on(DECIDED - timedelta(1)), DECIDED - timedelta(1), then=True
    )
    assert (now.people.trained, now.people.of) == (was.people.trained, was.people.of) == (1, 4)


def test_its_villages_are_those_of_all_that_still_stand(officer, village, teams):
    into, gone = teams
    far, closed = VillageFactory.create_batch(2, parent=village.commune)
    set_villages(
        by=officer, team=gone, decision=gone.decisions.get(), villages=[village, far, closed]
    )
    type(closed).unscoped.filter(pk=closed.pk).update(closed_on=MERGED)
    join(officer, teams)
    served = TeamVillage.unscoped.filter(team=into).open()
    assert {row.village for row in served} == {village, far}
    assert VillageCount.unscoped.get(area=far).teams == 1


@pytest.mark.parametrize("step", [-3, 3])
def test_a_day_put_right_moves_all_of_it(officer, teams, step):
    decision = join(officer, teams, number="")
    assert Decision.unscoped.unnumbered(timezone.localdate()).get() == decision
    day = DECIDED + timedelta(step)
    record_number(by=officer, decision=decision, number="9/QĐ", signed_on=day, signer="")
    assert (again(teams[1]).dissolved_on, again(teams[0]).dissolved_on) == (day, None)
    old, new = Member.unscoped.filter(full_name="Vũ An").order_by("pk")
    assert old.left_on == old.tenures.get().valid_to == day
    assert new.joined_on == new.tenures.get().valid_from == day


def test_what_cannot_be_is_refused_and_nothing_is_written(officer, village, teams):
    entries = AuditEntry.unscoped.count()
    elsewhere = found(officer, VillageFactory(), "Ai Đó")
    entries += 1
    own = found_team(by=officer, area=village.commune, on=FOUNDED)
    entries += 1
    for error, chosen, said in (
        (NotTogether, [teams[0], elsewhere], {}),
        (NotTogether, [teams[0], own], {}),
        (NoLeader, teams, {"leader": "Ai Đó"}),
        (NoLeader, teams, {"leaving": [key("Lê Lan")]}),
        (TooEarly, teams, {"day": MERGED - timedelta(1)}),
        (OutOfOrder, teams, {"day": FOUNDED - timedelta(1)}),
        (ValueError, teams, {"day": timezone.localdate() + timedelta(1)}),
    ):
        with pytest.raises(error):
            join(officer, chosen, **said)
    assert AuditEntry.unscoped.count() == entries
    assert not Decision.unscoped.filter(kind="reconstitute").exists()


def test_the_same_page_sent_twice_writes_one_decision(officer, teams):
    for number in ("2/QĐ", "2/QĐ", ""):
        try:
            join(officer, teams, number=number)
        except Twice:
            continue
    assert Decision.unscoped.filter(kind="reconstitute").count() == 1
    assert len(serving(teams[0])) == 4


def test_each_team_has_it_in_its_journal(officer, teams):
    join(officer, teams, leader="Vũ An", leaving=[key("Lê Hoa")])
    entry, ended = (AuditEntry.unscoped.about(team).first() for team in teams)
    assert (entry.verb, entry.document) == ("Kiện toàn nhiều tổ thành một", "2/QĐ")
    assert entry.changes["members"] == [4, 3]
    assert (ended.verb, ended.changes["dissolved_on"]) == ("Nhập vào tổ khác", [None, str(DECIDED)])
