"""The sheet of communes with what they declare, as a district or a province keeps it."""

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _

from imports.spreadsheet import values
from imports.spreadsheet.columns.column import Column, SheetKind, text
from imports.spreadsheet.columns.kinds import VILLAGES

COMMUNES = SheetKind(
    "communes",
    (
        Column(
            "name",
            _("Xã, phường"),
            text(120),
            ("Tên xã", "Tên xã, phường", "Xã, phường, thị trấn", "Xã, phường, đặc khu"),
            ("Xã", "Phường", "Địa phương"),
            required=True,
        ),
        Column("district", _("Huyện"), text(120), ("Huyện, thị xã", "Huyện, thị xã, thành phố")),
        replace(VILLAGES.column("households"), read=partial(values.count, most=1_000_000)),
        Column(
            "villages",
            _("Số thôn khai báo"),
            partial(values.count, most=1_000),
            ("Số thôn", "Tổng số thôn", "Số thôn, buôn", "Số thôn, buôn, khu phố"),
        ),
        VILLAGES.column("source"),
        VILLAGES.column("declared_on"),
    ),
    spreading=frozenset({"district", "source", "declared_on"}),
)
