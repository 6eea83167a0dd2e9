"""The sheet of villages: what each is called, and how many households it declares."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy, gettext_noop

from areas.kinds import VILLAGE_KINDS, Kind
from areas.models import Area
from households.models import Declaration
from imports.kinds.villages.exported import Declared, code_of, stands
from imports.own_sheets.sheet import Cells, Days, Offer, Sheet
from imports.spreadsheet.columns import VILLAGES
from imports.spreadsheet.exported_values import pack


def _rows(user: Any, place: Area, villages: Sequence[Area], _days: Days) -> Iterator[Cells]:
    """Yield the open villages of a place. One query."""
    declared = Declared(Declaration.objects.visible_to(user).inside(place.path or ""))
    for village in villages:
        said = stands(village, declared.latest.get(village.pk))
        said["id"] = code_of(village.pk)
        hidden = {"version": declared.version(village), "given": pack(VILLAGES, said)}
        yield {**said, **hidden, "kind": str(Kind(village.kind).label)}


def _offers(_villages: Iterable[Area]) -> list[Offer]:
    return [(("kind",), [str(label) for _kind, label in VILLAGE_KINDS])]


SHEET = Sheet(
    VILLAGES,
    title=gettext_lazy("Thôn"),
    file_name="thon",
    taken=gettext_noop("Tải mẫu có sẵn thôn"),
    rows=_rows,
    offers=_offers,
    forms={"households": "number", "declared_on": "day"},
    widths={"village": 24, "kind": 14, "source": 24, "old_name": 24},
)
