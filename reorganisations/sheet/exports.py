"""The sheet to fill in: its columns, and what cells may hold in a place."""

from typing import IO

from django.utils.translation import gettext_lazy as _

from areas.kinds import VILLAGE_KINDS, Level
from areas.models import Area
from imports.own_sheets.sheet import Page, Sheet, write_pages
from reorganisations.sheet.rules.columns import CHANGES

_WIDTHS = {"commune": 20, "old": 26, "new": 24, "kind": 14, "to": 16, "number": 18}

SHEET = Sheet(
    kind=CHANGES,
    title=_("Sắp xếp thôn"),
    file_name="sap-xep-thon",
    rows=lambda *_place: iter(()),
    offers=((("kind",), [label for _value, label in VILLAGE_KINDS]),),
    forms={"signed_on": "day", "effective_on": "day"},
    widths=_WIDTHS,
    hints={
        "old": _("Mỗi dòng một thôn. Nhập nhiều thôn: mỗi thôn một dòng, cùng tên thôn mới."),
        "new": _("Tách: cùng thôn cũ, mỗi dòng một thôn mới. Kết thúc: ghi “kết thúc”."),
    },
)


def write(target: IO[bytes], place: Area) -> None:
    """Write the sheet without rows; of a commune its villages are offered, of others their communes."""
    inside = Area.unscoped.within(place).filter(closed_on=None)
    if place.level == Level.COMMUNE:
        offers = {"old": [one.full_name for one in inside.villages().in_order()]}
    else:
        offers = {"commune": [one.full_name for one in inside.communes().in_order()]}
    write_pages(target, place, [Page(SHEET, (), offers)])
