"""Tables whose headings say nothing that is known, or that have none; and lists of words that are no tables."""

import re
from collections.abc import Mapping
from itertools import islice

from areas.names import fold
from imports.spreadsheet.book import Cell
from imports.tidy.model import Table
from imports.tidy.tables import around, words
from imports.tidy.tables.blocks import Block
from imports.tidy.tables.gaps import is_form
from imports.tidy.tables.reach import words_above
from imports.tidy.tables.scan import Scan

# So many rows at the top are looked at, so many below tell whether they are alike.
LOOKED_AT, ALIKE = 40, 4
# So many cells make a row of a table without known headings.
LEAST = 3
_BETWEEN = re.compile(r"\s*[,;:()]\s*|\s+[-–—]\s*")
_OFFICES = ("to truong", "to pho", "thanh vien", "to vien")
_VALUES = frozenset(
    text
    for line in (
        "nam|nu|chu ho|vo|chong|con|con trai|con gai|con dau|con re|bo|me|cha|ong|ba|chau|chau noi|chau ngoai|anh|chi|em|khac",
        "biet|chua biet|co|khong|x|yes|no|thanh thao|can ho tro|biet co ho tro|to truong|to pho|thanh vien|thon|buon|khu pho|xom",
        "to dan pho|kinh|ho ngheo|ho can ngheo|doan thanh nien|hoi phu nu|cong an xa|hoi nong dan|mat tran to quoc|truong hoc",
        "doanh nghiep|ban can su thon",
    )
    for text in line.split("|")
)


def blocks_of(seen: Scan) -> list[Block]:
    """Return headings that are told by their shape, or the place where a table without headings begins."""
    if _are_offices_alone(seen):
        return _chart(seen)
    for at in range(min(LOOKED_AT, len(seen.masks))):
        mask = seen.masks[at]
        if mask.bit_count() < LEAST or not _rows_below(seen, at):
            continue
        left, right = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
        cells = around.filled(seen, at, left, right)
        if is_form(list(cells.values())):
            return []
        if around.is_aside(cells) and len(set(cells.values())) < LEAST:
            continue
        if _are_headings(seen, at, cells):
            return [Block(at, at + 1, left, right, words_above([seen.rows[at].cells], left, right))]
        texts = [str(cell) for cell in cells.values()]
        if any(map(words.is_number, texts)) or not any(map(words.is_title, texts)):
            return [Block(at, at, left, right)]
    return _chart(seen)


def _rows_below(seen: Scan, at: int) -> bool:
    """Tell whether the rows that follow fill much the same columns."""
    mask = seen.masks[at]
    after = seen.masks[at + 1 : at + 1 + ALIKE]
    alike = [one for one in after if (one & mask).bit_count() * 2 >= mask.bit_count()]
    return len(alike) * 2 >= len(after) > 0


def _are_headings(seen: Scan, at: int, cells: Mapping[int, Cell]) -> bool:
    """Tell a row of different short texts above rows that have numbers."""
    texts = {cell for cell in cells.values() if isinstance(cell, str)}
    if len(texts) < len(cells) or any(
        words.is_number(text) or len(text) > words.LONGEST_HEADING for text in texts
    ):
        return False
    below = [seen.rows[one].cells for one in range(at + 1, min(at + 1 + ALIKE, len(seen.masks)))]
    return any(
        all(column < len(row) and words.is_number(row[column]) for row in below) for column in cells
    )


def _are_offices_alone(seen: Scan) -> bool:
    """Tell offices of a team that stand alone in their rows: what is wider below them are names."""
    alone = 0
    for row in seen.rows[: 4 * LOOKED_AT]:
        texts = [cell for cell in row.cells if cell not in (None, "")]
        alone += bool(texts) and all(
            isinstance(text, str) and len(text) < words.SHORT and fold(text) in _OFFICES
            for text in texts
        )
    return alone > 1


def _chart(seen: Scan) -> list[Block]:
    """Return a table of the whole sheet where offices stand above names."""
    offices = 0
    for at in range(min(4 * LOOKED_AT, len(seen.masks))):
        if seen.masks[at].bit_count() > LEAST:
            continue
        for cell in seen.rows[at].cells:
            is_office = isinstance(cell, str) and fold(cell).startswith(_OFFICES)
            offices += (is_office and len(str(cell)) < words.SHORT) or _says_office(cell)
    right = max((mask.bit_length() - 1 for mask in seen.masks), default=0)
    return [Block(0, 0, 0, right)] if offices > 1 else []


def _says_office(cell: Cell) -> bool:
    """Tell a line of text that says who somebody is in a team: "1. Ông Lê Văn An - Trưởng thôn - Tổ trưởng"."""
    if not isinstance(cell, str) or not words.SHORT // 3 < len(cell) < words.LONGEST_HEADING:
        return False
    parts = [fold(part) for part in _BETWEEN.split(cell)]
    return len(parts) > 1 and any(part in _OFFICES for part in parts[1:])


def is_word_list(table: Table) -> bool:
    """Tell a list of the words that cells may hold, as the lists behind drop-down cells."""
    seen = set[str]()
    for row in islice(table.rows, LOOKED_AT):
        for cell in row.cells[table.left : table.right + 1]:
            if cell is not None and not isinstance(cell, str):
                return False
            if cell:
                seen.add(fold(cell))
    if len(table.headings) > LEAST:
        return False
    return sum(text in _VALUES or not text for text in seen) * 2 >= len(seen)
