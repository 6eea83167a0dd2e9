"""The tables of one sheet: below and beside each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from imports.spreadsheet.book import Cell, Sheet
from imports.tidy.asking import Asking
from imports.tidy.model import Context, Table
from imports.tidy.tables import around, bare, beside, words
from imports.tidy.tables.blocks import Block, block_of, is_same_row
from imports.tidy.tables.facts import goes_on_from, is_fact, says_again
from imports.tidy.tables.scan import Run, Scan, runs_of, scan
from imports.tidy.tables.window import Window

# Rows with fewer cells do not make a table wider.
LEAST_CELLS = 3


@dataclass(slots=True)
class Found:
    """What a sheet has: tables, of which some may be parts of others, and rows beside them that are named as left."""

    sheet: Sheet
    place: int
    tables: list[Table] = field(default_factory=list)
    doubtful: list[Table] = field(default_factory=list)
    titles: list[tuple[int, int, int, int]] = field(default_factory=list)
    aside: list[tuple[int, int, int, int, int]] = field(default_factory=list)

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
        for first, last, left, right, count in self.aside:
            asking.leave(
                "aside", sheet=self.place, rows=(first, last), columns=(left, right), count=count
            )


def tables_on(sheet: Sheet, place: int) -> Found:
    """Return the tables of a sheet."""
    found = Found(sheet, place)
    if not sheet.rows:
        return found
    seen = scan(sheet.rows, sheet.cut)
    whole = list(_blocks(seen)) or bare.blocks_of(seen)
    parts = [
        beside.parts_of(seen, block, _reach(seen, block, whole)[1], sheet.cut) for block in whole
    ]
    blocks = [block for some in parts for block in some]
    for some in parts:
        made = [_table(found, seen, block, blocks) for block in some]
        found.tables += [table for table in made if table is not None]
        found.doubtful += [table for table in made[1:] if table is not None]
    found.tables.sort(key=lambda table: (table.left, table.rows.begin))  # type: ignore[attr-defined]  # all are tables
    around.share_communes(found.tables)
    around.share_decisions(found.tables)
    if any(not words_only for words_only in map(bare.is_word_list, found.tables)):
        return found
    return Found(sheet, place)


def _blocks(seen: Scan) -> Iterator[Block]:
    """Yield the headings of a sheet from top to bottom; those that are repeated on each page come once."""
    kept = list[Block]()
    for run in (part for one in seen.runs for part in _beyond(seen, one, kept)):
        over = [one for one in kept if _is_over(one, run)]
        cells = around.filled(seen, run.at, run.left, run.right)
        if over and is_fact(seen, run, over[-1]):
            continue
        if over and is_same_row(over[-1], cells):
            if _names_home(around.filled(seen, run.at - 1, run.left, run.right)):
                over[-1].has_cards = True
                continue
            if not _has_title(seen, run.at, over[-1]):
                continue
        elif over and (goes_on_from(seen, run) or says_again(seen, run, over[-1])):
            continue
        block = _widest_block(seen, run)
        kept.append(block)
        yield block


def _widest_block(seen: Scan, run: Run) -> Block:
    """Return the headings around a run; a lower row of them may show that they go on beyond a gap, or below."""
    block = block_of(seen, run)
    lower = [one for one in seen.runs if one.at == run.at + 1 and one.left == run.left]
    for one in lower:
        other = block_of(seen, one)
        # In another language, or by the names of a form: every heading stands there again.
        is_whole = other.right == block.right == one.right and other.end > block.end
        if other.begin <= block.begin and (other.right > block.right or is_whole):
            return other
    return block


def _beyond(seen: Scan, run: Run, kept: Sequence[Block]) -> Iterator[Run]:
    """Yield a run of headings; of one within other headings what stands beyond a gap on their right: those of a table beside."""
    over = [one for one in kept if _is_over(one, run) and run.at < one.body]
    if not over:
        yield run
        return
    right = max(one.right for one in over) + 1
    cells = seen.rows[run.at].cells
    if right < run.right and cells[right] in (None, ""):
        beyond = [*[None] * right, *cells[right:]]
        yield from (Run(run.at, first, last) for first, last in runs_of(beyond))


def _is_over(block: Block, run: Run) -> bool:
    return block.left <= run.right and run.left <= block.right


def _has_title(seen: Scan, at: int, above: Block) -> bool:
    """Tell whether words above repeated headings make a table of its own of what follows.

    Above "(tiếp theo)" the list goes on: a row that names a group is none of its titles.
    """
    is_page = False
    while at > above.body:
        cells = around.filled(seen, at - 1, above.left, above.right)
        texts = {str(cell) for cell in cells.values()}
        is_name = at - 1 > above.body and around.ends_name(seen, at - 1, above)
        if is_name or not around.is_aside(cells):
            return False
        if any(not _goes_on(text) and (not is_page or words.is_title(text)) for text in texts):
            return True
        is_page = is_page or any(map(words.is_continued, texts))
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
    begin, end = _reach(seen, block, blocks)
    if end <= block.body:
        return None
    left, right = _width(seen, block, end, blocks)
    context = _around(found, seen, block, blocks, (begin, end, left, right))
    first = _first_card(seen, block, begin)
    return Table(
        found.place,
        found.sheet.name,
        Window(found.sheet.rows, block.body if first is None else first, end),
        left,
        right,
        tuple(seen.numbers[at] for at in range(block.begin, block.end)),
        block.headings,
        context,
    )


def _around(
    found: Found,
    seen: Scan,
    block: Block,
    blocks: Sequence[Block],
    bounds: tuple[int, int, int, int],
) -> list[Context]:
    """Return what stands above, beside and below a table; where it is alone on its rows that is all there is."""
    begin, end, left, right = bounds
    is_alone = all(one is block or _overlap(one, block) for one in blocks)
    whole = (0, _widest(seen, begin, block.begin))
    own = whole if is_alone else (left, right)
    is_wide = is_alone or _is_untitled_twin(seen, block, blocks, (begin, left, right))
    context = _titles(found, seen, block, (begin, *(whole if is_wide else own)), own)
    if is_alone:
        context += _beside(found, seen, block, right, end)
    count = len(block.headings)
    return context + around.feet(seen, found.place, block.body, end, own[0], right, count)


def _is_untitled_twin(
    seen: Scan, block: Block, blocks: Sequence[Block], bounds: tuple[int, int, int]
) -> bool:
    """Tell the second half of a list, beside the first, with nothing above it: what stands above the first is of both."""
    begin, left, right = bounds
    if any(around.filled(seen, at, left, right) for at in range(begin, block.begin)):
        return False
    words_of = [texts[0] for texts in block.headings.values()]
    return any(
        one is not block
        and one.begin == block.begin
        and [texts[0] for texts in one.headings.values()] == words_of
        for one in blocks
    )


def _reach(seen: Scan, block: Block, blocks: Sequence[Block]) -> tuple[int, int]:
    """Return where the titles of a table begin, and where its rows end."""
    others = [one for one in blocks if one is not block and _overlap(one, block)]
    below = [one for one in others if one.begin >= block.body]
    above = [one.body for one in others if one.body <= block.begin]
    after = min(below, key=lambda one: one.begin, default=None)
    end = around.title_begin(seen, after, block.body) if after else len(seen.masks)
    return (around.title_begin(seen, block, max(above)) if above else 0), end


def _titles(
    found: Found, seen: Scan, block: Block, bounds: tuple[int, int, int], own: tuple[int, int]
) -> list[Context]:
    """Return what stands above headings, and the hints below them; name these rows as left, in its `own` columns."""
    begin, left, right = bounds
    _note_titles(found, seen, (begin, block.begin, *own))
    _note_titles(found, seen, (block.end, block.body, own[0], max(own[1], block.right)))
    context = list(around.titles(seen, found.place, begin, block.begin, left, right))
    for at in block.hints:
        context += around.titles(seen, found.place, at, at + 1, block.left, block.right)
    return context


def _note_titles(found: Found, seen: Scan, bounds: tuple[int, int, int, int]) -> None:
    """Note rows above or below headings that are named as left."""
    begin, end, left, right = bounds
    if end > begin:
        found.titles.append((seen.numbers[begin], seen.numbers[end - 1], left, right))


def _first_card(seen: Scan, block: Block, begin: int) -> int | None:
    """Return the row that names the first household, where headings are repeated below the name of each."""
    if not block.has_cards or block.begin <= begin:
        return None
    cells = around.filled(seen, block.begin - 1, block.left, block.right)
    return block.begin - 1 if _names_home(cells) else None


def _names_home(cells: Mapping[int, Cell]) -> bool:
    return any(
        isinstance(cell, str) and words.group_kind(cell) == "home" for cell in cells.values()
    )


def _beside(found: Found, seen: Scan, block: Block, right: int, end: int) -> list[Context]:
    """Return what stands on the right of a table, beyond an empty column, as texts below it; name it as left."""
    last = seen.width(block.begin, end).bit_length() - 1
    if last <= right:
        return []
    at = [row for row in range(block.begin, end) if seen.masks[row] >> (right + 1)]
    found.aside.append((seen.numbers[at[0]], seen.numbers[at[-1]], right + 1, last, len(at)))
    return [
        text
        for row in at[: around.FOOT_ROWS]
        for text in around.lines(seen, found.place, row, right + 1, last)
    ]


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
    first, last = (mask & -mask).bit_length() - 1, block.right
    if least:  # an empty column parts it from the table on its left
        first = block.left
        while mask & (1 << first >> 1):
            first -= 1
    while mask >> (last + 1) & 1:
        last += 1
    return min(first, block.left), last


def _widest(seen: Scan, begin: int, end: int) -> int:
    return max((mask.bit_length() - 1 for mask in seen.masks[begin:end]), default=0)
