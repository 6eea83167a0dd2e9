from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from areas.kinds import KINDS_OF_LEVEL, Kind, Level
from areas.models import BEFORE_RECORDS, Area, Placement
from tests.factories import (
    AreaFactory,
    CommuneFactory,
    CountryFactory,
    DistrictFactory,
    PlacementFactory,
    ProvinceFactory,
    SuccessionFactory,
    VillageFactory,
)
from web.scope import keys_along

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)
PARENT_OF = {
    Level.PROVINCE: CountryFactory,
    Level.DISTRICT: ProvinceFactory,
    Level.COMMUNE: DistrictFactory,
    Level.VILLAGE: CommuneFactory,
}


def refused(name, write):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()


@pytest.mark.parametrize("level", list(PARENT_OF))
@pytest.mark.parametrize("kind", [one for one in Kind if one != Kind.UNASSIGNED])
def test_a_kind_stands_on_its_own_level_only(level, kind):
    parent = PARENT_OF[level]()
    stands = level == Level.VILLAGE if kind == Kind.UNASSIGNED else kind in KINDS_OF_LEVEL[level]
    if stands:
        assert AreaFactory(level=level, kind=kind, parent=parent).pk
    else:
        refused("area_kind_fits_level", lambda: AreaFactory(level=level, kind=kind, parent=parent))


@pytest.mark.parametrize(
    ("factory", "columns"),
    [
        (ProvinceFactory, {"parent_id": None}),
        (ProvinceFactory, {"province_id": 1}),
        (ProvinceFactory, {"commune_id": 1}),
        (DistrictFactory, {"province_id": None}),
        (DistrictFactory, {"district_id": 1}),
        (CommuneFactory, {"parent_id": None}),
        (CommuneFactory, {"province_id": None}),
        (CommuneFactory, {"commune_id": 1}),
        (VillageFactory, {"parent_id": None}),
        (VillageFactory, {"province_id": None}),
        (VillageFactory, {"commune_id": None}),
        (CountryFactory, {"parent_id": 1}),
    ],
)
def test_ancestors_fit_the_level(factory, columns):
    area = factory()
    values = {name: value and area.pk for name, value in columns.items()}
    rows = Area.unscoped.filter(pk=area.pk)
    refused("area_ancestors_fit_level", lambda: rows.update(**values))


def test_a_unit_has_a_name():
    refused("area_named", lambda: VillageFactory(name="  "))


def test_a_unit_never_closes_before_it_opens():
    day_before = DAY - timedelta(1)
    refused(
        "area_closes_after_it_opens", lambda: VillageFactory(opened_on=DAY, closed_on=day_before)
    )
    # On its first day: a decision that made it was taken back, so it stood on no day.
    never = VillageFactory(opened_on=DAY, closed_on=DAY)
    assert not Area.unscoped.on(DAY).filter(pk=never.pk).exists()


def test_there_is_one_country():
    CountryFactory()
    second = Area(level=Level.COUNTRY, kind=Kind.NUOC, name="Khác", search_key="", sort_key="")
    refused("area_one_country|areas_area.level", second.save)


def test_a_path_is_nobody_elses():
    village, other = VillageFactory(), VillageFactory()
    other.path = village.path
    refused("path", other.save)


def test_a_unit_with_anything_below_it_is_not_deleted():
    village = VillageFactory()
    with pytest.raises(IntegrityError):
        village.commune.delete()
    assert Area.unscoped.filter(pk=village.commune_id).exists()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (0, 10),
        (1, 9),
        (-5, 1),
        (9, 20),
        (-5, None),
        (9, None),
        (-5, 20),
    ],
)
def test_database_refuses_two_placements_of_one_unit_that_overlap(start, end):
    village = VillageFactory()
    PlacementFactory(area=village, valid_from=DAY, valid_to=DAY + timedelta(10))
    start, end = DAY + timedelta(start), end and DAY + timedelta(end)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlacementFactory(area=village, valid_from=start, valid_to=end)
    assert Placement.unscoped.filter(area=village).count() == 1


def test_database_refuses_a_placement_that_grows_into_its_neighbour():
    village = VillageFactory()
    first = PlacementFactory(area=village, valid_from=BEFORE_RECORDS, valid_to=DAY)
    PlacementFactory(area=village, valid_from=DAY)
    first.valid_to = DAY + timedelta(1)
    refused("overlap", first.save)


def test_placements_that_only_touch_stand_side_by_side():
    village = VillageFactory()
    ten = timedelta(10)
    middle = PlacementFactory(area=village, valid_from=DAY, valid_to=DAY + ten)
    PlacementFactory(area=village, valid_from=DAY - ten, valid_to=DAY)
    PlacementFactory(area=village, valid_from=DAY + ten)
    assert list(Placement.unscoped.on(DAY + timedelta(9))) == [middle]


def test_placements_of_two_units_may_share_their_days():
    assert PlacementFactory().valid_from == PlacementFactory().valid_from


def test_a_placement_never_ends_before_it_starts():
    day_before = DAY - timedelta(1)
    refused(
        "placement_ends_after_it_starts",
        lambda: PlacementFactory(valid_from=DAY, valid_to=day_before),
    )


def test_a_placement_of_no_day_leaves_room_for_another():
    village = VillageFactory()
    PlacementFactory(area=village, valid_from=DAY, valid_to=DAY)
    assert PlacementFactory(area=village, valid_from=DAY).valid_to is None


def test_a_unit_does_not_succeed_itself():
    commune = CommuneFactory()
    refused(
        "succession_not_to_itself",
        lambda: SuccessionFactory(predecessor=commune, successor=commune),
    )


def test_a_line_of_descent_is_written_once():
    line = SuccessionFactory()
    refused(
        "succession_once|areas_succession.predecessor_id",
        lambda: SuccessionFactory(predecessor=line.predecessor, successor=line.successor),
    )


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (DAY - timedelta(1), False),
        (DAY, True),
        (DAY + timedelta(9), True),
        (DAY + timedelta(10), False),
    ],
)
def test_on_counts_the_opening_day_and_not_the_closing_day(day, there):
    VillageFactory(opened_on=DAY, closed_on=DAY + timedelta(10))
    assert Area.unscoped.villages().on(day).exists() is there


def test_what_lies_below_a_unit_is_what_its_path_holds():
    """Told by columns, of each unit and of what belongs to one; open or not."""
    VillageFactory(parent=CommuneFactory(parent=DistrictFactory()))
    VillageFactory(parent=CommuneFactory(parent=ProvinceFactory()), closed_on=DAY)
    for unit in Area.unscoped.all():
        inside = set(Area.unscoped.within(unit).exclude(pk=unit.pk))
        assert set(Area.unscoped.filter(unit.below())) == inside
        at = set(Area.unscoped.filter(unit.below("parent")))
        assert at == {one for one in Area.unscoped.all() if one.parent in inside}


def test_within_keeps_the_unit_and_all_below_it():
    village = VillageFactory()
    VillageFactory()
    assert set(Area.unscoped.within(village.commune)) == {village.commune, village}


def test_a_path_leads_from_the_country_to_the_unit():
    village = VillageFactory(parent=CommuneFactory(parent=DistrictFactory()))
    above = [village.province.parent_id, village.province_id, village.district_id]
    assert keys_along(village.path) == [*above, village.commune_id, village.pk]


def test_matching_prefers_the_name_itself_then_names_that_begin_so_then_higher_units():
    inside = CommuneFactory(name="Tân Phú Yên")
    begins = CommuneFactory(name="Phú Yên Đông", search_key="|phu yen dong|")
    commune = CommuneFactory(name="Phú Yên", kind=Kind.PHUONG)
    province = ProvinceFactory(name="Phú Yên")
    assert list(Area.unscoped.matching("PHU yen")) == [province, commune, begins, inside]


def test_matching_lets_units_of_today_come_before_former_ones():
    former = CommuneFactory(name="Hòa An", closed_on=DAY)
    today = CommuneFactory(name="Hòa An")
    assert list(Area.unscoped.matching("hoa an")) == [today, former]


def test_villages_stand_in_the_order_of_their_numbers():
    commune = CommuneFactory()
    for name in ("10", "2", "1", "Đông", "Bắc"):
        VillageFactory(parent=commune, name=name)
    names = Area.unscoped.villages().in_order().values_list("name", flat=True)
    assert list(names) == ["1", "2", "10", "Bắc", "Đông"]


def test_names_are_kept_clean():
    assert VillageFactory(name="  Thu\u031b\u0309  \u200bMột ").name == "Thử Một"


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [("9", "Phường 9", "Phường 9"), ("Tuy Hòa", "Phường Tuy Hòa", "Tuy Hòa")],
)
def test_a_unit_is_called_by_its_name_and_a_number_with_its_kind(name, full, short):
    area = CommuneFactory(kind=Kind.PHUONG, name=name)
    assert (area.full_name, area.short_name, str(area)) == (full, short, full)


def test_the_country_has_no_kind_word():
    assert CountryFactory().full_name == "Việt Nam"


def test_best_matching_puts_names_that_begin_so_first_and_then_fills_up():
    from areas.actions import search_key_of
    from tests.factories import VillageFactory

    for name in ("Phú An", "An Ninh", "An", "Bình"):
        VillageFactory(name=name, search_key=search_key_of(name, f"Thôn {name}"))
    found = Area.unscoped.villages().best_matching
    assert [a.name for a in found("an", 2)] == ["An", "An Ninh"]
    assert [a.name for a in found("an", 3)] == ["An", "An Ninh", "Phú An"]
    assert [a.name for a in found("an", 9)] == ["An", "An Ninh", "Phú An"]
