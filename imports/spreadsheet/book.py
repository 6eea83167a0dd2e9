"""What stands in a file of rows, whatever kind of file it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType


class Fault(Enum):
    """A cell that has no value although it is not empty: never to be taken for a blank."""

    ERROR = "error"  # #REF!, #N/A and their like
    FORMULA = "formula"  # a formula whose result was not saved; none is worked out here
    SHARED = "shared"  # one mark over several rows, where each row must have its own
    UNREAD = "unread"  # a text that may be read in two ways, until it is said which is meant

    def __str__(self) -> str:
        """Return nothing: it is no text of anybody's."""
        return ""


# What a cell may hold: text (NFC, without control characters), a number, yes or no, a day, or nothing.
type Cell = str | int | float | bool | date | Fault | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks beside what it holds: its fill as "#RRGGBB" ("" for white or none), a comment, its letters."""

    fill: str = ""
    comment: str = ""
    bold: bool = False
    struck: bool = False


PLAIN = Look()
_NONE: Mapping[int, Look] = MappingProxyType({})


# Nobody changes one; frozen, each of a large file would take three times as long to make.
@dataclass(slots=True, unsafe_hash=True)
class Row:
    """One row: its number in the sheet as a reader of the file sees it (from 1), and its cells.

    A cell of a merged area holds what its first cell holds; `shared` are the columns (from 0) of
    areas that reach over several rows. `is_hidden`: the sender did not see the row. `looks` has the cells, by
    column, that look in some way, blank ones included.
    """

    number: int
    cells: Sequence[Cell]
    is_hidden: bool = False
    shared: frozenset[int] = frozenset()
    looks: Mapping[int, Look] = field(default=_NONE, compare=False)

    def look(self, column: int) -> Look:
        """Return how a cell looks."""
        return self.looks.get(column, PLAIN)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file, its rows in order; rows without anything are left out.

    `cut` are the columns (from 0) that were not kept, each with how many cells it had; in so many others
    (`masked`) a number was hidden (imports.spreadsheet.identity). `merged` are areas of cells: first row (from 1),
    first column (from 0), last row, last column. `flaws` say of each column with cells without a value which fault,
    the first and last row, and how many. `comments` are all that the sheet has, those of empty rows included.
    """

    name: str
    rows: Sequence[Row] = field(default_factory=list)
    is_hidden: bool = False
    cut: Mapping[int, int] = field(default_factory=dict)
    masked: int = 0
    hidden_columns: frozenset[int] = frozenset()
    merged: Sequence[tuple[int, int, int, int]] = ()
    flaws: Sequence[tuple[int, str, int, int, int]] = ()
    comments: int = 0


@dataclass(frozen=True)
class Book:
    """A file that was read: its kind ("xlsx", "xls", "ods", "html", "xml" of Excel 2003, "csv") and its sheets.

    `encoding` is how the bytes of a text file were understood; only "utf-…" is certain.
    """

    kind: str
    sheets: Sequence[Sheet]
    encoding: str = ""

    @property
    def shows_looks(self) -> bool:
        """Whether fills, comments and bold letters are known: of an .xls they are not read, a text has none."""
        return self.kind in {"xlsx", "ods", "xml"}
