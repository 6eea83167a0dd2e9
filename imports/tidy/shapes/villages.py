"""Villages with what they declare: a row for each; the day of their numbers stands beside them, above, or is asked."""

from collections.abc import Iterator, Sequence
from typing import Any

from imports.tidy.asking import Asking
from imports.tidy.model import Known, Record, Table
from imports.tidy.rows import entries
from imports.tidy.shapes.figures import DayOfFigures
from imports.tidy.shapes.left import OF_PLACES, Leaving, leave_columns

_FIELDS = {
    "kind": "kind",
    "households": "households",
    "source": "source",
    "declared_on": "declared_on",
    "old_name": "old_name",
}
_USED = {*_FIELDS, *OF_PLACES, "name"}


def records(tables: Sequence[Table], known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each village that a row names."""
    for table in tables:
        leave_columns(table, _USED, asking)
        days, leaving = DayOfFigures(table, known, asking), Leaving(table, asking)
        for entry in entries(table, known, asking):
            key = "village" if entry.get("village") is not None else "name"
            name = entry.get(key)
            if name is None:
                leaving.row("nobody", entry.row.number)
                continue
            cells: dict[str, Any] = {
                field: entry.get(key)
                for key, field in _FIELDS.items()
                if entry.get(key) is not None
            }
            spots = {field: entry.spot(key) for key, field in _FIELDS.items()}
            cells["village"], spots["village"] = name, entry.spot(key)
            if "households" in cells:
                days.give(entry, cells, spots)
            yield Record("villages", entry, cells, spots)
