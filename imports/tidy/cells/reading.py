"""What a cell was read as: a value, or what is to be asked of it, or why it is not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from imports.spreadsheet.book import Cell, Fault
from imports.spreadsheet.caches import cleaned
from imports.spreadsheet.values import Wrong
from imports.spreadsheet.values.words import written

SKIP = "skip"
# More digits are no number of anything, and too many for Python to make one of.
LONGEST = 32


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about a cell: what each choice makes of it, or what is Wrong with it so. `skip` is always a choice."""

    kind: str
    subject: str
    values: Mapping[str, Any]
    proposal: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be answered."""
        return (*self.values, SKIP)


# Nobody changes one; frozen, it takes three times as long to make, and a large file has several a row.
@dataclass(slots=True)
class Read:
    """What one cell says: `more` are values of other fields, `left` is why it is not taken, `wrong` what is to be mended.

    `asks` are doubts about other fields, by field: what is sure of the cell is taken meanwhile.
    """

    value: Any = None
    note: str = ""
    doubt: Doubt | None = None
    left: str = ""
    wrong: Wrong | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    asks: Mapping[str, Doubt] = field(default_factory=dict)


NOTHING = Read()
# Cells that say that there is nothing to say.
_NOTHING = frozenset(["-", "--", "---", "–", "—", ".", "..", "...", "…", "/", "\\", "?", "??", "0", "x", "ko", "k", "kg", "không", "khong", "chưa", "chua", "na", "n/a"]) | {
    "không có", "ko có", "k có", "kg có", "khong co", "ko co", "k co", "chưa có", "chua co", "không có số",
    "chưa rõ", "không rõ", "chua ro", "khong ro", "không nhớ", "khong nho", "không biết", "khong biet",
}  # fmt: skip


def plain(cell: Cell) -> str:
    """Return what a cell shows, as text; a whole number without ".0". Raises Wrong for a formula without a value."""
    if isinstance(cell, Fault):
        return written(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return "" if cell is None else cleaned(str(cell))


def says_nothing(text: str) -> bool:
    """Tell a text that stands where there is nothing: a dash, "không có"."""
    return not text or text.casefold().strip(" .") in _NOTHING or text in _NOTHING
