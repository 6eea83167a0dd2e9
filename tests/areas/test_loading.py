from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from areas.actions import recount_villages
from areas.kinds import Level
from areas.loading import REFORM
from areas.management.commands.load_units import load
from areas.maps import Selection, unchanged
from areas.models import BEFORE_RECORDS, Area, Placement, Succession
from audit.models import AuditEntry
from rollup.counts import VILLAGES, add_rows, wrong_rows
from rollup.models import CommuneCount, VillageCount
from tests.factories import VillageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines, pytest.mark.slow]
# When four communes of Tuy Hòa were joined to others.
JOINED = date(2024, 11, 1)
TABLES = [Area, Placement, Succession, CommuneCount, AuditEntry]


def silent(text):
    """Say nothing."""


def row_counts():
    return {model.__name__: model.unscoped.count() for model in TABLES}


def everything():
    return [list(model.unscoped.order_by("pk").values()) for model in TABLES]


@pytest.fixture
def phu_yen():
    return load(Selection.of(map_year=2025, province="Phú Yên"), silent)


def test_phu_yen_loads_its_old_map_and_what_it_became(phu_yen):
    old = Area.unscoped.filter(opened_on=BEFORE_RECORDS)
    assert old.filter(level=Level.DISTRICT).count() == 9
    assert old.communes().count() == 106
    assert set(Area.unscoped.filter(level=Level.PROVINCE).values_list("name", "closed_on")) == {
        ("Phú Yên", REFORM),
        ("Đắk Lắk", None),
    }
    assert phu_yen == Area.unscoped.count() - 1


def test_a_second_run_makes_nothing_and_changes_nothing(phu_yen):
    before = everything()
    assert load(Selection.of(map_year=2025, province="Phú Yên"), silent) == 0
    assert everything() == before


def test_loading_is_audited_once(phu_yen):
    entry = AuditEntry.unscoped.get()
    assert (entry.actor, entry.verb) == ("", "Nạp danh mục đơn vị")
    assert entry.changes == {"units": [None, phu_yen]}


def test_every_unit_has_a_path_that_its_parent_begins(phu_yen):
    for area in Area.unscoped.exclude(parent=None).select_related("parent"):
        assert area.path == f"{area.parent.path}{area.pk}."


def test_every_commune_has_a_count_row_and_none_is_wrong(phu_yen):
    assert wrong_rows(of=[VILLAGES]) == (Area.unscoped.communes().count(), [])
    assert CommuneCount.unscoped.count() == Area.unscoped.communes().count()


def test_an_ninh_tay_became_tuy_an_dong_under_the_same_code(phu_yen):
    old = Area.unscoped.get(name="An Ninh Tây")
    new = Area.unscoped.get(name="Tuy An Đông")
    assert (old.code, new.code) == ("22120", "22120")
    assert (old.closed_on, new.opened_on) == (REFORM, REFORM)
    assert (old.province.name, old.district.name) == ("Phú Yên", "Tuy An")
    assert (new.province.name, new.district) == ("Đắk Lắk", None)
    line = Succession.unscoped.get(predecessor=old)
    assert (line.successor, line.on, line.undecided) == (new, REFORM, False)


@pytest.mark.parametrize(
    ("day", "name"), [(date(2025, 6, 30), "An Ninh Tây"), (date(2025, 7, 1), "Tuy An Đông")]
)
def test_a_recycled_code_means_one_unit_on_any_day(phu_yen, day, name):
    assert Placement.unscoped.on(day).get(code="22120").area.name == name


def test_districts_end_with_the_reform(phu_yen):
    districts = Area.unscoped.filter(level=Level.DISTRICT)
    assert set(districts.values_list("closed_on", flat=True)) == {REFORM}


def test_a_commune_that_was_split_is_undecided_and_no_other(phu_yen):
    lines = Succession.unscoped.filter(predecessor__level=Level.COMMUNE)
    split = {
        area.pk
        for area in Area.unscoped.communes().filter(closed_on=REFORM)
        if area.successions.count() > 1
    }
    undecided = set(lines.filter(undecided=True).values_list("predecessor_id", flat=True))
    assert split <= undecided
    assert undecided
    decided = lines.filter(undecided=False).values_list("predecessor_id", flat=True)
    assert undecided.isdisjoint(decided)


def test_no_unit_is_without_a_successor_or_still_open(phu_yen):
    lost = Area.unscoped.communes().filter(closed_on=REFORM, successions=None)
    assert not lost.exists()


def test_the_map_of_2024_has_the_110_communes_and_no_reform():
    load(Selection.of(map_year=2024, province="phu yen"), silent)
    assert Area.unscoped.communes().count() == 110
    assert not Area.unscoped.exclude(closed_on=None).exists()
    assert not Succession.unscoped.exists()


def test_a_database_of_2024_takes_the_map_of_2025(capsys):
    call_command("load_units", "--province", "Phú Yên", "--map", "2024")
    then = {a.name: a for a in Area.unscoped.communes().filter(parent__code="555")}
    VillageFactory(parent=then["8"], name="Ninh Tịnh")
    call_command("load_units", "--province", "Phú Yên")
    said = capsys.readouterr().out
    assert "1 thôn còn đứng ở 1 xã đã kết thúc" in said
    ward_two = Area.unscoped.get(pk=then["2"].pk)
    names = [(p.code, p.valid_from, p.valid_to) for p in ward_two.placements.all()]
    assert names == [("22021", BEFORE_RECORDS, JOINED), ("22018", JOINED, REFORM)]
    ended = Area.unscoped.filter(closed_on=JOINED).values_list("name", flat=True)
    assert set(ended) == {"3", "6", "8", "Bình Ngọc"}
    line = Succession.unscoped.get(predecessor=then["8"])
    assert (line.successor, line.on, line.document) == (
        ward_two,
        JOINED,
        "Nghị quyết 1200/NQ-UBTVQH15",
    )
    assert ward_two.successions.get().successor.name == "Tuy Hòa"
    assert Placement.unscoped.on(date(2024, 10, 31)).get(code="22018").area == then["8"]
    assert Placement.unscoped.on(date(2024, 11, 1)).get(code="22018").area == ward_two
    before = everything()
    for year in ("2025", "2024"):
        call_command("load_units", "--province", "Phú Yên", "--map", year)
    assert everything() == before


def test_villages_go_on_with_a_commune_that_goes_on():
    load(Selection.of(map_year=2024, province="Cần Thơ"), silent)
    codes = [link.old for link in unchanged(Level.COMMUNE)]
    commune = Area.unscoped.communes().filter(code__in=codes).earliest("pk")
    village = VillageFactory(parent=commune)
    add_rows([village], VillageCount)
    load(Selection.of(map_year=2025, province="Cần Thơ"), silent)
    commune.refresh_from_db()
    village.refresh_from_db()
    assert (commune.closed_on, commune.district) == (None, None)
    assert village.path == f"{commune.path}{village.pk}."
    rows = [CommuneCount.unscoped.get(pk=commune.pk), VillageCount.unscoped.get(pk=village.pk)]
    for row in rows:
        assert (row.province_id, row.district_id) == (commune.province_id, None)
    recount_villages(commune)
    assert wrong_rows(of=[VILLAGES])[1] == []


@pytest.mark.parametrize("name", ["Tỉnh Phú Yên", "phu yen", "PHÚ YÊN"])
def test_a_province_is_known_by_any_way_of_writing_it(name):
    assert Selection.of(map_year=2025, province=name) == Selection.of(
        map_year=2025, province="Phú Yên"
    )


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_an_unknown_province_is_refused_by_name(year):
    with pytest.raises(CommandError, match="Không có tỉnh nào tên “Phú Nhuận”"):
        call_command("load_units", "--province", "Phú Nhuận", "--map", year)
    assert not Area.unscoped.exists()


def test_the_command_says_what_it_did(capsys):
    call_command("load_units", "--province", "Phú Yên")
    said = capsys.readouterr().out.splitlines()
    undecided = Succession.unscoped.filter(undecided=True).values("predecessor").distinct()
    made = Area.unscoped.count() - 1
    assert said[-1].startswith(f"Thêm {made} đơn vị trong ")
    assert said[-1].endswith(f"{undecided.count()} xã cũ bị chia, hộ ở đó chờ xác định xã mới.")


def test_another_map_under_the_same_codes_is_refused(phu_yen):
    Area.unscoped.filter(name="An Ninh Tây").update(name="Khác", search_key="|khac|")
    with pytest.raises(CommandError, match="một bản đồ khác: 22120"):
        call_command("load_units", "--province", "Phú Yên")


def test_a_province_that_goes_on_keeps_its_unit():
    load(Selection.of(map_year=2025, province="Hà Nội"), silent)
    province = Area.unscoped.get(level=Level.PROVINCE)
    assert (province.name, province.opened_on, province.closed_on) == (
        "Hà Nội",
        BEFORE_RECORDS,
        None,
    )
    names = [(p.full_name, p.valid_from, p.valid_to) for p in province.placements.all()]
    assert names == [
        ("Thành phố Hà Nội", BEFORE_RECORDS, REFORM),
        ("Thành phố Hà Nội", REFORM, None),
    ]


@pytest.mark.long
def test_the_whole_country_has_63_provinces_before_and_34_after():
    load(Selection.of(map_year=2025), silent)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what autovacuum does soon after such a load
    placed = Placement.unscoped.filter(area__level=Level.PROVINCE)
    communes = Placement.unscoped.filter(area__level=Level.COMMUNE)
    before, after = date(2025, 6, 30), REFORM
    assert (placed.on(before).count(), placed.on(after).count()) == (63, 34)
    assert (communes.on(before).count(), communes.on(after).count()) == (10035, 3321)
    provinces = Area.unscoped.filter(level=Level.PROVINCE)
    assert (provinces.on(before).count(), provinces.on(after).count()) == (63, 34)
    assert Area.unscoped.communes().on(after).count() == 3321
    assert not Area.unscoped.filter(level=Level.DISTRICT).on(after).exists()
    split = Succession.unscoped.filter(undecided=True).values("predecessor").distinct()
    assert split.count() == 442
    assert load(Selection.of(map_year=2025), silent) == 0
