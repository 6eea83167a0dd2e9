from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from skills.models import platforms_of
from tests.factories import (
    CommuneFactory,
    DistrictFactory,
    LocalPlatformFactory,
    ProvinceFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)


def refused(name, write):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


def names(area, day=DAY):
    return [one.name for one in platforms_of(area, day)]


@pytest.fixture
def village():
    return VillageFactory(parent=CommuneFactory(parent=DistrictFactory()))


def test_meant_in_a_place_where_nothing_is_named_is_nothing(village):
    LocalPlatformFactory()
    assert names(village) == []


def test_meant_in_a_village_or_commune_is_the_provinces_platform(village):
    LocalPlatformFactory(area=village.province, name="Của tỉnh")
    assert names(village) == names(village.commune) == names(village.province) == ["Của tỉnh"]


def test_a_platform_of_the_whole_country_is_meant_where_no_commune_names_its_own(village):
    LocalPlatformFactory(area=village.province.parent, name="Của nước")
    assert names(village) == names(village.province) == ["Của nước"]
    LocalPlatformFactory(area=village.commune, name="Của xã")
    assert names(village) == ["Của xã"]


def test_a_communes_own_platform_stands_instead_of_the_provinces(village):
    LocalPlatformFactory(area=village.province, name="Của tỉnh")
    LocalPlatformFactory(area=village.commune, name="Của xã")
    assert names(village) == names(village.commune) == ["Của xã"]
    assert names(village.province) == ["Của tỉnh"]
    assert names(CommuneFactory(parent=village.province)) == ["Của tỉnh"]


def test_another_communes_platform_means_nothing_here(village):
    LocalPlatformFactory(area=CommuneFactory(parent=village.province))
    assert names(village) == []


def test_a_communes_platform_that_ended_gives_way_to_the_provinces(village):
    LocalPlatformFactory(area=village.province, name="Của tỉnh")
    LocalPlatformFactory(area=village.commune, name="Của xã", valid_to=DAY)
    assert names(village, DAY - timedelta(1)) == ["Của xã"]
    assert names(village, DAY) == ["Của tỉnh"]


@pytest.mark.parametrize(("days", "meant"), [(-1, []), (0, ["Thử"]), (9, ["Thử"]), (10, [])])
def test_a_platform_is_meant_from_its_first_day_to_the_one_before_its_last(village, days, meant):
    LocalPlatformFactory(
        area=village.province, name="Thử", valid_from=DAY, valid_to=DAY + timedelta(10)
    )
    assert names(village, DAY + timedelta(days)) == meant


def test_a_platform_has_a_name():
    refused("platform_named", lambda: LocalPlatformFactory(name=""))


def test_a_platform_ends_after_it_starts():
    refused(
        "platform_ends_after_it_starts", lambda: LocalPlatformFactory(valid_from=DAY, valid_to=DAY)
    )


def test_a_platform_is_named_once_at_a_time_in_a_place():
    first = LocalPlatformFactory(area=ProvinceFactory(), name="Thử", valid_from=DAY)
    again = {"area": first.area, "name": "Thử", "valid_from": DAY + timedelta(20)}
    refused(
        "platform_named_once|skills_localplatform.area_id",
        lambda: LocalPlatformFactory(**again),
    )
    first.valid_to = DAY + timedelta(10)
    first.save()
    assert LocalPlatformFactory(**again).pk
