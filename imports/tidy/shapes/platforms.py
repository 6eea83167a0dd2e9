"""Platforms that communes name for skill 5: a row for each."""

from collections.abc import Iterator, Sequence
from typing import Any

from imports.tidy.asking import Asking
from imports.tidy.model import Entry, Known, Record, Table
from imports.tidy.rows import entries
from imports.tidy.shapes.accounts import unit_of
from imports.tidy.shapes.left import OF_PLACES, Leaving, leave_columns

_FIELDS = {"platform": "name", "valid_from": "valid_from", "document": "document"}
_USED = {*_FIELDS, *OF_PLACES}


def records(tables: Sequence[Table], known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each platform that a row names."""
    for table in tables:
        leave_columns(table, _USED, asking)
        leaving = Leaving(table, asking)
        for entry in entries(table, known, asking):
            if entry.get("platform") is None:
                leaving.row("nobody", entry.row.number)
            else:
                yield _record(entry)


def _record(entry: Entry) -> Record:
    cells: dict[str, Any] = {field: entry.get(key) for key, field in _FIELDS.items()}
    spots = {field: entry.spot(key) for key, field in _FIELDS.items()}
    cells["commune"], spots["commune"] = unit_of(entry)
    return Record("platforms", entry, cells, spots)
