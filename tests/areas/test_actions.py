from datetime import date

import pytest
from django.db import IntegrityError, transaction

from areas.actions import add_village, correct_name, holder_of, rename
from areas.kinds import Kind
from areas.models import BEFORE_RECORDS, Area, Placement
from audit.models import AuditEntry
from rollup.counts import VILLAGES, wrong_rows
from rollup.models import CommuneCount
from tests.factories import CommuneFactory, DistrictFactory, PlacementFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)


@pytest.fixture
def commune():
    return CommuneFactory(parent=DistrictFactory())


@pytest.fixture
def officer(commune):
    return UserFactory(area=commune)


def village_of(commune, officer, name="Một", **fields):
    return add_village(by=officer, commune=commune, kind=Kind.THON, name=name, **fields)


def test_add_village_stands_under_its_commune(commune, officer):
    village = Area.unscoped.get(pk=village_of(commune, officer).pk)
    assert village.path == f"{commune.path}{village.pk}."
    assert (village.parent, village.commune) == (commune, commune)
    assert (village.district, village.province) == (commune.district, commune.province)
    assert village.search_key == "|mot|thon mot|"


def test_add_village_dates_its_name(commune, officer):
    village = village_of(commune, officer, opened_on=DAY, document="01/NQ-HĐND")
    placement = Placement.unscoped.get(area=village)
    assert (placement.full_name, placement.parent) == ("Thôn Một", commune)
    assert (placement.valid_from, placement.valid_to) == (DAY, None)
    assert placement.document == "01/NQ-HĐND"


def test_add_village_counts_in_its_commune_only(commune, officer):
    CommuneCount.of(CommuneFactory()).save()
    village_of(commune, officer, "Một")
    village_of(commune, officer, "Hai")
    assert CommuneCount.unscoped.get(area=commune).villages == 2
    assert wrong_rows(of=[VILLAGES]) == (2, [])


def test_the_holder_of_a_commune_is_made_once_and_is_no_village(commune, officer):
    holder = holder_of(by=officer, commune=commune, since=DAY)
    assert holder_of(by=officer, commune=commune, since=DAY) == holder
    assert (holder.full_name, str(Placement.unscoped.get(area=holder))) == ("Chưa phân thôn",) * 2
    assert (holder.commune, holder.opened_on, holder.is_village) == (commune, DAY, False)
    assert not Area.unscoped.villages().exists()
    assert list(Area.unscoped.holding_households()) == [holder]
    entry = AuditEntry.unscoped.about(holder).get()
    assert (entry.actor, entry.verb) == (officer.username, "Mở mục Chưa phân thôn")


def test_the_holder_is_there_since_the_earliest_day_it_was_needed(commune, officer):
    holder_of(by=officer, commune=commune, since=DAY)
    holder_of(by=officer, commune=commune, since=date(2026, 6, 1))
    holder = holder_of(by=officer, commune=commune, since=date(2026, 4, 1))
    assert Area.unscoped.get(pk=holder.pk).opened_on == date(2026, 4, 1)
    assert Placement.unscoped.get(area=holder).valid_from == date(2026, 4, 1)


def test_a_commune_has_one_holder_and_a_village_is_none_of_the_kind_above(commune, officer):
    first = holder_of(by=officer, commune=commune, since=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.unscoped.filter(pk=village_of(commune, officer).pk).update(kind=Kind.UNASSIGNED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.unscoped.filter(pk=commune.pk).update(kind=Kind.UNASSIGNED)
    assert holder_of(by=officer, commune=CommuneFactory(), since=DAY) != first


def test_add_village_is_audited(commune, officer):
    village = village_of(commune, officer, document="01/NQ")
    entry = AuditEntry.unscoped.about(village).get()
    assert (entry.actor, entry.verb, entry.place) == (officer.username, "Thêm thôn", village.path)
    assert (entry.changes, entry.document) == ({"name": [None, "Thôn Một"]}, "01/NQ")


def test_add_village_refuses_a_kind_of_another_level(commune, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        add_village(by=officer, commune=commune, kind=Kind.XA, name="Một")
    assert (Area.unscoped.villages().count(), AuditEntry.unscoped.count()) == (0, 0)


def test_add_village_refuses_a_parent_that_is_no_commune(commune, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        add_village(by=officer, commune=commune.province, kind=Kind.THON, name="Một")
    assert not Area.unscoped.villages().exists()


def test_correct_name_writes_over_the_wrong_one(commune, officer):
    village = village_of(commune, officer, "Mội")
    fixed = correct_name(by=officer, area=village, kind=Kind.BUON, name="Một", code="")
    fixed.refresh_from_db()
    assert (fixed.full_name, fixed.search_key, fixed.version) == ("Buôn Một", "|mot|buon mot|", 2)
    assert Placement.unscoped.get(area=village).full_name == "Buôn Một"
    assert fixed.placements.get().valid_from == BEFORE_RECORDS


def test_correct_name_is_audited_with_what_differs_only(commune, officer):
    village = village_of(commune, officer, "Mội")
    correct_name(by=officer, area=village, kind=Kind.THON, name="Một", code="")
    entry = AuditEntry.unscoped.about(village).first()
    assert (entry.verb, entry.changes) == ("Sửa tên đơn vị", {"name": ["Mội", "Một"]})


def test_rename_dates_the_new_name_and_keeps_the_old(commune, officer):
    village = village_of(commune, officer, "Cũ")
    rename(by=officer, area=village, kind=Kind.KHU_PHO, name="Mới", on=DAY, document="02/NQ")
    old, new = Placement.unscoped.filter(area=village)
    assert (old.full_name, old.valid_to) == ("Thôn Cũ", DAY)
    assert (new.full_name, new.valid_from, new.valid_to) == ("Khu phố Mới", DAY, None)
    village.refresh_from_db()
    assert village.full_name == "Khu phố Mới"
    assert list(Placement.unscoped.on(DAY).filter(area=village)) == [new]


@pytest.mark.parametrize("words", ["moi", "khu phố mới", "cu", "Thôn Cũ"])
def test_rename_leaves_the_unit_findable_by_all_its_names(commune, officer, words):
    village = village_of(commune, officer, "Cũ")
    rename(by=officer, area=village, kind=Kind.KHU_PHO, name="Mới", on=DAY, document="")
    assert list(Area.unscoped.villages().matching(words)) == [village]


@pytest.mark.parametrize("day", [BEFORE_RECORDS, DAY])
def test_rename_refuses_a_day_not_after_the_present_name(commune, officer, day):
    village = village_of(commune, officer, "Cũ", opened_on=DAY)
    with pytest.raises(ValueError, match="after the present one"):
        rename(by=officer, area=village, kind=Kind.THON, name="Mới", on=day, document="")
    assert Placement.unscoped.get(area=village).valid_to is None


def test_rename_is_audited_with_its_document(commune, officer):
    PlacementFactory(area=commune)
    rename(by=officer, area=commune, kind=Kind.PHUONG, name=commune.name, on=DAY, document="3/NQ")
    entry = AuditEntry.unscoped.about(commune).get()
    assert (entry.verb, entry.document) == ("Đổi tên đơn vị", "3/NQ")
    assert entry.changes == {"kind": ["xa", "phuong"]}
