"""The map without shapes: bands, places, words in a tile, the page."""

import re

import pytest

from areas.kinds import Kind, Level
from areas.models import Area
from figures.indicators import COVERED
from figures.rates import Rate
from reports.tile_map.queries import NARROW, board_of, lines_of
from rollup.counts import lock
from rollup.models import CommuneCount
from tests.factories import TileFactory, today
from tests.pages import signed_in
from tests.world import unit

# Which band a rate is in: tests/reports/charts/test_bands.py.


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Tuy An", ["Tuy An"]),
        ("Buôn Ma Thuột", ["Buôn Ma", "Thuột"]),
        ("Bà Rịa - Vũng Tàu", ["Bà Rịa-", "Vũng", "Tàu"]),
        ("Khu phố Nguyễn Thị Định", ["Khu phố", "Nguyễn", "Thị…"]),
    ],
)
def test_a_name_is_broken_into_short_lines(name, lines):
    assert lines_of(name) == lines


# The board


@pytest.fixture
def board(db, world):
    """Place four more communes of our district; return how its board is laid out."""
    made = {
        name: unit(world.district, Level.COMMUNE, Kind.XA, name, f"2700{n}")
        for n, name in enumerate(("Bắc", "Đông", "Nam", "Trùng"))
    }
    for name, column, row in (("Bắc", 5, 4), ("Nam", 5, 6), ("Đông", 6, 4), ("Trùng", 5, 6)):
        TileFactory(area=made[name], column=column, row=row)
    return board_of(world.district, COVERED, today())


def test_tiles_come_in_row_order_from_the_upper_left_corner(board):
    at = [(s.area.name, s.column, s.row) for s in board.placed]
    assert at == [("Bắc", 1, 1), ("Đông", 2, 1), ("Nam", 1, 3)]


def test_who_has_no_place_or_a_taken_one_stands_below_and_nothing_is_lost(world, board):
    others = {(s.area.name.split(" Kan")[0], s.column, s.row) for s in board.others}
    assert others == {("Của Ta", 1, 1), ("Láng Giềng", 2, 1), ("Trùng", 3, 1)}
    communes = Area.unscoped.filter(parent=world.district)
    assert {s.area.pk for s in board.all} == {a.pk for a in communes}


def test_rows_without_a_place_are_as_long_as_the_picture(world):
    for number in range(NARROW + 1):
        unit(world.other_province, Level.DISTRICT, Kind.HUYEN, f"Mới {number}", f"6{number}")
    board = board_of(world.other_province, COVERED, today())
    assert [(s.column, s.row) for s in board.others][-1] == (2, 2)
    assert board.is_narrow


def test_the_table_is_worst_first_then_unknown_then_not_begun(world, board):
    def count(commune, covered, surveyed, expected=100):
        lock([commune])
        rows = CommuneCount.unscoped.filter(pk=commune.pk)
        rows.update(households=surveyed, surveyed=surveyed, covered=covered, expected=expected)

    count(world.own.area, 80, 100)
    count(world.sibling.area, 60, 100)
    count(Area.unscoped.get(parent=world.district, name="Bắc"), 40, 40, 500)
    found = board_of(world.district, COVERED, today())
    assert [s.text for s in found.all] == ["60,0", "80,0", "8,0–100", *["chưa cấp"] * 3]
    assert (found.whole.n, found.whole.of) == (180, 700)
    assert (board.whole.n, board.whole.of) == (2, 6)


def test_a_unit_nobody_surveyed_is_counted_in_the_whole_and_unknown_in_its_tile(world):
    rows = CommuneCount.unscoped.filter(pk=world.sibling.area.pk)
    rows.update(surveyed=0, covered=0, households=500, expected=500)
    board = board_of(world.district, COVERED, today())
    assert [s.text for s in board.all] == ["—", "33,3–100"]
    assert board.whole == Rate(1, 503)


def test_a_province_between_two_maps_shows_districts_and_communes(world):
    new = unit(world.province, Level.COMMUNE, Kind.XA, "Mới", "27999")
    board = board_of(world.province, COVERED, today())
    assert {s.area.pk for s in board.all} == {world.district.pk, new.pk}


# The page


@pytest.fixture
def client(world):
    return signed_in(world.root)


def tiles(page):
    return re.findall(r'<a href="(/tong-quan/\d+/)" aria-label="([^"]+)"', page.content.decode())


def test_each_tile_leads_on_and_says_its_value_with_n_of_n(world, client, only_reads):
    TileFactory(area=world.own.area)
    with only_reads():
        page = client.get(f"/tong-quan/{world.district.pk}/so-do/")
    own = (f"/tong-quan/{world.own.area.pk}/", "Của Ta 33,3–100%, 1/3 hộ, chưa đủ số liệu")
    assert own in tiles(page)
    assert len(tiles(page)) == 2


def test_a_tile_without_data_says_so(world, client):
    unit(world.district, Level.COMMUNE, Kind.XA, "Trống", "27001")
    labels = [label for _, label in tiles(client.get(f"/tong-quan/{world.district.pk}/so-do/"))]
    assert "Trống, chưa cấp tài khoản" in labels


def test_the_indicator_is_chosen_in_the_address(world, client):
    place = f"/tong-quan/{world.district.pk}/so-do/"
    labels = [label for _, label in tiles(client.get(f"{place}?chi-tieu=thon-co-to"))]
    assert "Của Ta 50,0%, 1/2 thôn, còn thiếu 1" in labels
    assert client.get(f"{place}?chi-tieu=khac").context["indicator"] is COVERED


def test_the_country_names_hoang_sa_and_truong_sa(world, client):
    said = "Quần đảo Hoàng Sa thuộc thành phố Đà Nẵng, quần đảo Trường Sa thuộc tỉnh Khánh Hòa"
    assert said in client.get(f"/tong-quan/{world.country.pk}/so-do/").content.decode()
    assert said not in client.get(f"/tong-quan/{world.province.pk}/so-do/").content.decode()


def test_a_village_has_no_map_and_an_empty_unit_says_so(world, client):
    assert client.get(f"/tong-quan/{world.own.village.pk}/so-do/").status_code == 404
    empty = unit(world.country, Level.PROVINCE, Kind.TINH, "Rỗng", "97")
    page = client.get(f"/tong-quan/{empty.pk}/so-do/").content.decode()
    assert "Chưa có đơn vị nào trực thuộc." in page
