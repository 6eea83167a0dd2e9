"""Positions of tiles: the project's file, loading it, and moving a tile by hand."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from areas.kinds import Kind, Level
from areas.maps import read_map
from areas.models import BEFORE_RECORDS, Area
from audit.models import AuditEntry
from reports.models import Tile
from reports.tile_map.actions import (
    FILE,
    MAPS,
    Conflict,
    PlaceTaken,
    load_tiles,
    move_tile,
    place_tile,
    read_positions,
)
from tests.world import unit

# The file


def units():
    """Return the units of both maps, (since, level, code) → unit; Phú Yên as of 2024."""
    files = {
        BEFORE_RECORDS: ("before_2025_07", "phu_yen_2024"),
        MAPS["2025"]: ("from_2025_07",),
    }
    return {
        (since, u.level, u.code): u
        for since, names in files.items()
        for name in names
        for u in read_map(name)
    }


def test_every_tile_names_a_real_unit():
    known = units()
    named = {(p.since, p.level, p.code): p.name for p in read_positions()}
    assert {key: known[key].name for key in named if key in known} == named


def test_no_two_tiles_of_one_parent_share_a_place():
    known = units()
    taken = Counter(
        (p.since, known[p.since, p.level, p.code].parent, p.level, p.column, p.row)
        for p in read_positions()
    )
    assert [place for place, n in taken.items() if n > 1] == []


def test_whole_boards_are_placed():
    """Both maps of the country, Phú Yên with its districts, and Đắk Lắk of today."""
    known = units()
    boards = Counter(
        (p.since.year, known[p.since, p.level, p.code].parent) for p in read_positions()
    )
    assert boards[1900, ""] == 63
    assert boards[2025, ""] == 34
    assert boards[1900, "54"] == 9
    assert boards[2025, "66"] == 102
    phu_yen = read_map("phu_yen_2024")
    for district in (u for u in phu_yen if u.level == Level.DISTRICT):
        inside = [u for u in phu_yen if u.parent == district.code]
        assert boards[1900, district.code] == len(inside) > 0


def test_the_file_says_that_positions_are_approximate():
    assert "approximate" in (FILE.parent / "NOTICE.txt").read_text()


# Loading


@pytest.fixture
def loaded(db):
    """Load Phú Yên of 2024 and its tiles."""
    call_command("load_units", map=2024, province="Phú Yên", stdout=StringIO())
    load_tiles()
    return Tile.unscoped.get(area__code="559")


def test_loading_places_the_units_of_the_map_that_is_loaded(loaded):
    assert Tile.unscoped.count() == 1 + 9 + 110
    assert str(loaded) == "Huyện Tuy An: 3, 2"
    assert not loaded.by_hand


def test_loading_twice_changes_nothing(loaded):
    before = list(Tile.unscoped.values())
    written = AuditEntry.unscoped.count()
    assert load_tiles() == (0, 0)
    assert list(Tile.unscoped.values()) == before
    assert AuditEntry.unscoped.count() == written


def test_loading_moves_what_nobody_placed_by_hand(loaded):
    Tile.unscoped.filter(pk=loaded.pk).update(column=9)
    assert load_tiles() == (0, 1)
    loaded.refresh_from_db()
    assert loaded.column == 3


def test_what_a_person_placed_stays_unless_all_is_reset(loaded):
    move_tile(by=None, tile=loaded, column=9, row=9, version=loaded.version)
    out = StringIO()
    call_command("load_tiles", stdout=out)
    loaded.refresh_from_db()
    assert (loaded.column, out.getvalue()) == (9, "Thêm 0 ô, dời 0 ô.\n")
    call_command("load_tiles", "--reset", stdout=out)
    loaded.refresh_from_db()
    assert (loaded.column, loaded.row, loaded.by_hand) == (3, 2, False)


def test_units_carried_over_stand_where_the_new_map_has_them(db):
    call_command("load_units", map=2025, province="Đắk Lắk", stdout=StringIO())
    load_tiles()
    shown = Tile.unscoped.filter(area__level=Level.COMMUNE, area__closed_on=None)
    assert shown.count() == 102
    assert not Tile.unscoped.exclude(area__closed_on=None).exists()
    assert len(set(shown.values_list("column", "row"))) == 102


def test_nothing_loaded_places_nothing(db):
    assert load_tiles() == (0, 0)


# By hand


@pytest.mark.django_db
def test_a_place_is_given_and_changed_by_hand_with_its_audit(world):
    tile = place_tile(by=world.administrator, area=world.own.area, column=2, row=3)
    moved = move_tile(by=world.administrator, tile=tile, column=4, row=3, version=1)
    assert (moved.column, moved.row, moved.by_hand, moved.version) == (4, 3, True, 2)
    entries = AuditEntry.unscoped.filter(subject="reports.tile").order_by("pk")
    assert [e.changes for e in entries] == [
        {"column": [None, 2], "row": [None, 3]},
        {"column": [2, 4]},
    ]
    assert {e.place for e in entries} == {world.own.area.path}


@pytest.mark.django_db
def test_a_place_is_given_once_among_the_units_of_a_parent(world):
    place_tile(by=world.root, area=world.own.area, column=1, row=1)
    other = place_tile(by=world.root, area=world.sibling.area, column=2, row=1)
    with pytest.raises(PlaceTaken):
        move_tile(by=world.root, tile=other, column=1, row=1, version=1)
    new = unit(world.district, Level.COMMUNE, Kind.XA, "Mới", "27001")
    with pytest.raises(PlaceTaken):
        place_tile(by=world.root, area=new, column=1, row=1)
    place_tile(by=world.root, area=world.foreign.area, column=1, row=1)
    Area.unscoped.filter(pk=world.own.area.pk).update(closed_on="2026-01-01")
    place_tile(by=world.root, area=new, column=1, row=1)


@pytest.mark.django_db
def test_a_tile_moved_meanwhile_is_a_conflict(world):
    tile = place_tile(by=world.root, area=world.own.area, column=1, row=1)
    move_tile(by=world.root, tile=tile, column=2, row=1, version=1)
    with pytest.raises(Conflict):
        move_tile(by=world.root, tile=tile, column=3, row=1, version=1)
    tile.refresh_from_db()
    assert tile.column == 2
