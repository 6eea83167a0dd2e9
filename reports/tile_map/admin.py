"""Admin of tiles: where units stand on the map without shapes."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from areas.admin_base import PlacedAdmin
from areas.kinds import Level
from reports.models import Tile
from reports.tile_map.actions import Conflict, PlaceTaken, move_tile, place_tile
from web.admin_base import ScopedAdmin
from web.admin_parts import STALE, Writes


@admin.register(Tile)
class TileAdmin(PlacedAdmin):
    """Tiles of the territory."""

    refusals = {
        **ScopedAdmin.refusals,
        PlaceTaken: _("Chỗ này đã có đơn vị khác. Chọn cột và hàng khác."),
        Conflict: STALE,
    }
    list_display = ("area", "column", "row", "by_hand")
    list_filter = ("by_hand",)
    add_fields = ("area", "column", "row")
    change_fields = ("column", "row")
    shown = ("area", "by_hand")
    levels = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    writes = Writes(place_tile)

    def write_change(
        self, by: Any, obj: Tile, changed: dict[str, Any], data: dict[str, Any]
    ) -> Tile:
        """Move a unit."""
        column, row = data["column"], data["row"]
        return move_tile(by=by, tile=obj, column=column, row=row, version=data["seen_version"])
