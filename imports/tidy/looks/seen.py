"""The rows of a table with what their looks say, each made when it is asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import overload

from imports.spreadsheet.book import PLAIN, Cell, Fault, Row
from imports.tidy.looks.marks import Told
from imports.tidy.looks.survey import base_of, value_at

# What stands for a meaning in a cell: words that say it in every file.
WORDS: Mapping[str, str] = {"alone": "tự làm được", "help": "có người giúp", "none": "chưa biết làm"}


@dataclass(frozen=True)
class Shown:
    """What of a table's looks is put into its rows."""

    columns: Sequence[int]  # of skills
    others: Sequence[int]
    marks: Told
    without: frozenset[int]  # columns that are not taken, or not yet
    struck_rows: frozenset[int]
    has_flaws: bool
    in_comments: bool
    in_fills: bool

    @property
    def has_marks(self) -> bool:
        """Whether some cells get words."""
        return (self.in_fills and self.marks.of_fills) or self.in_comments

    @property
    def changes(self) -> bool:
        """Whether any row changes."""
        return bool(self.has_marks or self.without or self.struck_rows or self.has_flaws)

    def row(self, row: Row) -> Row:
        """Return a row with what its looks say."""
        found = dict[int, Cell]()
        for at, cell in enumerate(row.cells):
            if cell is None:
                continue
            is_flaw = cell.__class__ is Fault or row.looks.get(at, PLAIN).struck
            if at in self.without or is_flaw:
                found[at] = None
        if self.has_marks:
            self._mark(row, found)
        if not found:
            return row
        width = max(len(row.cells), max(found) + 1)
        cells = [found.get(at, value_at(row, at)) for at in range(width)]
        return replace(row, cells=cells)

    def _mark(self, row: Row, found: dict[int, Cell]) -> None:
        base = base_of(row, self.others)
        for at in self.columns:
            if at in self.without or value_at(row, at) is not None:
                continue
            look = row.looks.get(at, PLAIN)
            fill = "" if look.fill == base else look.fill
            meaning = self.marks.meaning(fill, look.comment)
            if meaning in WORDS:
                found[at] = WORDS[meaning]


class Seen(Sequence[Row]):
    """Rows of which those that are struck through are left out."""

    def __init__(self, rows: Sequence[Row], shown: Shown) -> None:
        self.rows, self.shown = rows, shown

    @cached_property
    def places(self) -> Sequence[int]:
        """Where the rows stand that are kept."""
        struck = self.shown.struck_rows
        if not struck:
            return range(len(self.rows))
        return [at for at, row in enumerate(self.rows) if row.number not in struck]

    def __len__(self) -> int:
        return len(self.rows) - len(self.shown.struck_rows)

    def __iter__(self) -> Iterator[Row]:
        struck, made = self.shown.struck_rows, self.shown.row
        for row in self.rows:
            if row.number not in struck:
                yield made(row)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        return self.shown.row(self.rows[self.places[index]])
