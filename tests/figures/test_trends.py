"""Lines and changes: gaps stay gaps, differences carry their sign, one query for many units."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.dated import last_day
from figures.figures import Figures, sums_of
from figures.indicators import ACTIVE, COVERED
from figures.months import (
    Change,
    Point,
    change,
    ends,
    finished,
    is_line,
    month_ends,
    series_of,
    series_of_many,
    steps_of,
    whole_change,
)
from figures.rates import Rate
from households.register.actions import add_household
from tests.factories import CommuneFactory, SnapshotFactory
from tests.world import ALL

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)


def figures(covered, households=100):
    return Figures(
        sums=sums_of({"households": households, "surveyed": households, "covered": covered})
    )


def points(*covered):
    """Return the last months with so many households of a hundred; None is a gap."""
    months = finished(DAY, len(covered))
    pairs = zip(months, covered, strict=True)
    return [Point(m, None if n is None else figures(n), last_day(m)) for m, n in pairs]


@pytest.fixture
def commune(db):
    return CommuneFactory()


def keep(area, month, **sums):
    return SnapshotFactory(area=area, month=month, **sums)


# Series


def test_a_series_has_every_month_and_the_running_one(commune):
    keep(commune, date(2026, 10, 1), households=10, covered=4)
    series = series_of(commune, DAY)
    assert len(series) == 25
    assert [p.month for p in series[-2:]] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert [p.on for p in series[-2:]] == [date(2026, 10, 31), DAY]
    assert series[-2].rate(COVERED) == Rate(4, 10)


def test_the_running_month_is_the_live_row(world):
    village = world.own.village
    before = series_of(world.own.area, DAY)[-1].figures.covered
    add_household(by=None, village=village, head_name="Lê Lan", results=ALL)
    assert series_of(world.own.area, DAY)[-1].figures.covered == before + 1


def test_a_missing_month_is_a_gap_and_never_nought(commune):
    keep(commune, date(2026, 8, 1), households=10, covered=4)
    series = series_of_many([commune.pk], DAY, 3)[commune.pk]
    assert [p.figures and p.figures.covered for p in series] == [4, None, None]
    assert [p.rate(COVERED) for p in series] == [Rate(4, 10), None, None]


def test_a_month_of_nothing_has_no_rate(commune):
    keep(commune, date(2026, 10, 1))
    assert series_of_many([commune.pk], DAY, 1)[commune.pk][0].rate(COVERED) is None


def test_a_snapshot_brings_back_all_its_figures(commune):
    sums = {"villages": 9, "with_team": 8, "led": 7, "active": 6}
    keep(commune, date(2026, 10, 1), **sums, households=50, old=5, expected=54, surveyed=30)
    kept = month_ends([commune.pk], [date(2026, 10, 1)])[commune.pk, date(2026, 10, 1)]
    assert {name: getattr(kept, name) for name in sums} == sums
    assert kept.covered_rate == Rate(0, 54)
    assert (kept.old, kept.surveyed) == (5, 30)
    assert kept.saved_at is None


def test_many_units_take_one_query(commune):
    others = CommuneFactory.create_batch(3)
    for area in (commune, *others):
        keep(area, date(2026, 9, 1), households=10)
    with CaptureQueriesContext(connection) as queries:
        found = series_of_many([a.pk for a in (commune, *others)], DAY)
    assert len(queries) == 1
    assert {len(series) for series in found.values()} == {6}


def test_live_figures_follow_where_they_are_given(commune):
    other = CommuneFactory()
    live = {commune.pk: figures(7), other.pk: figures(8)}
    found = series_of_many([commune.pk], DAY, 2, live)
    assert list(found) == [commune.pk]
    assert [p.on for p in found[commune.pk]] == [date(2026, 9, 30), date(2026, 10, 31), DAY]


# Changes


def test_a_change_is_since_the_month_before():
    found = change(points(40, 42, 45), COVERED)
    assert (found.before, found.after, found.since) == (
        Rate(42, 100),
        Rate(45, 100),
        date(2026, 9, 30),
    )
    assert found.points == pytest.approx(3)
    assert (found.text, found.size) == ("+3,0", "3,0")


@pytest.mark.parametrize("line", [(), (40,), (40, None), (None, 40), (40, None, 45)])
def test_there_is_no_change_across_a_gap(line):
    assert change(points(*line), COVERED) is None


def test_the_whole_change_is_from_the_first_figure_to_the_last():
    change = whole_change(points(None, 40, None, 30), COVERED)
    assert (change.text, change.since) == ("−10,0", date(2026, 8, 31))
    assert whole_change(points(None, 40), COVERED) is None


def test_a_change_of_the_whole_alone_is_one_too():
    assert Change(Rate(1, 2), Rate(1, 3), DAY).text == "−16,7"


# Lines


def test_fewer_than_three_points_are_no_line():
    assert not is_line(points(40, None, 41), COVERED)
    assert is_line(points(40, None, 41, 42), COVERED)
    assert not is_line(points(40, 41, 42), ACTIVE)


def test_months_of_which_little_is_known_are_no_points_of_a_line():
    found = points(1, 2, 3, 4)
    few = Figures(sums=sums_of({"households": 3, "expected": 2862, "surveyed": 3}))
    found[2] = replace(found[2], figures=few)
    assert is_line(found, COVERED)
    found[1] = replace(found[1], figures=few)
    assert not is_line(found, COVERED)
    assert [point.comparable(COVERED) for point in found] == [(1, 100), None, None, (4, 100)]
    assert ends([found], COVERED) == (0, 100)


def test_all_lines_share_one_axis():
    rows = [points(40, 41, 42), points(10, 15, 12), points(None, 1, None)]
    assert ends(rows, COVERED) == (10, 42)
    assert ends([], COVERED) == (0, 100)


def test_the_table_goes_back_to_the_first_figure():
    steps = steps_of(points(None, 40, None, 45, 47), COVERED)
    assert [step.rate and step.rate.n for step in steps] == [47, 45, None, 40]
    assert [step.change and step.change.text for step in steps] == ["+2,0", None, None, None]
