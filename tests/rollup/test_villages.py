import pytest

from areas import actions
from rollup.counts import VILLAGES, add_rows, lock, recount_villages, wrong_rows
from rollup.models import CommuneCount
from tests.factories import CommuneCountFactory, CommuneFactory, VillageFactory

pytestmark = pytest.mark.django_db


def test_recount_villages_counts_the_open_ones_of_one_commune():
    commune = CommuneFactory()
    VillageFactory.create_batch(2, parent=commune)
    VillageFactory(parent=commune, closed_on="2026-01-01")
    VillageFactory()
    recount_villages(commune)
    assert CommuneCount.unscoped.get().villages == 2


def test_the_tree_has_them_counted_without_knowing_who_counts():
    commune = VillageFactory().commune
    actions.recount_villages(commune)
    assert CommuneCount.unscoped.get().villages == 1


def test_new_communes_have_rows_without_a_village_and_old_ones_keep_theirs():
    old = CommuneCountFactory(villages=7)
    new = CommuneFactory()
    add_rows([old.area, new])
    rows = CommuneCount.unscoped.order_by("pk").values_list("pk", "villages")
    assert list(rows) == [(old.pk, 7), (new.pk, 0)]


def test_recount_makes_a_missing_row_with_the_columns_of_its_commune():
    commune = CommuneFactory()
    recount_villages(commune)
    row = CommuneCount.unscoped.get()
    assert (row.area_id, row.commune_id) == (commune.pk, commune.pk)
    assert (row.province_id, row.district_id) == (commune.province_id, None)


def test_every_recount_moves_the_version_on():
    commune = CommuneFactory()
    recount_villages(commune)
    first = CommuneCount.unscoped.get().version
    recount_villages(commune)
    assert CommuneCount.unscoped.get().version == first + 1


def test_lock_keeps_the_rows_that_are_there():
    row = CommuneCountFactory(villages=7)
    other = CommuneFactory()
    lock([other, row.area])
    kept = CommuneCount.unscoped.values_list("pk", "villages").order_by("pk")
    assert list(kept) == [(row.pk, 7), (other.pk, 0)]


def test_wrong_rows_finds_too_many_too_few_and_none():
    right, many, few = CommuneCountFactory.create_batch(3)
    unheard = VillageFactory().commune
    VillageFactory(parent=right.area)
    VillageFactory(parent=few.area)
    CommuneCount.unscoped.filter(pk__in=[right.pk, many.pk]).update(villages=1)
    compared, wrong = wrong_rows(of=[VILLAGES])
    assert compared == 4
    assert sorted(wrong) == sorted(
        [
            f"CommuneCount {many.pk}: villages 1 != 0",
            f"CommuneCount {few.pk}: villages 0 != 1",
            f"CommuneCount {unheard.pk}: villages 0 != 1",
        ]
    )
