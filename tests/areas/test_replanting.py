"""Units of several go below another one at once: each with its path, its dates, and all that is below it."""

from datetime import date

import pytest
from django.utils import timezone

from areas.models import BEFORE_RECORDS, Area, Placement
from areas.replanting import replant, replant_back
from tests.factories import (
    CommuneFactory,
    CountryFactory,
    DistrictFactory,
    ProvinceFactory,
    VillageFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engines]
ON = date(2026, 11, 1)


def standing():
    names = ("pk", "path", "parent", "province", "district", "commune")
    dated = Placement.unscoped.open().values_list("area", "parent", "valid_from")
    return set(Area.unscoped.values_list(*names)), set(dated)


@pytest.fixture
def provinces():
    """Three provinces: one whose key is longer than those of the others, with a district in it; one to go to."""
    country = CountryFactory()
    short, new = ProvinceFactory.create_batch(2, parent=country)
    long = ProvinceFactory(parent=country, pk=10_000_000)
    for parent in (short, long, DistrictFactory(parent=long)):
        VillageFactory(parent=CommuneFactory(parent=parent))
    Placement.unscoped.bulk_create(
        [Placement.of(one, BEFORE_RECORDS) for one in Area.unscoped.filter(placements=None)]
    )
    return short, long, new


def test_all_stands_below_the_new_one_and_again_where_it_stood(provinces):
    *olds, new = provinces
    before, at = standing(), timezone.now()
    roots = {one: set(one.children.values_list("pk", flat=True)) for one in olds}
    late = replant(roots, new, on=ON, at=at, document="")
    for one in Area.unscoped.exclude(parent=None).select_related("parent"):
        assert one.path == f"{one.parent.path}{one.pk}."
    assert not Area.unscoped.filter(province__in=olds).exists()
    assert Area.unscoped.filter(province=new, district__isnull=False).count() == 2
    assert Placement.unscoped.open().filter(parent=new, valid_from=ON).count() == 3
    replant_back(late, new, on=ON, at=at)
    assert standing() == before


def test_what_began_since_the_day_never_was_of_the_old_one(provinces):
    short, long, new = provinces
    began = CommuneFactory(parent=short, opened_on=date(2026, 11, 20))
    Placement.of(began, began.opened_on).save()
    before, at = standing(), timezone.now()
    roots = {one: set(one.children.values_list("pk", flat=True)) for one in (short, long)}
    late = replant(roots, new, on=ON, at=at, document="")
    assert [len(late[one]) for one in (short, long)] == [1, 0]
    assert not Placement.unscoped.filter(area=began).exclude(parent=new).exists()
    replant_back(late, new, on=ON, at=at)
    assert standing() == before
