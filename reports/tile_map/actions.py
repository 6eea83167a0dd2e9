"""Placing units on the map without shapes: by hand, or from the project's file."""

import csv
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop

from areas.kinds import Level
from areas.loading import REFORM
from areas.maps import LEVELS
from areas.models import BEFORE_RECORDS, Area, Placement
from audit.actions import differences, record
from reports.models import Tile

FILE = Path(__file__).parent.parent / "data" / "tiles.csv"
# The day from which the names and codes of a map hold.
MAPS = {"2024": BEFORE_RECORDS, "2025": REFORM}
CHANGED = gettext_noop("Đặt ô sơ đồ")


class Conflict(Exception):
    """Somebody moved the tile since it was read."""


class PlaceTaken(Exception):
    """Another unit of the same parent stands there."""


class Position(NamedTuple):
    """One line of the file."""

    since: date
    level: Level
    code: str
    name: str
    column: int
    row: int


@transaction.atomic
def place_tile(*, by: Any, area: Area, column: int, row: int) -> Tile:
    """Give a unit its place; raises PlaceTaken."""
    _check_free(area, column, row)
    tile = Tile.unscoped.create(area=area, column=column, row=row, by_hand=True)
    record(by, CHANGED, tile, {"column": [None, column], "row": [None, row]})
    return tile


@transaction.atomic
def move_tile(*, by: Any, tile: Tile, column: int, row: int, version: int) -> Tile:
    """Move a unit; raises PlaceTaken, and Conflict when it was moved since `version`."""
    _check_free(tile.area, column, row)
    rows = Tile.unscoped.filter(pk=tile.pk, version=version)
    if not rows.update(column=column, row=row, by_hand=True, version=F("version") + 1):
        raise Conflict
    before = {"column": tile.column, "row": tile.row}
    tile.refresh_from_db()
    record(by, CHANGED, tile, differences(before, {"column": column, "row": row}))
    return tile


def read_positions() -> list[Position]:
    """Read the project's file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Position(
                MAPS[line["map"]],
                LEVELS[line["level"]],
                line["code"],
                line["name"],
                int(line["column"]),
                int(line["row"]),
            )
            for line in csv.DictReader(file)
        ]


@transaction.atomic
def load_tiles(*, by: Any = None, reset: bool = False) -> tuple[int, int]:
    """Place the units of today as the file says; return how many were placed and moved.

    Loading twice changes nothing. What a person placed stays, unless `reset`.
    """
    wanted = _wanted()
    old = {tile.area_id: tile for tile in Tile.unscoped.filter(area__in=wanted)}
    new = [Tile(area_id=pk, column=c, row=r) for pk, (c, r) in wanted.items() if pk not in old]
    Tile.unscoped.bulk_create(new, batch_size=500)
    moved = [
        tile
        for tile in old.values()
        if wanted[tile.area_id] != (tile.column, tile.row) and (reset or not tile.by_hand)
    ]
    for tile in moved:
        tile.column, tile.row = wanted[tile.area_id]
        tile.by_hand, tile.version = False, tile.version + 1
    Tile.unscoped.bulk_update(moved, ["column", "row", "by_hand", "version"], batch_size=200)
    country = Area.unscoped.filter(level=Level.COUNTRY).first()
    if country and (new or moved):
        changes = {"tiles": [None, len(new) + len(moved)]}
        verb = gettext_noop("Nạp ô sơ đồ")
        record(by=by, verb=verb, subject=country, place=country.path or "", changes=changes)
    return len(new), len(moved)


def _wanted() -> dict[int, tuple[int, int]]:
    """Return where the units of today belong, each by the newest map on which it stands."""
    at = {(p.since, p.level, p.code, p.name): (p.column, p.row) for p in read_positions()}
    rows = Placement.unscoped.filter(
        valid_from__in=MAPS.values(), area__closed_on=None, area__level__lt=Level.VILLAGE
    ).order_by("valid_from")
    found = dict[int, tuple[int, int] | None]()
    for key, since, level, code, name in rows.values_list(
        "area_id", "valid_from", "area__level", "code", "name"
    ):
        found[key] = at.get((since, Level(level), code, name))
    return {key: place for key, place in found.items() if place}


def _check_free(area: Area, column: int, row: int) -> None:
    """Raise PlaceTaken when another unit of today under the same parent stands there."""
    there = Tile.unscoped.filter(column=column, row=row, area__closed_on=None)
    if there.filter(area__parent=area.parent_id).exclude(area=area).exists():
        raise PlaceTaken
