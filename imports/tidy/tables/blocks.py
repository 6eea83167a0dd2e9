"""The rows of headings that belong together, and the words above each column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from imports.spreadsheet.book import Cell, Row
from imports.tidy.tables import words
from imports.tidy.tables.anew import is_running_number
from imports.tidy.tables.gaps import goes_right, is_held
from imports.tidy.tables.numbering import are_years, is_hint, is_numbering
from imports.tidy.tables.reach import cell_at, reach_of, text_of, used_below, words_above
from imports.tidy.tables.scan import SKILL_NUMBERS, Run, Scan

ROWS_JOINED = 3
# So many different words of headings, each in its column, make a row of them whatever else it has.
SURE = 4
# Rows of numbers and of hints that may stand between headings and facts.
_UNDER = 3
# "Thôn: Phú Hội" says where all below live.
_PLACE, _PLACES = re.compile(r":\s*\w"), frozenset({"village", "commune"})
# A figure alone behind what it is of: "ĐT: 0905 111 222 (Zalo)", "Số khẩu: 4".
_FIGURE = re.compile(r":\s*\+?[0-9][0-9 .,/-]*(?:\([^)]*\)\s*)?$")
# So many words stand below wide headings as their parts.
_PARTS = 3
# Shorter ones may be marks.
_WORD = 3
_SHORT = frozenset({"từ", "có"})


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
    block = Block(begin, end, left, right, words_above(rows, left, right, used_below(found, end)))
    _skip_under(found, block)
    return block


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
    if _is_of_card(upper, lower):
        return False
    reach = reach_of(upper, lower, span, used_below(found, begin + 1))
    if len(texts) == 1:
        text = next(iter(texts))
        is_wide = 1 < len(upper) < len(lower) or (min(upper) > span[0] and len(reach) > 1)
        is_place = words.group_kind(text) in {"village", "commune", "time"}
        return is_wide and (words.strength(text) > 0 or (len(upper) > 1 and not is_place))
    fitting = [at for at in upper if at in reach or upper[at] == lower.get(at) or at not in lower]
    known = [at for at, cell in upper.items() if words.strength(str(cell))]
    return len(set(fitting) | set(known)) * 10 >= len(upper) * 7


def _is_of_card(upper: Mapping[int, Cell], lower: Mapping[int, Cell]) -> bool:
    """Tell a line that says something of all below: "Thôn: Phú Hội", "ĐT: 0905…", "Thôn:" beside "Phú Hội".

    "Kỹ năng 1: dịch vụ công" and "Chủ hộ:" over several columns are headings of those below them; "Địa chỉ:" merged over both
    rows is one of its column.
    """
    texts = list(dict.fromkeys(map(str, upper.values())))
    if any(_PLACE.search(text) and words.group_kind(text) in _PLACES for text in texts):
        return True
    labels = [text.split(":")[0] for text in texts]
    if any(
        _FIGURE.search(text) and words.strength(label) and labels.count(label) == 1
        for text, label in zip(texts, labels, strict=True)
    ):
        return True
    return any(_is_label(upper, at) for at in upper if upper[at] != lower.get(at))


def _is_label(upper: Mapping[int, Cell], at: int) -> bool:
    """Tell a label of one column whose value stands right beside it."""
    text, value = str(upper[at]), str(upper.get(at + 1, ""))
    if not text.rstrip().endswith(":") or upper.get(at - 1) == text or value in ("", text):
        return False
    return words.strength(text) > 0 and not words.strength(value)


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
    reach = reach_of(upper, lower, span, used_below(found, end + 1))
    if _are_numbered(own, upper, reach):
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
    """Tell words that fill just the columns of wide headings, above figures or the first row: "Tổng", "Hộ nghèo", "Trước"."""
    if own.keys() != reach or min(upper) in own:
        return False
    below = found.rows[end + 1].cells if end + 1 < len(found.rows) else ()
    if _are_wide(upper, own) and words.label(cell_at(below, min(upper))) == "1":
        return True
    figures = sum(words.is_number(cell_at(below, at)) for at in own)
    return len(own) >= _PARTS and figures * 2 > len(own)


def _are_wide(upper: Mapping[int, Cell], own: Mapping[int, Cell]) -> bool:
    """Tell whether several words, none of them a mark, stand below fewer headings."""
    is_fewer = 0 < len(own.keys() & upper.keys()) < len(own)
    texts = [str(cell).strip() for cell in own.values()]
    return is_fewer and all(len(text) >= _WORD or text.casefold() in _SHORT for text in texts)


def _reaching(found: Scan, end: int, right: int) -> int:
    """Return how far a lower row of headings goes on to the right below the last word of the upper one."""
    upper, lower = (found.rows[at].cells for at in (end - 1, end))
    if cell_at(lower, right) in (None, ""):
        return right
    used = used_below(found, end + 1)
    while cell_at(upper, right + 1) in (None, "") and goes_right(lower, right + 1, used):
        right += 1
    return right


def _are_numbered(own: Mapping[int, Cell], upper: Mapping[int, Cell], reach: set[int]) -> bool:
    """Tell a row of numbers below one heading; what stands beside them is known, as "Nam" and "Nữ" below another."""
    numbers = {at: one for at, one in own.items() if words.label(one).isdigit()}
    others = own.keys() - numbers.keys()
    are_known = all(words.strength(str(own[at])) for at in others)
    return are_known and _numbers_one(numbers, upper, reach)


def _numbers_one(own: Mapping[int, Cell], upper: Mapping[int, Cell], reach: set[int]) -> bool:
    """Tell a row of numbers below one heading and no other: "Kỹ năng số" above (1) (2) (3); one may be missing, all may be apart."""
    labels = [words.label(own[at]) for at in sorted(own)]
    numbers = [int(one) for one in labels if one.isdigit()]
    if len(numbers) < max(2, len(own)) or numbers[-1] > max(SKILL_NUMBERS):
        return False
    if not own.keys() <= reach:
        above = {upper.get(at) for at in own}
        return set(numbers) == set(SKILL_NUMBERS) and len(above) == 1 and None not in above
    columns = sorted(own)
    first = columns[0] - numbers[0] + 1  # the number of the first may be missing
    heads = {upper[at] for at in {first, *own} if at in upper}
    steps = [at - number for at, number in zip(columns, numbers, strict=True)]
    return len(heads) == 1 and len(set(steps)) == 1 and numbers[0] in (1, 2)


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
    right, used = run.right, used_below(found, end)
    for at in range(begin, end):
        while at != run.at and goes_right(found.rows[at].cells, right + 1, used):
            right += 1
    # "Ghi chú" beyond lower headings that go on to the right of the run.
    while right > run.right and text_of(cell_at(found.rows[run.at].cells, right + 1)):
        right += 1
    return right


def _first(found: Scan, begin: int, run: Run) -> int:
    """Return the first column over which the upper rows of headings reach beyond the row that was found."""
    left = run.left
    for at in range(begin, run.at):
        cells = found.rows[at].cells
        while left and isinstance(text := cell_at(cells, left - 1), str) and _is_heading(text):
            left -= 1
    return left


def _is_heading(text: str) -> bool:
    return bool(text.strip()) and words.strength(text) > 0


def _skip_under(found: Scan, block: Block) -> None:
    """Pass over the rows of numbers and hints below headings."""
    while block.under < _UNDER and block.body < len(found.masks):
        cells = _cells(found.rows[block.body], (block.left, block.right))
        # The numbers may have slipped to the left of the columns that they count.
        slipped = _cells(found.rows[block.body], (max(block.left - 1, 0), block.right))
        if is_hint(cells):
            block.hints.append(block.body)
        elif not (is_numbering(cells) or is_numbering(slipped)):
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
