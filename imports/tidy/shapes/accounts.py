"""People who are to sign in: a row for each, with the unit they work in."""

from collections.abc import Iterator, Sequence
from typing import Any

from areas.names import clean
from imports.tidy.asking import Asking, Spot
from imports.tidy.model import Entry, Known, Record, Table
from imports.tidy.rows import entries
from imports.tidy.shapes.communes import commune_in
from imports.tidy.shapes.left import OF_PLACES, Leaving, leave_columns

_FIELDS = {"phone": "phone", "email": "email", "account_role": "role", "position": "title"}
_NAMES = ("name", "family", "given")
_USED = {*_FIELDS, *_NAMES, *OF_PLACES}
# Where no commune is said they work in what stands above it.
_UNITS = ("commune", "district", "province")


def records(tables: Sequence[Table], known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each person that a row names."""
    for table in tables:
        leave_columns(table, _USED, asking)
        leaving = Leaving(table, asking)
        for entry in entries(table, known, asking):
            name = clean(" ".join(entry.text(key) for key in _NAMES))
            if name:
                yield _record(entry, name)
            else:
                leaving.row("nobody", entry.row.number)


def _record(entry: Entry, name: str) -> Record:
    cells: dict[str, Any] = {field: entry.get(key) for key, field in _FIELDS.items()}
    spots = {field: entry.spot(key) for key, field in _FIELDS.items()}
    key = next((one for one in _NAMES if entry.get(one) is not None), "name")
    cells["full_name"], spots["full_name"] = name, entry.spot(key)
    cells["commune"], spots["commune"] = unit_of(entry)
    return Record("accounts", entry, cells, spots)


def unit_of(entry: Entry) -> tuple[str, Spot]:
    """Return the unit that a row names, the lowest that it has a cell for, and where that stands."""
    unit = next((one for one in _UNITS if entry.get(one) is not None), "commune")
    return commune_in(entry.text(unit)), entry.spot(unit)
