"""Rows of a sheet of households as values: what each cell says, what is wrong with it, what was assumed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from django.utils.translation import gettext as _

from imports.spreadsheet import values
from imports.spreadsheet.book import Cell, Fault, Row
from imports.spreadsheet.columns import HOUSEHOLDS, SheetKind
from imports.spreadsheet.exported_values import Given, is_as_given, unpack
from imports.spreadsheet.headings import cell_of
from imports.spreadsheet.values import Understood, Wrong
from skills.catalogue import COLUMNS

type Problem = dict[str, str]
type Results = tuple[int | None, ...]


@dataclass(slots=True)
class Line:
    """One row as it was understood; `values` by field, only what says something.

    `at` is its place among the rows of the sheet, from which its cells are read again once they are let go.
    `results` are the five results it speaks of, None for a row that says nothing of skills. `key` is
    the folded name of the person it is about. `given` is what a row of a sheet of ours said when it
    was given out, until the row is settled by it (imports.kinds.households.exported).
    """

    number: int
    cells: Sequence[Any]
    values: dict[str, Any] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    notes: Sequence[Problem] = ()
    results: Results | None = None
    key: str = ""
    given: Given | None = None
    is_settled: bool = False
    at: int = 0

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

    def note(self, column: str, what: str, value: Any = "") -> None:
        """Say how something was understood."""
        self.notes = [*self.notes, _problem(column, what, "", value)]


def _problem(column: str, what: str, how: str, value: Any) -> Problem:
    return {"column": column, "value": str(value or ""), "what": what, "how": how}


type Reader = Callable[[Cell], Understood[Any]]


class Lines(Protocol):
    """Rows of a sheet, each as it was understood, in order; the cells of one can be read again."""

    def __iter__(self) -> Iterator[Line]:
        """Yield each row that holds facts."""

    def cells_of(self, line: Line) -> list[Any]:
        """Return the cells of a row that were let go, as they were."""


def readers(today: date) -> dict[str, Reader]:
    """Return how the cell of each field is read; words that come again and again are read once."""
    again = lru_cache(maxsize=1_000, typed=True)
    return {
        "village": again(lambda cell: values.text(cell, longest=200)),
        "head_name": values.person,
        "full_name": values.person,
        "household": lambda cell: values.text(cell, longest=40),
        "relation": again(values.relation),
        "birth_year": again(lambda cell: values.birth_year(cell, today=today)),
        "sex": again(values.sex),
        "hamlet": again(lambda cell: values.text(cell, longest=120)),
        "phone": values.phone,
        "id": lambda cell: values.text(cell, longest=20),
        "version": values.count,
        "assessed_on": again(lambda cell: values.day(cell, latest=today)),
        **dict.fromkeys(COLUMNS, again(values.skill)),
    }


def line_of(
    row: Row,
    columns: Mapping[str, int],
    how: Mapping[str, Reader],
    kind: SheetKind = HOUSEHOLDS,
) -> Line:
    """Read a row; a cell that cannot be read is a problem of the row, not its end.

    What still stands there letter by letter as it was given out is not judged anew.
    """
    line = Line(row.number, [plain(cell) for cell in row.cells])
    if row.is_hidden:
        line.note("", _("Dòng này đang ẩn trong tệp."))
    cells = {key: cell_of(row, at, spreads=key in kind.spreading) for key, at in columns.items()}
    line.given = unpack(kind, cells.get("given"), cells.get("id"))
    for key, cell in cells.items():
        if cell is None or key not in how:
            continue
        if line.given and is_as_given(cell, line.given.get(key)):
            line.values[key] = cell if isinstance(cell, date) else line.given[key]
            continue
        try:
            understood = how[key](cell)
        except Wrong as wrong:
            line.wrong(key, wrong.what, wrong.how, line.cells[columns[key]], wrong.proposal)
            continue
        if understood.value not in (None, ""):
            line.values[key] = understood.value
        if understood.note:
            line.note(key, understood.note, line.cells[columns[key]])
    return line


def plain(cell: Cell) -> Any:
    """Return a cell as JSON keeps it: a day as text, day first."""
    if cell is None or isinstance(cell, str | int):
        return cell
    if isinstance(cell, Fault):
        return _("(lỗi công thức)")
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell


def results_of(line: Line) -> Results | None:
    """Return the five results that a row says; None for a row that says nothing of skills."""
    found = [line.values.get(key) for key in COLUMNS]
    results = tuple(None if one is None else int(one) for one in found)
    return results if any(one is not None for one in results) else None
