"""The rows of a table with what their looks say, each made when it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from imports.spreadsheet.book import PLAIN, Cell, Fault, Row
from imports.spreadsheet.changed import Changed
from imports.tidy.looks.left_out import Without
from imports.tidy.looks.marks import Told
from imports.tidy.looks.survey import base_of, value_at

# What stands for a meaning in a cell: words that say it in every file.
WORDS: Mapping[str, str] = {"alone": "đã biết", "help": "có người giúp", "none": "chưa biết làm"}


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
    # Columns in which a mark may say: as above.
    repeated: frozenset[int] = frozenset()

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
        super().__init__(Without(rows, shown.left_out, shown.repeated) if shown.left_out else rows)
        self.shown = shown

    def changed(self, row: Row) -> Row:
        """Return the row with what its looks say."""
        return self.shown.row(row)
