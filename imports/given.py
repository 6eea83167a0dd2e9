"""What a row of our own sheet said when it was given out: a hidden cell of the row, never trusted."""

import json
from collections.abc import Mapping
from typing import Any

from areas.names import clean
from imports.book import Cell
from skills.catalogue import COLUMNS

FIELDS = (
    "id",
    "village",
    "head_name",
    "full_name",
    "relation",
    "birth_year",
    "sex",
    "hamlet",
    "phone",
    *COLUMNS,
    "assessed_on",
)

type Given = Mapping[str, str | int | None]


def pack(values: Mapping[str, Any]) -> str:
    """Return the hidden cell of a row, from its values as the register keeps them; days as ISO."""
    said = [None if values.get(name) == "" else values.get(name) for name in FIELDS]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def unpack(cell: Cell, code: Cell) -> Given | None:
    """Return what was given out under this code, or None where the cell is not as we wrote it."""
    if not isinstance(cell, str):
        return None
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or len(found) != len(FIELDS):
        return None
    if any(isinstance(one, bool) or not isinstance(one, str | int | None) for one in found):
        return None
    given = dict(zip(FIELDS, found, strict=True))
    return given if given["id"] == code else None


def is_as_given(cell: Cell, value: str | int | None) -> bool:
    """Say whether a cell still holds, letter by letter, what was given out in it."""
    if isinstance(value, str):
        return isinstance(cell, str) and (cell == value or clean(cell) == clean(value))
    return value is not None and not isinstance(cell, bool) and cell == value
