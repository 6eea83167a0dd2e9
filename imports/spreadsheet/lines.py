"""Rows of a sheet as values: what each cell says, what is wrong with it, what was assumed.

A row of our own sheet says in a hidden cell what its cells held when it was exported: never trusted.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from areas.names import clean
from imports.spreadsheet.book import Cell, Fault, Row
from imports.spreadsheet.columns import Reader, SheetKind
from imports.spreadsheet.headings import cell_of
from imports.spreadsheet.values import Wrong
from skills.catalogue import COLUMNS

type Exported = Mapping[str, str | int | None]
type Problem = dict[str, str]
type Results = tuple[int | None, ...]

# With which letter the code of a row begins: it says what the row is about.
PERSON, HOUSEHOLD, MEMBER, TEAM, VILLAGE, SESSION = "NHVOTB"


@dataclass(slots=True)
class Line:
    """One row as it was understood; `values` by field, only what says something.

    `number` is its own in the file, `row` the row of its `sheet` as the officer sees it (0: the same). `at` is its
    place among the rows of the sheet, from which its cells are read again.
    `results` are the five results it speaks of, None for a row that says nothing of skills. `key` is
    the folded name of the person it is about. `exported` is what a row of a sheet of ours said when it
    was exported, until the row is reconciled by it (imports.kinds.households.exported). `block` tells which rows
    are one household or team, `is_head` who leads it, where that was settled before (imports.tidy). `is_other`: the
    officer said that the household is another one than that of the register which it looks like.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    notes: Sequence[Problem] = ()
    results: Results | None = None
    key: str = ""
    exported: Exported | None = None
    is_reconciled: bool = False
    at: int = 0
    row: int = 0
    sheet: int = 0
    block: str = ""
    is_head: bool | None = None
    is_other: bool = False

    @property
    def name(self) -> str:
        """The name of the person the row is about."""
        name: str = self.values.get("full_name") or self.values.get("head_name") or ""
        return name

    def wrong(
        self, column: str, what: str, how: str, value: Any = "", guess: object = None
    ) -> None:
        """Say that this row cannot be taken, how to mend it, and what may have been meant."""
        meant = f"{guess:%d/%m/%Y}" if isinstance(guess, date) else str(guess or "")
        self.problems = [*self.problems, {**_problem(column, what, how, value), "guess": meant}]

    def is_wrong(self, column: str) -> bool:
        """Say whether something is wrong with a cell."""
        return any(one["column"] == column for one in self.problems)

    def note(self, column: str, what: str, value: Any = "") -> None:
        """Say how something was understood."""
        self.notes = [*self.notes, _problem(column, what, "", value)]


def _problem(column: str, what: str, how: str, value: Any) -> Problem:
    return {"column": column, "value": str(value or ""), "what": what, "how": how}


def readers(kind: SheetKind) -> dict[str, Reader]:
    """Return how the cell of each field is read in one file; words that come again and again are read once."""
    return {
        column.key: lru_cache(maxsize=1_000, typed=True)(column.read)
        for column in kind.columns
        if column.read
    }


def line_of(
    row: Row,
    columns: Mapping[str, int],
    how: Mapping[str, Reader],
    kind: SheetKind,
) -> Line:
    """Read a row; a cell that cannot be read is a problem of the row, not its end.

    What still stands there letter by letter as it was exported is not judged anew.
    """
    line = Line(row.number)
    if row.is_hidden:
        line.note("", _("Dòng này đang ẩn trong tệp."))
    cells = {key: cell_of(row, at, spreads=key in kind.spreading) for key, at in columns.items()}
    line.exported = unpack(kind, cells.get("given"), cells.get("id"))
    for key, cell in cells.items():
        if cell is None or key not in how:
            continue
        if line.exported and is_as_exported(cell, line.exported.get(key)):
            line.values[key] = cell if isinstance(cell, date) else line.exported[key]
            continue
        try:
            understood = how[key](cell)
        except Wrong as wrong:
            line.wrong(key, wrong.what, wrong.how, plain(row.cells[columns[key]]), wrong.proposal)
            continue
        if understood.value not in (None, ""):
            line.values[key] = understood.value
        if understood.note:
            line.note(key, understood.note, plain(row.cells[columns[key]]))
    return line


def plain(cell: Cell) -> Any:
    """Return a cell as JSON keeps it: a day as text, day first."""
    if cell is None or isinstance(cell, str | int):
        return cell
    if isinstance(cell, Fault):
        return "" if cell is Fault.UNREAD else _("(lỗi công thức)")
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


def results_of(line: Line) -> Results | None:
    """Return the five results that a row says; None for a row that says nothing of skills."""
    found = [line.values.get(key) for key in COLUMNS]
    results = tuple(None if one is None else int(one) for one in found)
    return results if any(one is not None for one in results) else None


def code_of(letter: str, key: int) -> str:
    """Return how a sheet of ours names a record: by its code, for names are corrected."""
    return f"{letter}{key:07d}"


def pack(kind: SheetKind, values: Mapping[str, Any]) -> str:
    """Return the hidden cell of a row, from its values as the register keeps them; days become ISO."""
    said = [comparable(values.get(name)) for name in kind.exported]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def unpack(kind: SheetKind, cell: Cell, code: Cell) -> Exported | None:
    """Return what was exported under this code, or None where the cell is not as we wrote it."""
    if not isinstance(cell, str) or code is None:
        return None
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    whole = len(kind.exported)
    if not isinstance(found, list) or len(found) not in {whole, whole - len(kind.later)}:
        return None
    if any(isinstance(one, bool) or not isinstance(one, str | int | None) for one in found):
        return None
    exported = dict(zip(kind.exported, found, strict=False))
    return exported if exported["id"] == code else None


def is_as_exported(cell: Cell, value: str | int | None) -> bool:
    """Say whether a cell still holds, letter by letter, what was exported in it."""
    if isinstance(value, str):
        said = cell.isoformat() if isinstance(cell, date) else cell
        return isinstance(said, str) and clean(said) == value
    return value is not None and not isinstance(cell, bool) and cell == value


def comparable(value: Any) -> Any:
    """Return a value as it is compared: a day as ISO, no text as None."""
    if isinstance(value, date):
        return value.isoformat()
    return (clean(value) or None) if isinstance(value, str) else value
