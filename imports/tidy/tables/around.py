"""What stands around a table: titles above it, notes and signatures below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile

from areas.names import fold
from imports.spreadsheet.book import Cell
from imports.tidy.model import Context, Table
from imports.tidy.named_in_titles import villages_named
from imports.tidy.people.broken_names import FAR
from imports.tidy.tables import words
from imports.tidy.tables.blocks import Block
from imports.tidy.tables.gaps import is_form
from imports.tidy.tables.scan import Scan

_COMMUNE = re.compile(r"\b(?:xa(?! hoi)|phuong|thi tran|dac khu|ubnd)\b")
_VILLAGE = re.compile(r"\b(?:thon|buon|ban|ap|lang|khu pho|khoi pho|to dan pho|tdp|kp)\b")
_DECISION = re.compile(r"\b(?:quyet dinh|qd)\b.*\d|\d+ (?:\d{4} )?qd\b")
# "KN1: Dịch vụ công", folded.
_SKILL = re.compile(r"(?:kns?|ky nang(?: so)?) ?[1-5] [a-z]")
# The same by its number alone: "(1): Dịch vụ công; (2): Mua sắm".
_NUMBERED = re.compile(r"(?:\([1-5]\)\s*[:=–-]?|[1-5]\s*[:=])\s*[^\W\d]")
# Above a column of names, folded.
_OF_NAMES = re.compile(r"(?:ho (?:va )?ten|ten|chu ho|thanh vien|(?:full )?name)\b")
# So many rows above headings may be of their title, so many at the end notes and signatures.
TITLE_ROWS, FOOT_ROWS = 25, 60


def filled(found: Scan, at: int, left: int, right: int) -> dict[int, Cell]:
    """Return what a row holds within some columns."""
    cells = found.rows[at].cells
    return {
        column: cells[column]
        for column in range(left, min(right + 1, len(cells)))
        if cells[column] not in (None, "")
    }


def is_aside(cells: Mapping[int, Cell]) -> bool:
    """Tell a row of one or two texts, or of a letterhead: nothing that a table has."""
    distinct = set(cells.values())
    if is_form(list(cells.values())):
        return True
    if any(words.is_number(cell) for cell in distinct if not isinstance(cell, str)):
        return False
    texts = [str(cell) for cell in distinct]
    if len(texts) <= 1:
        return not any(words.is_number(text) for text in texts)
    asides = [
        text
        for text in texts
        if words.is_title(text) or words.is_signed(text) or words.is_noted(text)
    ]
    return 2 * len(asides) >= len(texts) or (
        len(texts) <= 2 and len(cells) <= 2 and not any(map(words.is_number, texts))
    )


def title_begin(found: Scan, block: Block, floor: int) -> int:
    """Return the first row of the titles above headings, not above `floor`."""
    at = block.begin
    while at > max(floor, block.begin - TITLE_ROWS):
        cells = filled(found, at - 1, block.left, block.right)
        whole = list(map(str, cells.values()))
        if not is_aside(cells):
            break
        if any(map(_is_of_what_is_above, whole)) or _is_explained(found, at, block, whole):
            return _after_foot(found, at, block)
        at -= 1
    return at + (at + 1 < block.begin and ends_name(found, at, block))


def _after_foot(found: Scan, at: int, block: Block) -> int:
    """Return the first row of a title below the signatures of what is above: below an empty row, or by its words."""
    while at < block.begin and not found.is_after_gap(at):
        texts = map(str, filled(found, at, block.left, block.right).values())
        if any(words.is_title(text) or words.group_kind(text) for text in texts):
            break
        at += 1
    return at


def _is_of_what_is_above(text: str) -> bool:
    """Tell whether a text ends the table above rather than begins the next."""
    is_foot = words.is_signed(text) or words.is_total(text) or words.is_end(text)
    return is_foot and not words.is_title(text) and not words.is_continued(text)


def _is_explained(found: Scan, at: int, block: Block, texts: Sequence[str]) -> bool:
    """Tell a line that explains what is above, "KN1: Dịch vụ công": an empty row parts it from a title below."""
    is_parted = any(found.is_after_gap(row) for row in range(at, block.begin))
    return is_parted and any(_SKILL.match(fold(text)) or _NUMBERED.match(text) for text in texts)


def ends_name(found: Scan, at: int, block: Block) -> bool:
    """Tell the end of a name that is broken over two rows: one word right of the first column, below a text in a row of facts.

    Below empty rows that is known of a column of names alone.
    """
    cells = filled(found, at, block.left, block.right)
    column, text = next(iter(cells.items()), (block.left, ""))
    is_alone = len(cells) == 1 and column > block.left and at > 0
    if not is_alone or len(str(text).split()) != 1:
        return False
    if found.is_after_gap(at) and not _is_near_name(found, at, block.headings.get(column, ())):
        return False
    facts = filled(found, at - 1, block.left, block.right)
    return not is_aside(facts) and isinstance(facts.get(column), str)


def _is_near_name(found: Scan, at: int, headings: Sequence[str]) -> bool:
    is_near = found.numbers[at] - found.numbers[at - 1] <= FAR
    return is_near and any(map(_OF_NAMES.match, map(fold, headings)))


def titles(
    found: Scan, place: int, begin: int, end: int, left: int, right: int
) -> Iterator[Context]:
    """Yield the texts of these rows and columns."""
    for at in range(begin, end):
        yield from _texts(found, place, at, left, right, "title")


def share_communes(tables: Sequence[Table]) -> None:
    """Let what stands at the top of a sheet of its commune hold for the tables below that name none: "UBND XÃ PHÚ HÒA"."""
    if len(tables) < 2:
        return
    top = min(tables, key=lambda table: table.rows[0].number)
    said = [one for one in top.context if _names_commune(one)]
    for table in tables if said else ():
        is_below = table is not top and table.rows[0].number > top.rows[-1].number
        if is_below and not any(map(_names_commune, table.context)):
            table.context = [*said, *table.context]


def share_decisions(tables: Sequence[Table]) -> None:
    """Let the decision at the top of a sheet, before any village, hold for the tables below that name none: an annex."""
    if len(tables) < 2:
        return
    top = min(tables, key=lambda table: table.rows[0].number)
    titles = (one for one in top.context if one.origin == "title")
    above = list(takewhile(_names_no_village, titles))
    # With what stands beside it: the day of a letterhead.
    rows = {one.row for one in above if _names_decision(one)}
    said = [one for one in above if one.row in rows]
    for table in tables if said else ():
        is_below = table is not top and table.rows[0].number > top.rows[-1].number
        if is_below and not any(map(_names_decision, table.context)):
            table.context = [*said, *table.context]


def _names_no_village(context: Context) -> bool:
    return not villages_named(context.text)


def _names_decision(context: Context) -> bool:
    return bool(_DECISION.search(fold(context.text)))


def _names_commune(context: Context) -> bool:
    """Tell a title of a commune, and of no village or decision."""
    text = fold(context.text)
    is_of_one = _VILLAGE.search(text) or _names_decision(context)
    return context.origin == "title" and bool(_COMMUNE.search(text)) and not is_of_one


def feet(
    found: Scan, place: int, begin: int, end: int, left: int, right: int, headings: int
) -> list[Context]:
    """Return the texts below the last row of facts, in order, of a table with so many headings."""
    at = end
    while at > max(begin, end - FOOT_ROWS):
        cells = filled(found, at - 1, left, right)
        texts = [str(cell) for cell in cells.values()]
        is_sparse = len(set(texts)) == 1 or 2 * len(cells) <= headings
        if not is_aside(cells) or not (is_sparse or any(map(words.is_signed, texts))):
            break
        at -= 1
    return [
        context
        for row in range(at, end)
        for context in _texts(found, place, row, left, right, "foot")
    ]


def _texts(
    found: Scan, place: int, at: int, left: int, right: int, origin: str
) -> Iterator[Context]:
    row = found.rows[at]
    for text in dict.fromkeys(_with_values(row.cells[left : right + 1])):
        if isinstance(text, str) and text:
            yield Context(text, origin, place, row.number)


def _with_values(cells: Sequence[Cell]) -> Iterator[Cell]:
    """Yield cells, a label with what stands behind it: "Ngày khảo sát:", then a day."""
    label = ""
    for cell in cells:
        if cell in (None, ""):
            continue
        if isinstance(cell, str) and cell.rstrip().endswith(":"):
            yield label
            label = cell
            continue
        yield f"{label} {_shown(cell)}" if label else cell
        label = ""
    yield label


def _shown(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def lines(found: Scan, place: int, at: int, left: int, right: int) -> Iterator[Context]:
    """Yield what stands beside a table in one row, its cells as one text: "x: Biết"."""
    row = found.rows[at]
    texts = [str(cell) for cell in row.cells[left : right + 1] if isinstance(cell, str) and cell]
    if texts:
        yield Context(": ".join(dict.fromkeys(texts)), "foot", place, row.number)
