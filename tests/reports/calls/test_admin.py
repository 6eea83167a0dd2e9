"""Django admin of calls and tiles: scoped, through the actions, calls read only."""

import pytest

from reports.calls.actions import record_call
from reports.models import Contact, Tile
from tests.admin_world import (
    World,
    errors_of,
    filled,
    offered,
    page_of,
    signed_in,
    url,
)


@pytest.fixture
def world(admin_world) -> World:
    return admin_world


def test_calls_are_read_within_the_territory_and_not_written(world: World) -> None:
    for commune, note in ((world.commune, "Của ta"), (world.other, "Nơi khác")):
        record_call(by=world.national, commune=commune, outcome="done", note=note)
    client = signed_in(world.local)
    page = page_of(client, url(Contact, "changelist"))
    assert "Của ta" in page
    assert "Nơi khác" not in page
    theirs = Contact.unscoped.get(commune=world.other)
    assert client.get(url(theirs, "change")).status_code == 404
    mine = Contact.unscoped.get(commune=world.commune)
    assert "Của ta" in page_of(client, url(mine, "change"))
    assert client.post(url(mine, "change"), {"note": "Khác"}).status_code == 403
    assert client.get(url(Contact, "add")).status_code == 403


def test_a_tile_is_placed_and_moved_by_the_actions(world: World) -> None:
    client = signed_in(world.provincial)
    address = url(Tile, "add")
    data = filled(client, address, area=world.commune.pk, column=2, row=3)
    assert client.post(address, data).status_code == 302
    tile = Tile.unscoped.get()
    assert (tile.area, tile.column, tile.row, tile.by_hand) == (world.commune, 2, 3, True)
    address = url(tile, "change")
    stale = filled(client, address, column=9)
    assert client.post(address, filled(client, address, column=5)).status_code == 302
    tile.refresh_from_db()
    assert (tile.column, tile.row, tile.version) == (5, 3, 2)
    assert "Có người khác vừa sửa" in errors_of(client.post(address, stale))


def test_a_tile_off_the_board_is_refused_in_words(world: World) -> None:
    client = signed_in(world.provincial)
    address = url(Tile, "add")
    data = filled(client, address, area=world.commune.pk, column=0, row=41)
    assert "column" in errors_of(client.post(address, data))
    assert not Tile.unscoped.exists()


def test_only_units_of_ones_own_are_placed(world: World) -> None:
    client = signed_in(world.local)
    assert world.other.full_name not in offered(client, Tile, "area")
    address = url(Tile, "add")
    data = filled(client, address, area=world.other.pk, column=1, row=1)
    assert "area" in errors_of(client.post(address, data))
    assert not Tile.unscoped.exists()
