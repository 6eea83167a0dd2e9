"""What a row of our own sheet said when it was given out: a hidden cell of the row, never trusted."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from areas.names import clean
from imports.spreadsheet.book import Cell
from imports.spreadsheet.columns import SheetKind

type Given = Mapping[str, str | int | None]


def pack(kind: SheetKind, values: Mapping[str, Any]) -> str:
    """Return the hidden cell of a row, from its values as the register keeps them; days become ISO."""
    said = [_kept(values.get(name)) for name in kind.given]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def unpack(kind: SheetKind, cell: Cell, code: Cell) -> Given | None:
    """Return what was given out under this code, or None where the cell is not as we wrote it."""
    if not isinstance(cell, str) or code is None:
        return None
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, list) or len(found) != len(kind.given):
        return None
    if any(isinstance(one, bool) or not isinstance(one, str | int | None) for one in found):
        return None
    given = dict(zip(kind.given, found, strict=True))
    return given if given["id"] == code else None


def is_as_given(cell: Cell, value: str | int | None) -> bool:
    """Say whether a cell still holds, letter by letter, what was given out in it."""
    if isinstance(value, str):
        said = cell.isoformat() if isinstance(cell, date) else cell
        return isinstance(said, str) and clean(said) == value
    return value is not None and not isinstance(cell, bool) and cell == value
