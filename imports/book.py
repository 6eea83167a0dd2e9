"""What stands in a file of rows, whatever kind of file it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

# What a cell may hold: text (NFC, without control characters), a number, yes or no, a day, or nothing.
type Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Row:
    """One row: its number in the sheet as a reader of the file sees it (from 1), and its cells."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file, its rows in order; rows without anything are left out."""

    name: str
    rows: Sequence[Row] = field(default_factory=list)
    is_hidden: bool = False


class Unreadable(Exception):
    """A file that is not read; `reason` says why and what to do, to whoever sent it."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason
