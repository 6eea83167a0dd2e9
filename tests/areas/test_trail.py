"""A unit comes with the units above it in one query, and the way down is open inside one's territory only."""

import pytest

from areas.models import Area
from areas.trail import trail
from tests.pages import signed_in

pytestmark = pytest.mark.django_db
ABOVE = ("province", "district", "commune")


def test_a_unit_of_any_level_comes_with_the_units_above_it(world, django_assert_num_queries):
    own = world.own
    for unit in (world.country, world.province, world.district, own.area, own.village):
        with django_assert_num_queries(1):
            found = Area.unscoped.with_places().get(pk=unit.pk)
            above = [getattr(found, name) for name in ABOVE]
            names = [one and one.full_name for one in (found, *above)]
        plain = Area.unscoped.get(pk=unit.pk)
        assert (found, above) == (plain, [getattr(plain, name) for name in ABOVE])
        assert names[0] == plain.full_name


@pytest.mark.parametrize("pk", [0, 2**63, 10**30])
def test_the_page_of_no_unit_is_not_found(world, pk):
    assert signed_in(world.committee).get(f"/tong-quan/{pk}/").status_code == 404


def test_the_way_down_is_open_inside_the_readers_territory_only(world, django_assert_num_queries):
    village = Area.unscoped.with_places().get(pk=world.own.village.pk)
    with django_assert_num_queries(0):
        steps = trail(village, world.own.officer)
    assert [step.pk for step in steps] == village.ancestor_ids()[1:]
    assert [step.open for step in steps] == [False] * (len(steps) - 1) + [True]
