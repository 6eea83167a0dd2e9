"""Households and their people, however a table tells them apart."""

from collections.abc import Iterator, Sequence

from imports.tidy.asking import Asking
from imports.tidy.model import Entry, Known, Record, Table
from imports.tidy.roles import SKILLS
from imports.tidy.rows import entries

FIELDS = {
    "village": "village",
    "relation": "relation",
    "sex": "sex",
    "birth": "birth_year",
    "hamlet": "hamlet",
    "phone": "phone",
    "assessed_on": "assessed_on",
} | {skill: skill for skill in SKILLS}


def records(tables: Sequence[Table], known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each person, the head of a household first; `block` tells households apart."""
    for table in tables:
        for entry in entries(table, known, asking):
            yield _record(entry)


def _record(entry: Entry) -> Record:
    name, head = entry.text("name"), entry.text("head")
    cells = {field: entry.get(key) for key, field in FIELDS.items() if entry.get(key) is not None}
    cells["full_name"] = name or head
    spots = {field: entry.spot(key) for key, field in FIELDS.items()}
    return Record(
        "households", entry, cells, spots, f"{head or name}", is_head=not name or name == head
    )
