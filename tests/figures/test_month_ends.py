"""Figures of months that are over: what a snapshot kept, unit by unit, in one query."""

from datetime import date

import pytest

from areas.dated import last_day
from figures.figures import Figures
from figures.indicators import COVERED, TEAMS
from figures.models import Snapshot
from figures.months import Point, change, month_ends

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def keep(area, month, **figures):
    return Snapshot.unscoped.create(area=area, month=month, **figures)


def test_a_month_gone_by_gives_its_figures_back(world, django_assert_num_queries):
    own, sibling = world.own.area, world.sibling.area
    keep(own, OCTOBER, villages=2, with_team=1, led=1, households=9, expected=9, covered=4)
    keep(own, SEPTEMBER, households=5)
    keep(sibling, OCTOBER, households=3)
    with django_assert_num_queries(1):
        found = month_ends([own.pk, sibling.pk], [OCTOBER])
    assert set(found) == {(own.pk, OCTOBER), (sibling.pk, OCTOBER)}
    figures = found[own.pk, OCTOBER]
    assert isinstance(figures, Figures)
    assert (figures.villages, figures.with_team, figures.led, figures.active) == (2, 1, 1, 0)
    assert (figures.team_rate.n, figures.covered_rate.percent) == (1, "44,4–100%")


FULL = {
    "villages": 12,
    "with_team": 12,
    "households": 40,
    "expected": 40,
    "surveyed": 40,
    "covered": 40,
}
ALL = {"begun_villages": 12, "communes": 1, "idle_communes": 0, "doubted": 0}
ALL |= {"waiting": 0, "waiting_lists": 0, "undeclared_villages": 0, "undeclared_lists": 0}


@pytest.mark.parametrize(
    ("kept", "teams", "homes"),
    [
        (ALL, "100,0%", "100,0%"),
        ({**ALL, "begun_villages": 1}, "100,0%", "—"),
        # A register that waits says nothing against the list of villages.
        ({**ALL, "waiting": 1}, "100,0%", "—"),
        ({**ALL, "waiting": 1, "waiting_lists": 1}, "—", "—"),
        ({**ALL, "doubted": 1}, "100,0%", "—"),
        # A month kept before that was: its rate stands as it was counted, and "every" is not said.
        ({}, "100,0%", "100,0%"),
    ],
)
def test_a_month_says_no_more_than_was_known_of_it(world, kept, teams, homes):
    own = world.own.area
    keep(own, OCTOBER, **FULL, **kept)
    figures = month_ends([own.pk], [OCTOBER])[own.pk, OCTOBER]
    assert (figures.team_rate.percent, figures.covered_rate.percent) == (teams, homes)
    assert figures.says_every_household == (kept == ALL)


def test_a_month_of_few_communes_that_had_begun_is_compared_with_nothing(world):
    few = {**ALL, "communes": 2, "idle_communes": 100}
    keep(world.province, SEPTEMBER, **FULL, **few)
    keep(world.province, OCTOBER, **FULL, **ALL)
    found = month_ends([world.province.pk], [SEPTEMBER, OCTOBER])
    points = [Point(m, found[world.province.pk, m], last_day(m)) for m in (SEPTEMBER, OCTOBER)]
    for indicator in (COVERED, TEAMS):
        assert [indicator.is_known_enough(point.figures) for point in points] == [False, True]
        assert change(points, indicator) is None


def test_what_is_not_kept_is_left_out(world):
    keep(world.own.area, SEPTEMBER)
    months = [SEPTEMBER, OCTOBER]
    assert set(month_ends([world.own.area.pk], months)) == {(world.own.area.pk, SEPTEMBER)}


def test_nothing_asked_asks_nothing(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert month_ends([], [OCTOBER]) == month_ends([world.own.area.pk], []) == {}
