"""A village's sheet cut into A4 pages: fixed heights, so that nothing is cut on any printer."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from households.models import PrintedRow
from households.paper.queries import Line
from skills.catalogue import SKILLS

# Rows of one height on a page; a row holds two lines of a name or of a hamlet.
ROOM, LINES = 25, 2
NAME_CHARS, HAMLET_CHARS = 26, 15
# At least so many empty rows for new households; where they need a page of their own, so many.
BLANKS, BLANKS_APART = 3, 10


@dataclass(frozen=True)
class PaperRow:
    """One row of the paper; an empty one, for a household that is new, has no number."""

    number: int | None
    name: str
    hamlet: str
    known: int | None
    # Kept but not used, because a resident asked so.
    restricted: bool = False

    @property
    def boxes(self) -> list[tuple[int, bool]]:
        """The five tick boxes: number, and whether it was known when the sheet was printed."""
        return [(skill.number, bool((self.known or 0) & skill.bit)) for skill in SKILLS]

    @property
    def is_unknown(self) -> bool:
        """Whether its household had not been surveyed when the sheet was printed."""
        return self.number is not None and self.known is None

    @property
    def lines(self) -> int:
        """How many lines of text its longest cell needs."""
        return max(1, ceil(len(self.name) / NAME_CHARS), ceil(len(self.hamlet) / HAMLET_CHARS))

    @property
    def size(self) -> float:
        """How many ordinary rows it takes."""
        return max(1.0, self.lines / LINES)


@dataclass(frozen=True)
class PaperPage:
    """One A4 page: "Trang 2/4"."""

    number: int
    of: int
    rows: list[PaperRow]


def pages_of(lines: Sequence[Line]) -> list[PaperPage]:
    """Cut a sheet into pages; empty rows for new households fill up the last one."""
    pages = _cut([_row_of(line) for line in lines])
    left = int(ROOM - sum(row.size for row in pages[-1]))
    if left < BLANKS:
        pages.append([])
        left = BLANKS_APART
    pages[-1] += [PaperRow(None, "", "", None)] * left
    return [PaperPage(number, len(pages), page) for number, page in enumerate(pages, start=1)]


def _row_of(line: Line) -> PaperRow:
    one, printed = line.first, line.printed
    name = one.head_name if one else f"H{printed.household:07d}"
    kept = bool(one and one.restricted_on)
    return PaperRow(line.number, name, one.hamlet if one else "", _known(printed), kept)


def _known(printed: PrintedRow) -> int | None:
    return printed.known if printed.was_surveyed else None


def _cut(rows: list[PaperRow]) -> list[list[PaperRow]]:
    pages: list[list[PaperRow]] = [[]]
    used = 0.0
    for row in rows:
        if used + row.size > ROOM:
            pages.append([])
            used = 0.0
        pages[-1].append(row)
        used += row.size
    return pages
