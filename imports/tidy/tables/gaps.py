"""Rows of headings with gaps: what stands there is one row higher, or nothing; and rows of forms, which are none."""

from collections.abc import Collection, Mapping, Sequence

from imports.spreadsheet.book import Cell, Row
from imports.tidy.tables import words

_NOTHING = (None, "")
# It stands where a heading was cut, and says nothing.
_CUT = "…"
# So many headings reach down into the row below them.
_HELD = 3


def bridged(cells: Sequence[Cell], above: Sequence[Cell], cut: Collection[int]) -> Sequence[Cell]:
    """Let a heading of the row above close the gap of one column between two below it: "Mã BHXH" within "Người 1"."""
    found = list(cells)
    for at in cut if any(map(_is_heading, cells)) else ():
        if 0 < at < len(cells) - 1 and _is_between_words(cells, at):
            found[at] = cells[at] or _CUT
    for at in range(1, min(len(cells) - 1, len(above))):
        text = above[at]
        if cells[at] in _NOTHING and isinstance(text, str) and _is_alone(text, above, at):
            beside = cells[at - 1 : at + 2 : 2]
            is_known = at in cut or words.strength(text) > 0
            if (all(map(_is_heading, beside)) and is_known) or (
                all(map(_is_word, beside)) and _is_parted(above, at)
            ):
                found[at] = text
    return found


def _is_between_words(cells: Sequence[Cell], at: int) -> bool:
    """Tell a column with words on both sides, on one of them beyond another column that has none."""
    before, after = cells[max(at - 2, 0) : at], cells[at + 1 : at + 3]
    near = [_is_word(before[-1]), _is_word(after[0])]
    far = [before[-1] in _NOTHING, after[0] in _NOTHING]
    return (
        all(near)
        or (near[0] and far[1] and _is_word(after[-1]))
        or (near[1] and far[0] and _is_word(before[0]))
    )


def _is_parted(row: Sequence[Cell], at: int) -> bool:
    """Tell a text that parts what stands below one heading: "Người 1", "Dân tộc", then "Người 1" again."""
    before = next((cell for cell in reversed(row[:at]) if cell not in _NOTHING), None)
    return before is not None and before in row[at + 1 : at + 2] and not words.is_number(row[at])


def _is_alone(text: str, row: Sequence[Cell], at: int) -> bool:
    """Tell a text over one column that is no title."""
    return text not in row[at - 1 : at + 2 : 2] and not words.is_title(text)


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(cell) and not words.is_number(cell)


def _is_heading(cell: Cell) -> bool:
    return isinstance(cell, str) and words.strength(cell) > 0


def goes_right(cells: Sequence[Cell], column: int, used: int) -> bool:
    """Tell whether a row of headings goes on in a column: also in one without a heading that has facts (`used`), before another."""
    if column < len(cells) and cells[column] not in _NOTHING:
        return True
    after = cells[column + 1] if column + 1 < len(cells) else None
    return bool(used >> column & 1) and _is_heading(after)


def is_held(row: Row, lower: Mapping[int, Cell], own: Mapping[int, Cell]) -> bool:
    """Tell a row that most headings reach down into, merged: whatever stands there beside them is one, too."""
    held = row.shared & (lower.keys() - own.keys())
    is_one = len(held) >= _HELD and bool(own)
    return is_one and all(
        words.label(cell) or (isinstance(cell, str) and not words.is_number(cell))
        for cell in own.values()
    )


def is_form(cells: Sequence[Cell]) -> bool:
    """Tell a row of a form: "Họ và tên:", then a name, "Thôn:", then a village."""
    if not any(isinstance(cell, str) and ":" in cell for cell in cells):
        return False
    said = [cell for cell in cells if cell not in (None, "")]
    asked = [
        at for at, cell in enumerate(said) if isinstance(cell, str) and cell.rstrip().endswith(":")
    ]
    answers = {at + 1: said[at + 1] for at in asked if at + 1 < len(said) and at + 1 not in asked}
    others = [cell for at, cell in enumerate(said) if at not in asked and at not in answers]
    if sum(isinstance(one, str) and words.strength(one) == 2 for one in others) > len(asked):
        return False  # a heading with a colon among many without
    return bool(answers) and not any(
        isinstance(one, str) and words.strength(one) for one in answers.values()
    )


def is_counted(cells: Sequence[Cell], below: Sequence[Cell], left: int, right: int) -> bool:
    """Tell "TT" of payments beyond a gap from running numbers: words stand below it, and numbers below the gap."""
    first = below[left] if left < len(below) else None
    is_word = isinstance(first, str) and not words.is_number(first) and first != cells[left]
    return is_word and words.strength(str(first)) < 2 and bool(below[left - 1])


def is_legend(cell: Cell) -> bool:
    """Tell the heading of an explanation of marks."""
    return isinstance(cell, str) and words.is_legend(cell)
