"""Every level adds up: the units below sum to the unit itself, whatever is counted."""

import pytest
from django.db.models import F
from django.utils import timezone

from areas.kinds import Level
from areas.models import Area
from figures.figures import total
from figures.indicators import EVERY
from figures.live import figures_of, figures_of_one
from households.counts.rollup import SUMS
from reports.units.queries.child_units import below
from rollup.models import VillageCount
from teams.models import State
from tests.reports import tree

pytestmark = pytest.mark.django_db
COUNTED = ("villages", "with_team", "led", "active")


def counts(figures):
    return {name: getattr(figures, name) for name in (*COUNTED, *SUMS)}


def units(level=None):
    found = Area.unscoped.exclude(level=Level.VILLAGE)
    return found if level is None else found.filter(level=level)


@pytest.mark.parametrize("seed", range(4))
def test_children_sum_to_their_parent_at_every_level(seed):
    tree.grow(seed)
    day = timezone.localdate()
    for area in units():
        inside = below(area, day)
        parts = [figures_of_one(Area.unscoped.get(pk=child.pk), day) for child in inside.children]
        whole = counts(figures_of_one(area, day))
        assert counts(total(parts)) == counts(inside.whole) == whole, area
        assert [counts(c.figures) for c in inside.children] == [counts(part) for part in parts]


@pytest.mark.parametrize("seed", range(4))
def test_every_indicator_of_a_parent_is_that_of_its_children_together(seed):
    country = tree.grow(seed)
    for area in units():
        inside = below(area, timezone.localdate())
        for indicator in EVERY.values():
            rates = [indicator.rate(child.figures) for child in inside.children]
            whole = indicator.rate(inside.whole)
            assert (sum(r.n for r in rates), sum(r.of for r in rates)) == whole, (area, indicator)
    assert below(country, timezone.localdate()).whole.villages > 0


def test_the_figures_of_units_asked_for_by_level_are_the_same():
    country = tree.grow(9)
    day = timezone.localdate()
    for level in (Level.PROVINCE, Level.COMMUNE, Level.VILLAGE):
        areas = list(Area.unscoped.filter(level=level))
        found = figures_of(areas, level, country, day)
        assert {pk: counts(f) for pk, f in found.items()} == {
            area.pk: counts(figures_of_one(area, day)) for area in areas
        }


def test_a_province_lists_districts_and_the_communes_that_stand_in_none():
    tree.grow(1)
    day = timezone.localdate()
    levels = [
        sorted(child.level for child in below(area, day).children)
        for area in units(Level.PROVINCE).order_by("pk")
    ]
    assert levels == [[2, 2], [3, 3, 3], [2, 3], []]


def test_units_below_cost_two_queries_and_one_for_calls_or_declarations(django_assert_num_queries):
    """The country asks for its first calls, a commune for its own row."""
    tree.grow(2)
    cost = {Level.COUNTRY: 3, Level.COMMUNE: 3}
    for area in units():
        with django_assert_num_queries(cost.get(Level(area.level), 2)):
            below(area, timezone.localdate())


def test_what_stands_in_no_unit_of_today_is_kept_apart_and_counts_for_the_whole():
    province, communes = tree.many(3, 4)
    day = timezone.localdate()
    before = counts(below(province, day).whole)
    village = Area.unscoped.filter(commune=communes[0]).get()
    VillageCount.unscoped.filter(pk=village.pk).update(households=F("households") + 40)
    Area.unscoped.filter(pk=village.pk).update(closed_on=day)
    inside = below(communes[0], day)
    assert (inside.children, inside.rest.villages, len(inside.sums())) == ([], 0, 2)
    assert inside.whole.households == inside.rest.households >= 40
    assert counts(below(province, day).whole) == before


def test_a_village_has_the_state_its_counts_say():
    tree.grow(4)
    day = timezone.localdate()
    seen = set()
    for commune in units(Level.COMMUNE):
        for child in below(commune, day).children:
            row = Area.unscoped.get(pk=child.pk)
            assert (child.full_name, child.short_name) == (row.full_name, row.short_name)
            expected = [State.NONE, State.ON_PAPER, State.LED, State.ACTIVE]
            steps = (child.figures.with_team, child.figures.led, child.figures.active)
            assert child.figures.state == expected[sum(steps)]
            seen.add(child.figures.state)
    assert len(seen) >= 3


def test_few_households_rank_nobody(settings):
    settings.SMALL_UNIT_HOUSEHOLDS = 30
    province, _communes = tree.many(5, 12)
    children = below(province, timezone.localdate()).children
    small = [child.figures.is_small for child in children]
    assert small == [0 < child.figures.expected < 30 for child in children]
    assert {True, False} == set(small)
