"""Roles have days: ended, never overwritten; and no two leaders on one day, whoever writes."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from teams.founding import actions as founding_actions
from teams.members import actions as members_actions
from teams.models import Decision, Member, Team, TeamTitle
from teams.register import actions as register_actions
from tests.admin_world import build_world, errors_of, filled, signed_in, url
from tests.factories import MemberFactory, TeamFactory, TenureFactory, VillageFactory

pytestmark = pytest.mark.django_db
LEADER, DEPUTY, MEMBER = Member.Role.LEADER, Member.Role.DEPUTY, Member.Role.MEMBER
START = date(2026, 1, 5)


def later(days):
    return START + timedelta(days)


@pytest.fixture
def team():
    people = [{"full_name": "Lê Lan", "role": LEADER}, {"full_name": "Vũ An", "role": DEPUTY}]
    return founding_actions.found_team(
        by=None, area=VillageFactory(), on=START, number="1", members=people
    )


def person(team, name):
    return team.members.get(full_name=name)


def renew(team, day, number="2", **changes):
    paper = founding_actions.Paper(signed_on=day, number=number)
    said = founding_actions.TeamChanges(team=team, **changes)
    return founding_actions.reconstitute(by=None, paper=paper, changes=[said])


def stretches(team, name):
    rows = person(team, name).tenures.all()
    return [(t.role, t.valid_from, t.valid_to) for t in rows]


def leaders(team, day):
    return [t.member.full_name for t in team.tenures.on(day).leading()]


def test_a_renewal_ends_one_role_and_begins_another(team):
    decision = renew(team, later(10), roles={person(team, "Vũ An"): LEADER})
    assert stretches(team, "Vũ An") == [(DEPUTY, START, later(10)), (LEADER, later(10), None)]
    assert stretches(team, "Lê Lan") == [(LEADER, START, later(10)), (MEMBER, later(10), None)]
    assert set(decision.tenures_begun.all()) == set(team.tenures.filter(valid_to=None))
    assert [leaders(team, later(n)) for n in (-1, 0, 9, 10)] == [
        [],
        ["Lê Lan"],
        ["Lê Lan"],
        ["Vũ An"],
    ]


def test_a_role_put_right_on_its_first_day_leaves_no_trace(team):
    renew(team, START, roles={person(team, "Vũ An"): LEADER})
    assert stretches(team, "Vũ An") == [(LEADER, START, None)]
    assert stretches(team, "Lê Lan") == [(MEMBER, START, None)]


@pytest.mark.parametrize("days", [-3, 5])
def test_what_came_from_a_decision_moves_with_its_day(team, days):
    joining = [{"full_name": "Đỗ Mới", "role": LEADER}]
    decision = renew(team, later(10), leaving=[person(team, "Lê Lan")], joining=joining)
    day = later(10 + days)
    founding_actions.record_number(by=None, decision=decision, number="2", signed_on=day, signer="")
    assert stretches(team, "Lê Lan") == [(LEADER, START, day)]
    assert stretches(team, "Đỗ Mới") == [(LEADER, day, None)]
    assert (person(team, "Lê Lan").left_on, person(team, "Đỗ Mới").joined_on) == (day, day)


def test_a_day_that_would_turn_history_round_is_refused_whole(team):
    decision = renew(team, later(10), leaving=[person(team, "Lê Lan")])
    for day in (later(-1), later(-10)):
        with pytest.raises(register_actions.OutOfOrder):
            founding_actions.record_number(
                by=None, decision=decision, number="9", signed_on=day, signer=""
            )
    assert person(team, "Lê Lan").left_on == later(10)
    assert Decision.unscoped.get(pk=decision.pk).number == "2"


def test_a_renewal_stands_between_founding_and_end(team):
    founding_actions.dissolve_team(by=None, team=team, on=later(20))
    for day in (later(-1), later(21)):
        with pytest.raises(register_actions.OutOfOrder):
            renew(team, day)
    assert renew(team, later(20)).teams.get() == team


def test_a_decision_with_a_number_is_written_once(team):
    renew(team, later(3))
    with pytest.raises(register_actions.Twice):
        renew(team, later(3))
    assert renew(team, later(3), number="3")


def test_whoever_left_meanwhile_or_belongs_elsewhere_is_left_alone(team):
    gone, stranger = person(team, "Vũ An"), MemberFactory(role=MEMBER)
    members_actions.leave(by=None, member=gone, on=later(2))
    renew(team, later(5), leaving=[gone], roles={gone: LEADER, stranger: LEADER})
    assert person(team, "Vũ An").left_on == later(2)
    assert (leaders(team, later(5)), stranger.tenures.get().role) == (["Lê Lan"], MEMBER)


def test_nobody_leaves_before_he_had_the_role_he_has(team):
    renew(team, later(10), roles={person(team, "Vũ An"): LEADER})
    with pytest.raises(register_actions.OutOfOrder):
        members_actions.leave(by=None, member=person(team, "Vũ An"), on=later(9))
    assert person(team, "Vũ An").left_on is None


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [(5, 8, True), (0, None, True), (9, 11, True), (10, 12, False), (-5, 0, False), (5, 5, False)],
)
def test_the_database_refuses_a_second_leader_on_any_day(start, end, refused):
    team = TeamFactory()
    first = MemberFactory(team=team, role=LEADER, joined_on=START, left_on=later(10))
    other = MemberFactory(team=team, joined_on=later(20))
    until = None if end is None else later(end)
    ways = {"valid_from": later(start), "valid_to": until}
    if not refused:
        TenureFactory(member=other, role=LEADER, **ways)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        TenureFactory(member=other, role=LEADER, **ways)
    with pytest.raises(IntegrityError), transaction.atomic():
        TenureFactory(member=first, role=DEPUTY, **ways)


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "khac", "valid_from": later(30), "valid_to": later(31)},
        {"valid_from": later(30), "valid_to": later(29)},
        {"valid_from": later(30), "valid_to": None},
    ],
)
def test_the_database_refuses_nonsense(wrong):
    member = MemberFactory(joined_on=START, left_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        TenureFactory(member=member, **wrong)
    assert member.tenures.count() == 1


def test_who_was_in_a_team_on_a_day_and_as_what(team):
    renew(team, later(10), leaving=[person(team, "Lê Lan")], joining=[{"full_name": "Đỗ Mới"}])
    found = [
        [(m.full_name, m.role_then) for m in team.members.serving_on(later(n))] for n in (9, 10)
    ]
    assert found == [
        [("Lê Lan", LEADER), ("Vũ An", DEPUTY)],
        [("Vũ An", DEPUTY), ("Đỗ Mới", MEMBER)],
    ]


# What teams are called


def test_admin_gives_the_teams_of_a_province_their_title_once():
    world = build_world()
    client = signed_in(world.national)
    data = filled(client, url(TeamTitle, "add"), province=world.province.pk, title="Tổ Đề án 06")
    assert client.post(url(TeamTitle, "add"), data).status_code == 302
    assert str(Team.unscoped.get(pk=world.own.team.pk)) == "Tổ Đề án 06 thôn Hội Phú"
    again = filled(client, url(TeamTitle, "add"), province=world.province.pk, title="Tổ khác")
    assert "đã có tên gọi" in errors_of(client.post(url(TeamTitle, "add"), again))
    page = url(TeamTitle.unscoped.get(), "change")
    assert client.post(page, filled(client, page, title="Tổ CNSCĐ")).status_code == 302
    assert set(Team.unscoped.values_list("title", flat=True)) == {"Tổ CNSCĐ"}
    assert signed_in(world.local).get(page).status_code in {302, 403, 404}


def test_today_is_no_later_than_today(team):
    with pytest.raises(ValueError, match="never later"):
        renew(team, timezone.localdate() + timedelta(1))
