"""The tables of one sheet: below and beside each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from imports.spreadsheet.book import Sheet
from imports.tidy.asking import Asking
from imports.tidy.model import Table
from imports.tidy.tables import around, bare, words
from imports.tidy.tables.blocks import Block, block_of, is_same_row
from imports.tidy.tables.scan import Run, Scan, scan
from imports.tidy.tables.window import Window

# Rows with fewer cells do not make a table wider.
LEAST_CELLS = 3


@dataclass(slots=True)
class Found:
    """What a sheet has: tables, and rows beside them that are named as left."""

    sheet: Sheet
    place: int
    tables: list[Table] = field(default_factory=list)
    titles: list[tuple[int, int, int, int]] = field(default_factory=list)

    def leave(self, asking: Asking) -> None:
        """Name the rows of titles: their numbers, and the columns where they stand beside a table."""
        for first, last, left, right in self.titles:
            asking.leave(
                "title",
                sheet=self.place,
                rows=(first, last),
                columns=(left, right),
                count=last - first + 1,
            )


def tables_on(sheet: Sheet, place: int) -> Found:
    """Return the tables of a sheet."""
    found = Found(sheet, place)
    if not sheet.rows:
        return found
    seen = scan(sheet.rows)
    blocks = list(_blocks(seen)) or bare.blocks_of(seen)
    for block in blocks:
        table = _table(found, seen, block, blocks)
        if table is not None:
            found.tables.append(table)
    found.tables.sort(key=lambda table: (table.left, table.rows.begin))  # type: ignore[attr-defined]
    if any(not words_only for words_only in map(bare.is_word_list, found.tables)):
        return found
    return Found(sheet, place)


def _blocks(seen: Scan) -> Iterator[Block]:
    """Yield the headings of a sheet from top to bottom; those that are repeated on each page come once."""
    kept = list[Block]()
    for run in seen.runs:
        over = [one for one in kept if one.left <= run.right and run.left <= one.right]
        if any(run.at < one.body for one in over):
            continue
        cells = around.filled(seen, run.at, run.left, run.right)
        if over and _is_fact(seen, run, over[-1]):
            continue
        if over and is_same_row(over[-1], cells) and not _has_title(seen, run.at, over[-1]):
            continue
        block = block_of(seen, run)
        kept.append(block)
        yield block


def _is_fact(seen: Scan, run: Run, above: Block) -> bool:
    """Tell whether headings below others stand in a row that has numbers in the same table."""
    around_run = around.filled(seen, run.at, above.left, above.right)
    return any(
        words.is_number(cell) for at, cell in around_run.items() if not run.left <= at <= run.right
    )


def _has_title(seen: Scan, at: int, above: Block) -> bool:
    """Tell whether words above repeated headings make a table of its own of what follows."""
    while at > above.body:
        cells = around.filled(seen, at - 1, above.left, above.right)
        texts = {str(cell) for cell in cells.values()}
        if not around.is_aside(cells):
            return False
        if any(not _goes_on(text) for text in texts):
            return True
        at -= 1
    return False


def _goes_on(text: str) -> bool:
    return (
        words.is_total(text)
        or words.is_continued(text)
        or words.is_end(text)
        or words.is_signed(text)
        or words.is_noted(text)
    )


def _table(found: Found, seen: Scan, block: Block, blocks: Sequence[Block]) -> Table | None:
    """Return the table below headings, up to the titles of the next one in the same columns."""
    others = [one for one in blocks if one is not block and _overlap(one, block)]
    below = [one for one in others if one.begin >= block.body]
    above = [one for one in others if one.body <= block.begin]
    after = min(below, key=lambda one: one.begin, default=None)
    end = around.title_begin(seen, after, block.body) if after else len(seen.masks)
    floor = max((one.body for one in above), default=0)
    begin = around.title_begin(seen, block, floor) if above else 0
    left, right = _width(seen, block, end, blocks)
    if end <= block.body:
        return None
    is_alone = not any(one is not block and not _overlap(one, block) for one in blocks)
    columns = (0, _widest(seen, begin, block.begin)) if is_alone else (left, right)
    titles = list(around.titles(seen, found.place, begin, block.begin, *columns))
    titles += [
        one
        for at in block.hints
        for one in around.titles(seen, found.place, at, at + 1, left, right)
    ]
    if block.begin > begin:
        numbers = (seen.numbers[begin], seen.numbers[block.begin - 1])
        found.titles.append((*numbers, *columns))
    if block.under:
        numbers = (seen.numbers[block.end], seen.numbers[block.body - 1])
        found.titles.append((*numbers, left, right))
    feet = around.feet(
        seen, found.place, block.body, end, *((0, columns[1]) if is_alone else columns)
    )
    return Table(
        found.place,
        found.sheet.name,
        Window(found.sheet.rows, block.body, end),
        left,
        right,
        tuple(seen.numbers[at] for at in range(block.begin, block.end)),
        block.headings,
        [*titles, *feet],
    )


def _overlap(one: Block, other: Block) -> bool:
    return one.left <= other.right and other.left <= one.right


def _width(seen: Scan, block: Block, end: int, blocks: Sequence[Block]) -> tuple[int, int]:
    """Return the columns of a table: those of its headings, and those without one that its rows fill."""
    beside = [one for one in blocks if not _overlap(one, block) and one.begin < end]
    least = max((one.right + 1 for one in beside if one.right < block.left), default=0)
    most = min((one.left - 1 for one in beside if one.left > block.right), default=None)
    mask = seen.width(block.body, end, LEAST_CELLS) >> least << least
    if most is not None:
        mask &= (1 << (most + 1)) - 1
    if not mask:
        return block.left, block.right
    first, last = (mask & -mask).bit_length() - 1, mask.bit_length() - 1
    return min(first, block.left), max(last, block.right)


def _widest(seen: Scan, begin: int, end: int) -> int:
    return max((mask.bit_length() - 1 for mask in seen.masks[begin:end]), default=0)
