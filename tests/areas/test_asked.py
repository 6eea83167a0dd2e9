"""A unit comes with the units above it in one query, and the way down is open inside one's territory only."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from areas.asked import asked_area
from areas.models import Area
from tests.pages import signed_in
from web.scope import keys_along

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
        steps = village.trail(world.own.officer)
    assert [step.pk for step in steps] == keys_along(village.path)[1:-1]
    assert [step.open for step in steps] == [False] * (len(steps) - 1) + [True]


@pytest.mark.parametrize(
    ("said", "name"), [("", "area"), ("dia-ban={}", "village"), ("dia-ban=x", "area")]
)
def test_a_page_is_about_the_unit_asked_for_or_else_the_readers_own(world, said, name):
    own = world.own
    request = RequestFactory().get(f"/?{said.format(own.village.pk)}")
    request.user = own.officer
    assert asked_area(request) == getattr(own, name)


def test_a_unit_of_others_that_is_asked_for_is_not_found(world):
    request = RequestFactory().get(f"/?dia-ban={world.sibling.village.pk}")
    request.user = world.own.officer
    with pytest.raises(Http404):
        asked_area(request)
