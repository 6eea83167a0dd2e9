"""Which target holds where, and how a unit stands to it."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from figures.figures import Figures, sums_of
from figures.indicators import ACTIVE, COVERED, TARGETED, TEAMS
from figures.rates import Rate
from reports.models import KEYS
from reports.targets.queries.targets import (
    Gain,
    InForce,
    Standing,
    Verdict,
    is_sure_of_side,
    standing_of,
    targets_for,
)

DAY = date(2026, 11, 16)
DUE = date(2026, 12, 31)


def holds(area, day=DAY, year=None, indicator=COVERED):
    """Return the level in force, whose it is, and the level it stands in for."""
    found = targets_for([area], day, year)[area.pk].get(indicator.key)
    if found is None:
        return None
    return int(found.target.level), found.target.area, found.above and int(found.above.level)


# Which target holds


def test_the_model_knows_the_indicators_that_may_be_targeted():
    assert tuple(one.key for one in TARGETED) == KEYS


@pytest.mark.django_db
def test_a_unit_without_its_own_inherits_the_nearest_above(world):
    assert holds(world.own.village) == (80, world.province, None)
    world.aim(world.district, "2/KH", 70)
    assert holds(world.own.village) == (70, world.district, None)
    assert holds(world.own.area, indicator=TEAMS) is None
    assert holds(world.foreign.area) is None


@pytest.mark.django_db
def test_its_own_decides_and_remembers_what_it_stands_in_for(world):
    world.aim(world.own.area, "3/KH", 60)
    assert holds(world.own.area) == (60, world.own.area, 80)
    held = targets_for([world.own.area, world.province], DAY)
    own, above = held[world.own.area.pk]["ho-dat"], held[world.province.pk]["ho-dat"]
    assert (own.own, own.lower, own.higher) == (True, True, False)
    assert (above.own, above.lower, above.higher) == (True, False, False)


@pytest.mark.django_db
def test_what_was_withdrawn_holds_no_more(world):
    from reports.targets.actions import withdraw_target

    own = world.aim(world.own.area, "3/KH", 60)
    withdraw_target(by=world.root, target=own, version=1)
    assert holds(world.own.area) == (80, world.province, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "level"),
    [
        (date(2026, 6, 1), 50),  # the next one due
        (date(2026, 6, 30), 50),  # due today
        (date(2026, 7, 1), 80),
        (date(2027, 5, 1), 90),  # the year of the day
        (date(2025, 5, 1), 50),  # later years, the next one first
        (date(2028, 5, 1), 90),  # years gone by, the last one first
    ],
)
def test_of_several_days_the_one_of_this_year_that_is_due_next(world, day, level):
    world.aim(world.province, "4/KH", 50, due=date(2026, 6, 30))
    world.aim(world.province, "5/KH", 90, due=date(2027, 12, 31))
    assert holds(world.province, day)[0] == level


@pytest.mark.django_db
def test_an_own_target_of_last_year_gives_way_to_one_of_this_year_above(world):
    world.aim(world.own.area, "6/KH", 40, due=date(2026, 12, 30))
    world.aim(world.province, "7/KH", 95, due=date(2027, 12, 31))
    assert holds(world.own.area, date(2026, 12, 31)) == (40, world.own.area, 80)
    assert holds(world.own.area, date(2027, 1, 1)) == (95, world.province, None)
    assert holds(world.own.area, date(2027, 1, 1), year=2026)[0] == 40


@pytest.mark.django_db
def test_many_units_cost_one_query(world, django_assert_num_queries):
    units = [world.province, world.district, world.own.area, *world.own.villages]
    with django_assert_num_queries(1):
        assert len(targets_for(units, DAY)) == 5


# How it stands


def standing(n, of, level=80, due=DUE, gain=None, day=DAY):
    return Standing(COVERED, Rate(n, of), Decimal(level), due, day, gain)


@pytest.mark.parametrize(
    ("n", "of", "level", "goal", "need"),
    [
        (0, 3, 80, 3, 3),  # 2.4 rounded up
        (2, 3, "66.6", 2, 0),
        (2, 3, "66.7", 3, 1),
        (99, 100, 100, 100, 1),
        (7, 1000, "0.1", 1, 0),
        (0, 0, 100, 0, 0),
    ],
)
def test_the_need_is_rounded_up(n, of, level, goal, need):
    one = standing(n, of, level)
    assert (one.goal, one.need) == (goal, need)


def test_nothing_of_nothing_is_not_reached():
    assert not standing(0, 0).is_reached
    assert standing(0, 0).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("days", "per_week"), [(45, 125), (7, 800), (6, None), (0, None), (-3, None)]
)
def test_the_pace_needed_is_rounded_up_and_asked_while_a_week_is_left(days, per_week):
    one = standing(0, 1000, 80, DAY + timedelta(days=days))
    assert (one.need, one.per_week) == (800, per_week)


@pytest.mark.parametrize(
    ("gained", "verdict"),
    [
        (498, Verdict.ON_PACE),  # 498 in 28 days is 800.4 in 45
        (497, Verdict.BEHIND),
        (125, Verdict.BEHIND),  # a quarter of it
        (124, Verdict.UNLIKELY),
        (0, Verdict.UNLIKELY),
        (-20, Verdict.UNLIKELY),
        (None, Verdict.OPEN),
    ],
)
def test_the_verdict_compares_the_pace_needed_with_the_pace_of_four_weeks(gained, verdict):
    gain = None if gained is None else Gain(gained, 28)
    assert standing(0, 1000, gain=gain).verdict is verdict


@pytest.mark.parametrize(
    ("n", "due", "verdict"),
    [
        (80, DAY - timedelta(days=400), Verdict.REACHED),
        (80, DUE, Verdict.REACHED),
        (79, DAY - timedelta(days=1), Verdict.OVERDUE),
        (79, DAY, Verdict.BEHIND),
    ],
)
def test_reached_is_reached_and_missed_is_overdue_the_day_after(n, due, verdict):
    assert standing(n, 100, due=due, gain=Gain(10, 28)).verdict is verdict


# From the figures of past days


def figures(covered, households=100):
    return Figures(sums=sums_of({"covered": covered, "households": households}))


def in_force(level=80, signed=date(2026, 1, 1), due=DUE):
    target = SimpleNamespace(
        indicator="ho-dat", level=Decimal(level), due_on=due, document_on=signed
    )
    return InForce(target, own=True)


def ago(days):
    return DAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("points", "gain"),
    [
        ([], None),
        ([(ago(27), figures(40))], None),
        ([(ago(28), figures(40))], Gain(10, 28)),
        ([(ago(28), figures(53))], Gain(-3, 28)),
        ([(ago(60), figures(10)), (ago(30), figures(30)), (ago(3), figures(49))], Gain(20, 30)),
        ([(ago(63), figures(40))], None),
    ],
)
def test_the_pace_is_that_since_the_latest_point_at_least_four_weeks_old(points, gain):
    assert standing_of(in_force(), figures(50), DAY, points).gain == gain


def test_where_it_should_be_today_lies_on_a_straight_line_from_the_document():
    # 319 of 364 days are gone on the way from 20 to 80 percent.
    one = standing_of(in_force(), figures(50), DAY, [(date(2026, 1, 1), figures(20))])
    assert one.expected == pytest.approx(20 + 60 * 319 / 364)


@pytest.mark.parametrize(
    "points",
    [
        [],
        [(date(2026, 2, 16), figures(20))],  # too long after the document
        [(date(2025, 12, 31), figures(85))],  # was reached from the beginning
        [(date(2025, 12, 31), figures(0, households=0))],
    ],
)
def test_no_line_is_drawn_from_what_is_not_known(points):
    assert standing_of(in_force(), figures(50), DAY, points).expected is None


def test_the_line_ends_at_the_level():
    late = in_force(due=DAY - timedelta(days=10))
    assert standing_of(late, figures(50), DAY, [(date(2026, 1, 1), figures(20))]).expected == 80


def test_each_indicator_counts_its_own():
    target = SimpleNamespace(
        indicator=ACTIVE.key, level=Decimal(75), due_on=DUE, document_on=date(2026, 1, 1)
    )
    now = Figures(villages=4, with_team=4, active=1)
    assert standing_of(InForce(target, own=True), now, DAY).need == 2


# Of what little is known nothing is judged


WAITS = ("waiting", "undeclared_waiting", "short_registered", "short_declared")


def judged(level=70, **counts):
    own = {
        name: counts.pop(name) for name in (*WAITS, "communes", "idle_communes") if name in counts
    }
    known = {"surveyed": counts.get("households", 0), **counts}
    return standing_of(
        in_force(level), Figures(**own, sums=sums_of(known)), DAY, [(ago(28), figures(1))]
    )


@pytest.mark.parametrize(
    "counts",
    [
        {"households": 12, "covered": 12, "expected": 2862},
        {"households": 2862, "covered": 2500, "surveyed": 2500},
        {"households": 48, "covered": 48, "communes": 1, "idle_communes": 101},
        {"households": 1717, "covered": 1717, "waiting": 12},
        # All but a few, of which nobody knows whether the others are there: of a register without a number,
        # or of 40 households declared as 61, by which 70 % would be 1,217.
        {"households": 1717, "covered": 1716, "waiting": 12, "undeclared_waiting": 1},
        {
            "households": 1717,
            "covered": 1202,
            "waiting": 1,
            "short_registered": 40,
            "short_declared": 61,
        },
    ],
)
def test_a_unit_of_which_little_is_known_is_neither_reached_nor_late(counts):
    one = judged(**counts)
    assert (one.verdict, one.is_reached) == (Verdict.UNKNOWN, False)


def test_what_waits_leaves_a_unit_late_that_is_late():
    assert judged(households=1717, covered=1000, waiting=12).verdict is Verdict.ON_PACE
    assert judged(households=1717, covered=2, waiting=12).verdict is Verdict.UNLIKELY


def test_what_waits_takes_nothing_from_what_it_could_not_change():
    few = {"waiting": 1, "short_registered": 40, "short_declared": 60}
    assert judged(households=1717, covered=1217, **few).verdict is Verdict.REACHED
    assert judged(households=1717, covered=1201, **few).verdict is not Verdict.UNKNOWN


@pytest.mark.parametrize(("lists", "is_reached"), [(0, True), (1, False)])
def test_a_target_of_villages_waits_for_lists_of_villages_alone(lists, is_reached):
    target = SimpleNamespace(
        indicator=TEAMS.key, level=Decimal(70), due_on=DUE, document_on=date(2026, 1, 1)
    )
    now = Figures(villages=100, with_team=70, waiting=12, waiting_lists=lists)
    assert standing_of(InForce(target, own=True), now, DAY).is_reached == is_reached


@pytest.mark.parametrize(
    ("covered", "is_told"), [(684, True), (685, False), (699, False), (734, False), (735, True)]
)
def test_whichever_side_a_unit_stands_on_what_could_bring_it_to_the_other_leaves_it_out(
    covered, is_told
):
    """Of 1,000 households, and 50 more that were declared: 70 % of all are 735."""
    counts = sums_of({"households": 1000, "surveyed": 1000, "covered": covered})
    waits = Figures(sums=counts, waiting=1, short_registered=50, short_declared=100)
    assert is_sure_of_side(COVERED, waits, Decimal(70)) == is_told
    waits.undeclared_waiting = 1
    assert not is_sure_of_side(COVERED, waits, Decimal(70))


def test_a_whole_that_is_known_is_judged():
    assert judged(households=100, covered=70).verdict is Verdict.REACHED
    one = judged(households=100, covered=70, communes=19, idle_communes=1)
    assert one.is_reached
