"""Households of which no village is known count for their commune and for no village of it."""

import pytest
from django.utils import timezone

from areas.actions import add_village, holder_of
from areas.kinds import Kind, Level
from figures.as_of import as_of_one, parts_on
from figures.figures import total
from figures.live import figures_of, figures_of_one, read
from figures.snapshots import Parents, Then, row_of
from households.declarations.actions import declare, declare_complete
from households.register.actions import add_household
from rollup.counts import wrong_rows
from rollup.models import CommuneCount
from tests.factories import CommuneFactory
from tests.unassigned import SINCE, put_aside

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    """Give a commune of one village with a household, and one household of no village."""
    commune = CommuneFactory(opened_on=SINCE)
    village = add_village(by=None, commune=commune, kind=Kind.THON, name="Một", opened_on=SINCE)
    homes = [add_household(by=None, village=village, head_name=name) for name in ("Hà", "Lê")]
    put_aside(homes[1])
    return commune


def numbers(figures):
    keys = ("villages", "begun_villages", "households", "expected", "undeclared_villages")
    return {key: getattr(figures, key) for key in keys}


ONE_VILLAGE = {
    "villages": 1,
    "begun_villages": 1,
    "households": 2,
    "expected": 2,
    "undeclared_villages": 1,
}


def test_every_reading_counts_the_household_and_no_village(commune):
    today, province = timezone.localdate(), commune.province
    assert numbers(figures_of_one(commune, today)) == ONE_VILLAGE
    assert numbers(figures_of_one(province, today)) == ONE_VILLAGE
    assert numbers(as_of_one(commune, today)) == ONE_VILLAGE
    for parts in (read(commune, today, "area_id"), parts_on(commune, today, "area_id")):
        found = {**numbers(total(parts.values())), "villages": 1}
        assert found == ONE_VILLAGE
    assert wrong_rows() == (3, [])


def test_by_itself_it_is_households_and_no_village(commune):
    today, holder = timezone.localdate(), holder_of(by=None, commune=commune, since=SINCE)
    own = {**dict.fromkeys(ONE_VILLAGE, 0), "households": 1, "expected": 1}
    assert numbers(figures_of_one(holder, today)) == own
    assert numbers(as_of_one(holder, today)) == own
    together = figures_of([holder], Level.VILLAGE, commune, today)
    assert numbers(together[holder.pk]) == own


def test_a_month_keeps_its_figures_and_those_of_the_commune(commune):
    today, holder = timezone.localdate(), holder_of(by=None, commune=commune, since=SINCE)
    then = Then(today, Parents())
    villages = dict(then.villages())
    then.add_up(commune.province.parent)
    assert row_of(villages[holder.pk]) == row_of(as_of_one(holder, today))
    assert row_of(then.above[commune.pk]) == row_of(as_of_one(commune, today))
    assert then.above[commune.pk].villages == 1


def test_the_registers_of_a_commune_are_complete_without_it(commune):
    village = commune.children.exclude(kind=Kind.UNASSIGNED).get()
    declare(by=None, area=commune, households=9, villages=1, source="Sổ hộ khẩu")
    declare_complete(by=None, area=village, reason="Đã đếm")
    declare_complete(by=None, area=commune, reason="Đã đếm")
    row = CommuneCount.unscoped.get(area=commune)
    assert (row.unattributed, row.expected, row.unattributed_villages) == (0, 2, 0)
    assert wrong_rows() == (3, [])


def test_nothing_is_declared_or_complete_there(commune):
    holder = holder_of(by=None, commune=commune, since=SINCE)
    with pytest.raises(ValueError, match="declare"):
        declare(by=None, area=holder, households=3, source="Sổ")
    with pytest.raises(ValueError, match="stands in a village"):
        declare_complete(by=None, area=holder, reason="Đã đếm")
