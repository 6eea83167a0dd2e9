"""Support worked out by hand, month by month: the table first, then what holds of every month."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from teams.models import SupportLine
from teams.register.rules import Known, identities
from teams.support.rules.month import calculate, share
from teams.support.rules.terms import Rules, Session, Span, Stay, Team, Why

Kind = SupportLine.Kind

NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))
FIFTEENTH = Span(date(2026, 10, 15), date(2026, 11, 14))
LONG = date(2026, 1, 5)
# The policies of the examples, as their resolutions are reported.
DA_NANG = Rules(team_month=300_000, member_day=50_000, days_within=True, numbered_only=True)
HA_TINH = Rules(team_month=600_000)
BINH_DUONG = Rules(member_month=60_000, member_day=150_000)
DA_NANG_2024 = Rules(member_day=50_000, year_cap=3_000_000)


def total(month):
    """Add up the lines: there is no other sum."""
    return sum(line.amount for line in month.lines)


def day(number, month=11):
    return date(2026, month, number)


def stay(member, person=None, joined=LONG, left=None, unclear=False):
    return Stay(member, person or member, joined, left, unclear)


def session(key, held, *present):
    return Session(key, held, frozenset(present))


def team(key, *stays, sessions=(), founded=LONG, dissolved=None, number="12/QĐ-UBND", paid=0):
    return Team(
        key, f"tổ {key}", founded, dissolved, number, paid=paid, stays=stays, sessions=sessions
    )


NAM_IN_TWO = (
    team(
        1,
        stay(11),
        stay(12),
        sessions=[session(1, day(5), 11, 12), session(2, day(13), 11)],
    ),
    # Nam is member 13 here, and joined later.
    team(2, stay(13, 11, day(1, 3)), stay(14), sessions=[session(3, day(13), 13, 14)]),
)
# Two teams end on the 16th, one of them takes their place; member 22 goes along as 24.
MERGED = (
    team(1, stay(21), sessions=[session(1, day(3), 21)], dissolved=day(16)),
    team(2, stay(22), sessions=[session(2, day(9), 22)], dissolved=day(16)),
    team(
        3,
        stay(23, joined=day(16)),
        stay(24, 22, joined=day(16)),
        sessions=[session(3, day(20), 23, 24)],
        founded=day(16),
    ),
)

# Policy, teams → what each team gets, worked by hand; days are 50,000 đ or 150,000 đ each.
MONTHS = [
    # 300,000 each; in team 1 three days (150,000) are part of it, in team 2 one: Nam's is team 1's.
    (
        "Đà Nẵng 2025, a member in two teams",
        DA_NANG,
        NAM_IN_TWO,
        {1: (150_000, 0, 150_000), 2: (250_000, 0, 50_000)},
    ),
    # 15 days of 30 each: 150,000; in the new team two days (100,000) are part of it.
    (
        "Đà Nẵng 2025, merged on the 16th",
        DA_NANG,
        MERGED,
        {1: (100_000, 0, 50_000), 2: (100_000, 0, 50_000), 3: (50_000, 0, 100_000)},
    ),
    (
        "Hà Tĩnh, a member in two teams",
        HA_TINH,
        NAM_IN_TWO,
        {1: (600_000, 0, 0), 2: (600_000, 0, 0)},
    ),
    (
        "Hà Tĩnh, merged on the 16th",
        HA_TINH,
        MERGED,
        {1: (300_000, 0, 0), 2: (300_000, 0, 0), 3: (300_000, 0, 0)},
    ),
    # Nam's month and his 13th are team 1's: 2 × 60,000 + 3 × 150,000; team 2: 60,000 + 150,000.
    (
        "Bình Dương, a member in two teams",
        BINH_DUONG,
        NAM_IN_TWO,
        {1: (0, 120_000, 450_000), 2: (0, 60_000, 150_000)},
    ),
    # 21 served 15 days: 30,000; 22 all 30, in two teams: 60,000, once; 23 served 15: 30,000.
    (
        "Bình Dương, merged on the 16th",
        BINH_DUONG,
        MERGED,
        {1: (0, 30_000, 150_000), 2: (0, 60_000, 150_000), 3: (0, 30_000, 300_000)},
    ),
    (
        "Đà Nẵng 2024, the year's cap reached",
        DA_NANG_2024,
        (replace(NAM_IN_TWO[0], paid=2_920_000), NAM_IN_TWO[1]),
        {1: (0, 0, 80_000), 2: (0, 0, 50_000)},
    ),
]


def sums(month, key, *kinds):
    return sum(line.amount for line in month.lines if line.team == key and line.kind in kinds)


@pytest.mark.parametrize(
    ("rules", "teams", "expected"), [row[1:] for row in MONTHS], ids=[row[0] for row in MONTHS]
)
def test_a_month_comes_to_what_was_worked_by_hand(rules, teams, expected):
    month = calculate(rules, NOVEMBER, NOVEMBER, teams)
    found = {
        one.key: tuple(sums(month, one.key, kind) for kind in (Kind.TEAM, Kind.MEMBER, Kind.DAY))
        for one in teams
    }
    assert found == expected
    assert total(month) == sum(sum(parts) for parts in expected.values())


def test_a_team_founded_in_the_month_gets_its_share_to_the_nearest_thousand():
    """The month of the mock-up: from the 25th, 21 days of 31, beside five days."""
    stays = [stay(n, joined=day(25, 10)) for n in range(1, 6)]
    held = [session(1, day(3), 1, 2, 3, 4, 5)]
    one = team(7, *stays, sessions=held, founded=day(25, 10))
    month = calculate(Rules(300_000, member_day=50_000), FIFTEENTH, FIFTEENTH, [one])
    assert month.lines[0].amount == 203_000
    assert (Why.SHARE, "21", "31") in month.lines[0].why
    assert total(month) == 453_000


def test_a_policy_that_begins_within_the_month_pays_from_its_first_day():
    paid = Span(day(16), day(30))
    month = calculate(HA_TINH, NOVEMBER, paid, [team(1)])
    assert total(month) == 300_000


def test_a_person_of_two_teams_is_paid_for_a_day_in_the_team_he_joined_first():
    month = calculate(DA_NANG, NOVEMBER, NOVEMBER, NAM_IN_TWO)
    nam = [line for line in month.lines if line.person == 11 and line.day == day(13)]
    assert [(line.team, line.due, line.amount) for line in nam] == [
        (1, 50_000, 50_000),
        (2, 50_000, 0),
    ]
    assert nam[1].why == ((Why.ELSEWHERE, "tổ 1"),)


def test_a_day_names_its_sessions_and_is_paid_once_for_two_of_them():
    one = team(1, stay(1), sessions=[session(5, day(4), 1), session(6, day(4), 1)])
    lines = calculate(BINH_DUONG, NOVEMBER, NOVEMBER, [one]).lines
    assert [(line.amount, line.sessions) for line in lines if line.kind == Kind.DAY] == [
        (150_000, (5, 6))
    ]


def test_who_was_not_in_the_team_that_day_is_shown_and_not_paid():
    one = team(1, stay(1, left=day(10)), sessions=[session(5, day(10), 1)])
    line = calculate(DA_NANG_2024, NOVEMBER, NOVEMBER, [one]).lines[0]
    assert (line.due, line.amount, line.why) == (50_000, 0, ((Why.NOT_SERVING,),))


def test_a_session_before_the_team_was_founded_pays_nothing():
    one = team(1, stay(1), sessions=[session(5, day(3), 1)], founded=day(10))
    assert calculate(DA_NANG_2024, NOVEMBER, NOVEMBER, [one]).lines == []


def test_days_beyond_the_months_money_are_shown_and_not_paid():
    held = [session(n, day(n), 1) for n in range(1, 9)]
    month = calculate(DA_NANG, NOVEMBER, NOVEMBER, [team(1, stay(1), sessions=held)])
    assert total(month) == 300_000
    assert [line.amount for line in month.lines] == [0, *[50_000] * 6, 0, 0]
    assert month.lines[-1].why == ((Why.SPENT,),)


def test_the_cap_cuts_the_line_that_reaches_it():
    teams = [replace(NAM_IN_TWO[0], paid=2_920_000)]
    lines = calculate(DA_NANG_2024, NOVEMBER, NOVEMBER, teams).lines
    assert [line.amount for line in lines] == [50_000, 30_000, 0]
    assert lines[1].why == ((Why.CAP, "3000000"),)


def test_a_team_over_its_cap_gets_nothing_and_owes_nothing():
    teams = [replace(NAM_IN_TWO[0], paid=3_100_000)]
    assert total(calculate(DA_NANG_2024, NOVEMBER, NOVEMBER, teams)) == 0


def test_the_communes_own_money_comes_on_top_and_outside_the_cap():
    rules = replace(HA_TINH, year_cap=600_000, top_up=200_000)
    month = calculate(rules, NOVEMBER, NOVEMBER, MERGED[:1])
    assert {line.kind: line.amount for line in month.lines} == {
        Kind.TEAM: 300_000,
        Kind.TOP_UP: 100_000,
    }


def test_a_team_without_a_numbered_decision_is_left_out_and_said_so():
    month = calculate(DA_NANG, NOVEMBER, NOVEMBER, [team(1, stay(1), number="")])
    assert (month.lines, month.left_out) == ([], [(1, Why.UNNUMBERED)])


def test_a_communes_own_team_is_left_out_where_only_villages_have_support():
    one = replace(team(1), of_village=False)
    month = calculate(replace(HA_TINH, villages_only=True), NOVEMBER, NOVEMBER, [one])
    assert (total(month), month.left_out) == (0, [(1, Why.TIER)])
    assert total(calculate(HA_TINH, NOVEMBER, NOVEMBER, [one])) == 600_000


def test_a_team_left_out_takes_nobody_elses_days():
    first = replace(NAM_IN_TWO[0], number="")
    month = calculate(DA_NANG, NOVEMBER, NOVEMBER, [first, NAM_IN_TWO[1]])
    assert sums(month, 2, Kind.DAY) == 100_000


def test_a_team_that_held_nothing_is_left_out_where_the_policy_says_so():
    rules = replace(HA_TINH, active_only=True)
    month = calculate(rules, NOVEMBER, NOVEMBER, [team(1), *NAM_IN_TWO])
    assert month.left_out == [(1, Why.IDLE)]
    assert total(month) == 1_200_000


@pytest.mark.parametrize("dissolved", [day(1), day(20, 10)])
def test_a_team_that_ended_before_the_month_is_not_spoken_of(dissolved):
    month = calculate(HA_TINH, NOVEMBER, NOVEMBER, [team(1, dissolved=dissolved)])
    assert (month.lines, month.left_out) == ([], [])


@pytest.mark.parametrize(
    ("base", "days", "of", "expected"),
    [
        (300_000, 21, 31, 203_000),
        (300_000, 30, 30, 300_000),
        (60_500, 31, 31, 60_500),
        (1_000, 15, 30, 1_000),
        (1_000, 14, 30, 0),
        (600_000, 0, 30, 0),
    ],
)
def test_a_share_is_rounded_to_the_thousand(base, days, of, expected):
    assert share(base, days, of) == expected


# --- Who is one person ---


def known(member, name="Lê Nam", phone="", year=None, joined=LONG):
    return Known(member, name, phone, year, joined)


@pytest.mark.parametrize(
    ("one", "other", "person", "unclear"),
    [
        (known(1, year=1990), known(2, year=1990), 1, False),
        (known(1, phone="0905 111 222"), known(2, phone="0905111222"), 1, False),
        (known(1, year=1990), known(2, year=1991), 2, False),
        (known(1, year=1990, phone="0905"), known(2, year=1991, phone="0905"), 2, False),
        (known(1, phone="0905"), known(2, phone="0906"), 2, False),
        (known(1), known(2), 1, True),
        (known(1, year=1990), known(2, phone="0905"), 1, True),
        (known(1), known(2, name="Lê Nga"), 2, False),
        (known(1), known(2, name="lê  nam"), 1, True),
        (known(1, joined=day(2)), known(2), 2, False),
    ],
)
def test_two_of_one_name_are_one_person_unless_known_apart(one, other, person, unclear):
    found = identities([one, other])[2]
    assert (found.person, found.unclear) == (person, unclear)


def test_a_blank_between_two_people_does_not_make_them_one():
    found = identities([known(1, year=1980), known(2), known(3, year=1990)])
    assert [found[n].person for n in (1, 2, 3)] == [1, 1, 3]


def test_who_may_be_the_same_is_not_paid_until_told_apart():
    second = team(2, stay(13, 11, day(1, 3), unclear=True), sessions=[session(3, day(13), 13)])
    month = calculate(DA_NANG_2024, NOVEMBER, NOVEMBER, [NAM_IN_TWO[0], second])
    line = next(line for line in month.lines if line.team == 2)
    assert (line.amount, line.why) == (0, ((Why.UNCLEAR, "tổ 1"),))


# --- What holds of every month ---

DAYS = st.integers(0, 40).map(lambda n: date(2026, 10, 25) + timedelta(days=n))
MONEY = st.sampled_from([0, 1, 60_000, 299_999, 300_000])


@st.composite
def some_team(draw, key):
    members = [key * 10 + n for n in range(draw(st.integers(0, 3)))]
    left = st.none() | DAYS
    stays = [
        stay(m, draw(st.integers(1, 4)), draw(DAYS), draw(left), draw(st.booleans()))
        for m in members
    ]
    present = st.sets(st.sampled_from(members)) if members else st.just(set())
    held = [session(n, draw(DAYS), *draw(present)) for n in range(draw(st.integers(0, 4)))]
    return team(
        key,
        *stays,
        sessions=held,
        founded=draw(DAYS),
        dissolved=draw(left),
        number=draw(st.sampled_from(["", "1/QĐ"])),
        paid=draw(MONEY),
    )


RULES = st.builds(
    Rules,
    team_month=MONEY,
    member_month=MONEY,
    member_day=MONEY,
    year_cap=st.none() | MONEY,
    days_within=st.booleans(),
    numbered_only=st.booleans(),
    active_only=st.booleans(),
    top_up=MONEY,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RULES, st.tuples(*(some_team(key) for key in (1, 2, 3))))
def test_of_every_month_the_total_is_its_lines_and_nobody_is_paid_twice(rules, teams):
    month = calculate(rules, NOVEMBER, NOVEMBER, teams)
    assert total(month) == sum(line.amount for line in month.lines)
    assert all(0 <= line.amount <= line.due for line in month.lines)
    assert all(line.why for line in month.lines if line.amount < line.due)
    paid = [line for line in month.lines if line.amount]
    for kind, what in (
        (Kind.DAY, lambda line: (line.person, line.day)),
        (Kind.MEMBER, lambda line: line.person),
        (Kind.TEAM, lambda line: line.team),
        (Kind.TOP_UP, lambda line: line.team),
    ):
        keys = [what(line) for line in paid if line.kind == kind]
        assert len(keys) == len(set(keys))
    if rules.year_cap is not None:
        for one in teams:
            given_ = sums(month, one.key, Kind.TEAM, Kind.MEMBER, Kind.DAY)
            assert given_ <= max(0, rules.year_cap - one.paid)
