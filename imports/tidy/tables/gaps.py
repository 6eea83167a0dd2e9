"""Gaps in a row of headings that are none: what stands there is one row higher."""

from collections.abc import Container, Sequence

from imports.spreadsheet.book import Cell
from imports.tidy.tables import words

_NOTHING = (None, "")


def bridged(cells: Sequence[Cell], above: Sequence[Cell], cut: Container[int]) -> Sequence[Cell]:
    """Let a heading of the row above close the gap of one column below it: "Mã BHXH" between the facts of "Người 1"."""
    found = list(cells)
    for at in range(1, min(len(cells) - 1, len(above))):
        text, beside = above[at], cells[at - 1 : at + 2 : 2]
        is_gap = cells[at] in _NOTHING and not any(cell in _NOTHING for cell in beside)
        if not is_gap or not isinstance(text, str) or text in above[at - 1 : at + 2 : 2]:
            continue
        if not words.is_title(text) and (at in cut or words.strength(text)):
            found[at] = text
    return found
