"""Tell two tables beside each other whose headings stand in one row and are numbered in neither or one of them only."""

from collections.abc import Iterable
from dataclasses import replace

from areas.names import fold
from imports.tidy.tables.blocks import Block
from imports.tidy.tables.scan import Scan

# So many rows must have both parts, then so many only one of them.
_BOTH, _ALONE = 2, 2
# A row of a table says what it is about, and more.
_OF_FACTS = 2
SUBJECTS = (
    "ho ten",
    "ho va ten",
    "chu ho",
    "ten",
    "thon",
    "buon",
    "khu pho",
    "ngay",
    "full name",
    "name",
)


def parts_of(seen: Scan, block: Block, end: int, cut: Iterable[int] = ()) -> list[Block]:
    """Return a block as it is, or in two where an empty column divides it and one part has more rows than the other.

    Columns that were `cut` were not empty.
    """
    empty = ~seen.width(block.begin, end) & ~sum(1 << at for at in cut)
    gaps = [at for at in range(block.left + 2, block.right - 1) if empty >> at & 1]
    for at in gaps:
        left, right = _cut(block, at)
        if _is_about(left) and _is_about(right) and _ends_apart(seen, left, right, end):
            return [left, right]
    return [block]


def _cut(block: Block, at: int) -> tuple[Block, Block]:
    """Return both sides of an empty column."""
    left = {column: texts for column, texts in block.headings.items() if column < at}
    right = {column: texts for column, texts in block.headings.items() if column > at}
    return (
        replace(block, right=max(left, default=at), headings=left),
        replace(block, left=min(right, default=at), headings=right),
    )


def _is_about(block: Block) -> bool:
    """Tell whether a part names what its rows are about, and more."""
    texts = [fold(words[0]) for words in block.headings.values()]
    return len(texts) > 1 and any(text.startswith(SUBJECTS) for text in texts)


def _ends_apart(seen: Scan, left: Block, right: Block, end: int) -> bool:
    """Tell whether both parts are filled from the top without a hole, and one of them ends before the other."""
    while end > left.body and seen.masks[end - 1].bit_count() < _OF_FACTS:
        end -= 1  # a note or who signs below both is no row of one of them
    one, other = _filled(seen, left, end), _filled(seen, right, end)
    both = min(one, other)
    return both >= _BOTH and abs(one - other) >= _ALONE and max(one, other) >= end - left.body


def _filled(seen: Scan, block: Block, end: int) -> int:
    """Count the rows of a part that are filled from the top on; 0 where there is a hole, and more below it."""
    mask = (1 << (block.right + 1)) - (1 << block.left)
    rows = [bool(one & mask) for one in seen.masks[block.body : end]]
    count = rows.index(False) if False in rows else len(rows)
    return 0 if any(rows[count:]) else count
