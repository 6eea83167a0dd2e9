"""Figures of months that are over: what a snapshot kept, unit by unit, in one query."""

from datetime import date

import pytest

from figures.figures import Figures
from figures.models import Snapshot
from figures.month_ends import month_ends

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


def test_what_is_not_kept_is_left_out(world):
    keep(world.own.area, SEPTEMBER)
    months = [SEPTEMBER, OCTOBER]
    assert set(month_ends([world.own.area.pk], months)) == {(world.own.area.pk, SEPTEMBER)}


def test_nothing_asked_asks_nothing(world, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert month_ends([], [OCTOBER]) == month_ends([world.own.area.pk], []) == {}
