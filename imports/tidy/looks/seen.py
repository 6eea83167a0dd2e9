"""The rows of a table with what their looks say, each made when it is asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import overload

from imports.spreadsheet.book import PLAIN, Cell, Fault, Row
from imports.spreadsheet.changed import Changed
from imports.tidy import ditto
from imports.tidy.looks.marks import Told
from imports.tidy.looks.survey import base_of, value_at

# What stands for a meaning in a cell: words that say it in every file.
WORDS: Mapping[str, str] = {"alone": "đã biết", "help": "có người giúp", "none": "chưa biết làm"}

# A mark that says nothing else.
_SURE = 2


@dataclass(frozen=True)
class Shown:
    """What of a table's looks is put into its rows."""

    columns: Sequence[int]  # of skills
    others: Sequence[int]
    marks: Told
    without: frozenset[int]  # columns that are not taken, or not yet
    left_out: frozenset[int]
    has_struck: bool
    in_comments: bool
    in_fills: bool
    # Of these a line through one says that a row is gone, which its others say, too: it still tells the household.
    ids: frozenset[int] = frozenset()
    # A mark that says "as above" right below these repeats what they say, in columns of what is repeated.
    struck: frozenset[int] = frozenset()
    repeated: Sequence[int] = ()

    @property
    def has_marks(self) -> bool:
        """Whether some cells get words."""
        return (self.in_fills and self.marks.of_fills) or self.in_comments

    @property
    def changes(self) -> bool:
        """Whether any row changes."""
        return bool(self.has_marks or self.without or self.left_out or self.has_struck)

    def row(self, row: Row) -> Row:
        """Return a row with what its looks say."""
        found = dict[int, Cell]()
        for at, cell in enumerate(row.cells):
            if cell is None:
                continue
            is_struck = row.looks.get(at, PLAIN).struck and at not in self.ids
            if at in self.without or is_struck:
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


class Unflawed(Changed):
    """Rows whose cells without a value are blank."""

    def changed(self, row: Row) -> Row:
        """Return the row without them."""
        if not any(cell.__class__ is Fault for cell in row.cells):
            return row
        cells = [None if cell.__class__ is Fault else cell for cell in row.cells]
        return replace(row, cells=cells)


class Seen(Changed):
    """Rows with what their looks say; those that are struck through or cannot be placed are left out."""

    def __init__(self, rows: Sequence[Row], shown: Shown) -> None:
        super().__init__(_Without(rows, shown) if shown.left_out else rows)
        self.shown = shown

    def changed(self, row: Row) -> Row:
        """Return the row with what its looks say."""
        return self.shown.row(row)


class _Without(Sequence[Row]):
    """All rows but those that are left out; a mark below them that repeats what one of them says has its words."""

    def __init__(self, rows: Sequence[Row], shown: Shown) -> None:
        self.rows, self.shown = rows, shown
        self.places, self.worded = list[int](), dict[int, Row]()
        above = dict[int, Cell]()
        for at, row in enumerate(rows):
            if row.number in shown.left_out:
                above |= self._said(row) if row.number in shown.struck else {}
                continue
            self.places.append(at)
            if above and (cells := self._repeated(row, above)) is not None:
                self.worded[at] = replace(row, cells=cells)
            above = {}

    def _said(self, row: Row) -> dict[int, Cell]:
        """Return what a row says that is repeated; of a head, too, who is gone: those below are of their household."""
        found = {at: value_at(row, at) for at in self.shown.repeated}
        return {at: cell for at, cell in found.items() if cell is not None and not _is_ditto(cell)}

    def _repeated(self, row: Row, above: Mapping[int, Cell]) -> list[Cell] | None:
        if not any(_is_ditto(value_at(row, at)) for at in above):
            return None
        cells = enumerate(row.cells)
        return [above[at] if at in above and _is_ditto(cell) else cell for at, cell in cells]

    def _row(self, at: int) -> Row:
        return self.worded[at] if at in self.worded else self.rows[at]

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Row]:
        rows = enumerate(self.rows)
        kept = ((at, row) for at, row in rows if row.number not in self.shown.left_out)
        return (self.worded.get(at, row) for at, row in kept)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        places = self.places[index]
        return [self._row(at) for at in places] if isinstance(places, list) else self._row(places)


def _is_ditto(cell: Cell) -> bool:
    return isinstance(cell, str) and ditto.strength(cell) == _SURE
