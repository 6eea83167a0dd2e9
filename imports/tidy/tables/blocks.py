"""The rows of headings that belong together, and the words above each column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from imports.spreadsheet.book import Cell, Row
from imports.tidy.tables import words
from imports.tidy.tables.gaps import goes_right, is_held
from imports.tidy.tables.numbering import are_years, is_hint, is_numbering
from imports.tidy.tables.scan import SKILL_NUMBERS, Run, Scan, is_running_number

ROWS_JOINED = 3
# So many different words of headings, each in its column, make a row of them whatever else it has.
SURE = 4
# Rows of numbers and of hints that may stand between headings and facts.
_UNDER = 3
# So many words stand below wide headings as their parts.
_PARTS = 3


@dataclass(slots=True)
class Block:
    """Headings: the rows `begin` up to `end` of the sheet (`end` is none of them), over columns `left` to `right`.

    `under` counts the rows of numbers and hints below them. `has_cards`: they are repeated below the name of each household.
    """

    begin: int
    end: int
    left: int
    right: int
    headings: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    under: int = 0
    hints: list[int] = field(default_factory=list)
    has_cards: bool = False

    @property
    def body(self) -> int:
        """The place of the first row below."""
        return self.end + self.under

    def key(self) -> tuple[tuple[int, str], ...]:
        """Return what tells whether headings are the same ones again."""
        return tuple((at, texts[0].strip().casefold()) for at, texts in self.headings.items())


def block_of(found: Scan, run: Run) -> Block:
    """Return the headings around a row of them: with those above and below that belong to the same columns."""
    begin, end = run.at, run.at + 1
    span = (run.left, run.right)
    while begin and end - begin < ROWS_JOINED and _goes_above(found, begin, span):
        begin -= 1
    while end < len(found.masks) and end - begin < ROWS_JOINED and _goes_below(found, end, span):
        end += 1
    left, right = _first(found, begin, run), max(run.right, _last(found, begin, end, run))
    rows = [found.rows[at].cells for at in range(begin, end)]
    block = Block(begin, end, left, right, words_above(rows, left, right))
    _skip_under(found, block)
    return block


def words_above(
    rows: Sequence[Sequence[Cell]], left: int, right: int
) -> dict[int, tuple[str, ...]]:
    """Return the words above each column, the lowest first; those of a heading over several stand above each of these."""
    spread = [_spread(rows, number, left, right) for number in range(len(rows))]
    found = dict[int, tuple[str, ...]]()
    for column in range(left, right + 1):
        texts = [cells.get(column) for cells in reversed(spread)]
        told = tuple(dict.fromkeys(text for text in texts if text))
        if told:
            found[column] = told
    return found


def _spread(rows: Sequence[Sequence[Cell]], number: int, left: int, right: int) -> dict[int, str]:
    """Return the words of one row of headings; where nothing is merged, a word reaches as far as those below it."""
    here = {at: text_of(_at(rows[number], at)) for at in range(left, right + 1)}
    if number + 1 == len(rows):
        return here
    below = {at: text_of(_at(rows[number + 1], at)) for at in range(left, right + 1)}
    for at in range(left + 1, right + 1):
        reaches = not here[at] and below[at] and below[at - 1] and here[at - 1]
        if reaches and below[at - 1] != here[at - 1]:
            here[at] = here[at - 1]
    return here


def text_of(cell: Cell) -> str:
    """Return what a cell says as a heading."""
    if type(cell) is float and cell.is_integer():
        cell = int(cell)
    return str(cell).strip() if isinstance(cell, str | int) and not isinstance(cell, bool) else ""


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else None


def _cells(row: Row, span: tuple[int, int]) -> dict[int, Cell]:
    """Return the cells of a row within some columns that hold something."""
    whole = range(span[0], min(span[1] + 1, len(row.cells)))
    return {at: row.cells[at] for at in whole if row.cells[at] not in (None, "")}


def _goes_above(found: Scan, begin: int, span: tuple[int, int]) -> bool:
    """Tell whether the row above is an upper row of the headings that begin here."""
    if found.is_after_gap(begin):
        return False
    upper, lower = (_cells(found.rows[at], span) for at in (begin - 1, begin))
    if not upper or not _are_words(upper) or upper == lower:
        return False
    texts = {str(cell) for cell in upper.values()}
    if _ends_words(upper, lower):
        return True
    if any(words.is_title(text) or len(text) > words.LONGEST_HEADING for text in texts):
        return False
    reach = _reach(upper, lower, span)
    if len(texts) == 1:
        text = next(iter(texts))
        is_wide = 1 < len(upper) < len(lower) or (min(upper) > span[0] and len(reach) > 1)
        is_place = words.group_kind(text) in {"village", "commune", "time"}
        return is_wide and (words.strength(text) > 0 or (len(upper) > 1 and not is_place))
    fitting = [at for at in upper if at in reach or upper[at] == lower.get(at) or at not in lower]
    known = [at for at, cell in upper.items() if words.strength(str(cell))]
    return len(set(fitting) | set(known)) * 10 >= len(upper) * 7


def _goes_below(found: Scan, end: int, span: tuple[int, int]) -> bool:
    """Tell whether the row that follows stands below the headings as a lower row of them."""
    if found.is_after_gap(end):
        return False
    span = (span[0], _reaching(found, end, span[1]))
    upper, lower = (_cells(found.rows[at], span) for at in (end - 1, end))
    own = {at: cell for at, cell in lower.items() if upper.get(at) != cell}
    if is_held(found.rows[end], lower, own) or are_years(own, upper):
        return True
    if not own or not _are_words(own):
        return False
    reach = _reach(upper, lower, span)
    if _numbers_one(own, upper, reach):
        return True
    known = {at for at, one in own.items() if not isinstance(one, str) or words.strength(one) > 0}
    alone = own.keys() - reach  # a heading over one column, with another below it
    if _are_parts(found, end, upper, own, reach):
        return True
    if not alone <= known or len(own.keys() & reach) < (2 if alone else 1):
        return _explains(upper, own) or _ends_words(upper, own)
    is_merged = any(cell == upper.get(at - 1) for at, cell in upper.items())
    if (is_merged or len(known) * 2 >= len(own)) and (len(own) > 1 or len(lower) > 1):
        return True
    return _explains(upper, own) or _ends_words(upper, own)


def _are_parts(
    found: Scan, end: int, upper: Mapping[int, Cell], own: Mapping[int, Cell], reach: set[int]
) -> bool:
    """Tell words that fill just the columns of wide headings, above figures: "Tổng", "Hộ nghèo" below "Số hộ"."""
    if own.keys() != reach or len(own) < _PARTS or min(upper) in own:
        return False
    below = found.rows[end + 1].cells if end + 1 < len(found.rows) else ()
    return sum(words.is_number(_at(below, at)) for at in own) * 2 > len(own)


def _reaching(found: Scan, end: int, right: int) -> int:
    """Return how far a lower row of headings goes on to the right below the last word of the upper one."""
    upper, lower = (found.rows[at].cells for at in (end - 1, end))
    if _at(lower, right) in (None, ""):
        return right
    while _at(upper, right + 1) in (None, "") and goes_right(found, end, right + 1, end + 1):
        right += 1
    return right


def _numbers_one(own: Mapping[int, Cell], upper: Mapping[int, Cell], reach: set[int]) -> bool:
    """Tell a row of numbers below one heading and no other: "Kỹ năng số" above (1) (2) (3); one may be missing, all may be apart."""
    labels = [words.label(own[at]) for at in sorted(own)]
    numbers = [int(one) for one in labels if one.isdigit()]
    if len(numbers) < max(2, len(own)) or numbers[-1] > max(SKILL_NUMBERS):
        return False
    if not own.keys() <= reach:
        above = {upper.get(at) for at in own}
        return set(numbers) == set(SKILL_NUMBERS) and len(above) == 1 and None not in above
    heads = {upper[at] for at in own if at in upper}
    columns = sorted(own)
    steps = [at - number for at, number in zip(columns, numbers, strict=True)]
    return len(heads) == 1 and len(set(steps)) == 1 and numbers[0] in (1, 2)


def _reach(upper: dict[int, Cell], lower: dict[int, Cell], span: tuple[int, int]) -> set[int]:
    """Return the columns over which a word of the upper row reaches, merged or with nothing beside it."""
    found, begin = set[int](), None
    for at in range(span[0], span[1] + 2):
        cell = upper.get(at)
        goes_on = begin is not None and (
            cell == upper[begin] or (cell is None and at in lower and lower[at] != upper[begin])
        )
        if goes_on and begin is not None:
            found |= {begin, at}
        elif cell is not None:
            begin = at
        elif at not in lower and not _is_left_out(lower, at):
            begin = None
    return found


def _is_left_out(lower: Mapping[int, Cell], at: int) -> bool:
    """Tell a column without a number among those that are numbered: (1), nothing, (3)."""
    one, other = words.label(lower.get(at - 1)), words.label(lower.get(at + 1))
    return one.isdigit() and other.isdigit() and int(other) == int(one) + 2


def _are_words(cells: Mapping[int, Cell]) -> bool:
    """Tell whether cells are short words or numbers of skills."""
    return all(
        (isinstance(cell, str) and not _is_figure(cell) and len(cell) <= words.LONGEST_HEADING)
        or (type(cell) in (int, float) and cell in SKILL_NUMBERS)
        for cell in cells.values()
    )


def _is_figure(cell: str) -> bool:
    return words.is_number(cell) and cell.strip(" ().:-") not in {"1", "2", "3", "4", "5"}


def _explains(upper: Mapping[int, Cell], own: Mapping[int, Cell]) -> bool:
    """Tell a row that says what numbered headings are: "KN1" above "Dịch vụ công"."""
    known = [at for at, cell in own.items() if isinstance(cell, str) and words.strength(cell)]
    first = min(upper, default=0)
    return len(known) > 1 and len(known) == len(own) and first not in own and set(own) <= set(upper)


def _ends_words(upper: Mapping[int, Cell], own: Mapping[int, Cell]) -> bool:
    """Tell a row in which headings go on that were broken by hand: "Họ và" above "tên"."""
    joined = [
        at
        for at, cell in own.items()
        if at in upper
        and words.strength(str(upper[at])) == 0
        and words.strength(str(cell)) < 2
        and words.strength(f"{upper[at]} {cell}") == 2
        and not (words.is_title(str(upper[at])) or words.group_kind(str(upper[at])))
    ]
    are_words = all(isinstance(cell, str) for cell in own.values())
    return are_words and len(joined) * 2 >= len(own) and bool(joined)


def _last(found: Scan, begin: int, end: int, run: Run) -> int:
    """Return the last column over which the upper or lower rows of headings reach beyond the row that was found."""
    right = run.right
    for at in range(begin, end):
        while at != run.at and goes_right(found, at, right + 1, end):
            right += 1
    # "Ghi chú" beyond lower headings that go on to the right of the run.
    while right > run.right and text_of(_at(found.rows[run.at].cells, right + 1)):
        right += 1
    return right


def _first(found: Scan, begin: int, run: Run) -> int:
    """Return the first column over which the upper rows of headings reach beyond the row that was found."""
    left = run.left
    for at in range(begin, run.at):
        cells = found.rows[at].cells
        while left and isinstance(text := _at(cells, left - 1), str) and _is_heading(text):
            left -= 1
    return left


def _is_heading(text: str) -> bool:
    return bool(text.strip()) and words.strength(text) > 0


def _skip_under(found: Scan, block: Block) -> None:
    """Pass over the rows of numbers and hints below headings."""
    while block.under < _UNDER and block.body < len(found.masks):
        cells = _cells(found.rows[block.body], (block.left, block.right))
        if is_hint(cells):
            block.hints.append(block.body)
        elif not is_numbering(cells):
            return
        block.under += 1


def is_same_row(block: Block, cells: Mapping[int, Cell]) -> bool:
    """Tell whether a row repeats headings."""
    texts = [
        text for at, cell in cells.items() if (text := text_of(cell)) in block.headings.get(at, ())
    ]
    return are_repeated(texts, len(cells))


def are_repeated(texts: Sequence[str], whole: int) -> bool:
    """Tell whether so many cells that say what stands above their columns make headings of a row of so many: some may be otherwise."""
    return len(texts) >= 2 and (len(texts) * 2 > whole or len({*texts}) >= SURE)


def is_numbered(block: Block) -> bool:
    """Tell whether the table has running numbers."""
    return any(is_running_number(texts[0]) for texts in block.headings.values())
