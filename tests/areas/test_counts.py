import pytest

from areas.counts import CommuneVillageCount, recount_row, recount_villages, wrong_rows
from areas.models import Area
from tests.factories import CommuneFactory, CommuneVillageCountFactory, VillageFactory

pytestmark = pytest.mark.django_db


def test_recount_villages_counts_the_open_ones_of_one_commune():
    commune = CommuneFactory()
    VillageFactory.create_batch(2, parent=commune)
    VillageFactory(parent=commune, closed_on="2026-01-01")
    VillageFactory()
    recount_villages(commune)
    assert CommuneVillageCount.unscoped.get().villages == 2


def test_recount_makes_a_missing_row_with_the_columns_of_its_commune():
    commune = CommuneFactory()
    recount_villages(commune)
    row = CommuneVillageCount.unscoped.get()
    assert (row.area_id, row.commune_id) == (commune.pk, commune.pk)
    assert (row.province_id, row.district_id) == (commune.province_id, None)


def test_every_recount_moves_the_version_on():
    commune = CommuneFactory()
    recount_villages(commune)
    first = CommuneVillageCount.unscoped.get().version
    recount_villages(commune)
    assert CommuneVillageCount.unscoped.get().version == first + 1


def test_recount_row_says_when_there_is_no_row_to_set():
    columns = {"villages": "COUNT(*)"}
    assert recount_row(CommuneVillageCount, 0, columns, Area, "commune_id") == 0


def test_lock_keeps_the_rows_that_are_there():
    row = CommuneVillageCountFactory(villages=7)
    other = CommuneFactory()
    CommuneVillageCount.unscoped.lock([other.pk, row.pk])
    kept = CommuneVillageCount.unscoped.values_list("pk", "villages").order_by("pk")
    assert list(kept) == [(row.pk, 7), (other.pk, 0)]


def test_wrong_rows_finds_too_many_too_few_and_none():
    right, many, few = CommuneVillageCountFactory.create_batch(3)
    unheard = VillageFactory().commune
    VillageFactory(parent=right.area)
    VillageFactory(parent=few.area)
    CommuneVillageCount.unscoped.filter(pk__in=[right.pk, many.pk]).update(villages=1)
    compared, wrong = wrong_rows()
    assert compared == 4
    assert sorted(wrong) == sorted(
        [
            f"CommuneVillageCount {many.pk}: 1 != 0",
            f"CommuneVillageCount {few.pk}: 0 != 1",
            f"CommuneVillageCount {unheard.pk}: 0 != 1",
        ]
    )
