"""Communes with what they declare, for officers of a district or province: a row for each."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from areas.names import clean
from imports.tidy.asking import Asking
from imports.tidy.model import Entry, Known, Record, Table
from imports.tidy.rows import entries
from imports.tidy.shapes.figures import DayOfFigures
from imports.tidy.shapes.left import Leaving, leave_columns

_FIELDS = {key: key for key in ("households", "villages", "source", "declared_on")}
FIGURES = ("households", "villages")
_NAMES = ("commune", "name", "village")
_USED = {*_FIELDS, *_NAMES, "stt", "district", "province"}
_BEFORE = re.compile(
    r"^(?:[-–—+*•.]|\d{1,3}\s*[.)/-]|[IVX]{1,5}\s*[.)]|ubnd|đvhc|đơn vị hành chính|đơn vị|ủy ban nhân dân|u\u1ef7 ban nhân dân)\s*",
    re.IGNORECASE,
)


def records(tables: Sequence[Table], known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each commune that a row names; a commune's own officer brings none in."""
    for table in tables:
        if not known.declares_communes:
            _leave_whole(table, asking)
            continue
        leave_columns(table, _USED, asking)
        days, leaving = DayOfFigures(table, known, asking), Leaving(table, asking)
        for entry in entries(table, known, asking):
            record = _record(entry)
            if record is None:
                leaving.row("nobody", entry.row.number)
                continue
            if record.cells.keys().isdisjoint(FIGURES) and table.has_any(*FIGURES):
                # The name of a group of communes, or one that says nothing yet.
                leaving.row("unfilled", entry.row.number)
                continue
            days.give(entry, record.cells, record.spots)
            yield record


def _record(entry: Entry) -> Record | None:
    """Return what a row declares of a commune, None where it names none."""
    key = next((one for one in _NAMES if entry.get(one) is not None), None)
    if key is None:
        return None
    cells: dict[str, Any] = {
        field: entry.get(key) for key, field in _FIELDS.items() if entry.get(key) is not None
    }
    spots = {field: entry.spot(key) for key, field in _FIELDS.items()}
    cells["name"] = cells["commune"] = commune_in(entry.text(key))
    spots["name"] = spots["commune"] = entry.spot(key)
    return Record("communes", entry, cells, spots)


def commune_in(text: str) -> str:
    """Return the name that a cell gives a commune, without numbers, dashes and offices before it."""
    text = clean(text)
    while (shorter := _BEFORE.sub("", text, count=1)) != text:
        text = shorter
    return text.strip(" .,;:")


def _leave_whole(table: Table, asking: Asking) -> None:
    if table.rows:
        rows = ((table.heading_rows or (table.rows[0].number,))[0], table.rows[-1].number)
        asking.leave(
            "of_communes",
            sheet=table.sheet,
            rows=rows,
            columns=(table.left, table.right),
            count=len(table.rows),
            name=table.name,
        )
