"""A sex in two columns, of men and of women: with ticks, years of birth or ages; figures of them are no one's sex."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from imports.spreadsheet.book import Cell, Row
from imports.spreadsheet.changed import Changed
from imports.tidy.asking import Asking
from imports.tidy.columns.ages import ages_or_years
from imports.tidy.columns.evidence import sample
from imports.tidy.columns.fits import HARDLY, MOST, fit
from imports.tidy.columns.headings import plain
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import MAYBE, SURE
from imports.tidy.model import Known, Table
from imports.tidy.roles import SKIP

_HALVES = ("m", "f")
_AGE, _BIRTH = "age", "birth"
_OF_BIRTH = (_BIRTH, _AGE, "born_year")
# What a number below 100 becomes: an age says so; of one that nobody knows what it is only the sex is sure.
_WORDS = {_AGE: "{} tuổi", _BIRTH: "{}"}
_TICK = "x"
# So old is somebody of a list of people; of so many men and women no household is.
_GROWN_UP = 18


def tell_halves(table: Table, columns: Sequence[Column], known: Known, asking: Asking) -> None:
    """Tell "Nam" and "Nữ" with ticks, years or ages from figures of men and women."""
    halves = [column for column in columns if column.is_sure(*_HALVES) and column.seen.filled]
    if _are_counts(table, halves):
        for column in halves:
            column.means = {SKIP: SURE}
        return
    _ages(table, columns, halves, known, asking)
    for column in halves:
        half = next(role for role in _HALVES if column.is_sure(role))
        if fit(half, column.seen, known) < HARDLY:
            is_sex = column.seen.share("sex") >= MOST
            column.means = {"sex": SURE} if is_sex else {SKIP: SURE}


def _are_counts(table: Table, halves: Sequence[Column]) -> bool:
    """Tell how many men and women live in each household: small numbers in both columns of a row, some above 1."""
    texts = {text for one in halves for text in one.seen.texts if text not in one.words}
    if len(halves) != len(_HALVES) or not all(text.isdecimal() and len(text) < 3 for text in texts):
        return False
    numbers = {int(text) for text in texts}
    filled = [
        [one.at < len(row.cells) and row.cells[one.at] not in (None, "") for one in halves]
        for row in sample(table.rows)
    ]
    both = sum(map(all, filled))
    is_small = max(numbers, default=0) in range(2, _GROWN_UP)
    return is_small and both * 2 > sum(map(any, filled))


def _ages(
    table: Table, every: Sequence[Column], halves: Sequence[Column], known: Known, asking: Asking
) -> None:
    """Tell what numbers below 100 are by the words above both columns; whose they are is sure."""
    found = [column for column in halves if _above(column)] or _apart(table, halves)
    if not found or not _are_short(Counter(text for one in found for text in one.seen.texts)):
        return
    told = _AGE if _above(found[0]) == _AGE else _told(table, every, found, known, asking)
    words = _WORDS.get(told or "", _TICK)
    table.rows = Worded(table.rows, frozenset(column.at for column in found), words)
    for column in found:
        column.seen.looks["tick"] = column.seen.filled


def _above(column: Column) -> str:
    """Return whether the words above "Nam" are of a birth or of an age; "" where they are of neither."""
    for words in column.words[1:]:
        found = [role for role, much in plain(words).items() if much > MAYBE and role in _OF_BIRTH]
        if found:
            return _AGE if found == [_AGE] else _BIRTH
    return ""


def _apart(table: Table, halves: Sequence[Column]) -> Sequence[Column]:
    """Return "Nam" and "Nữ" where nearly each row has a number in one of both: of somebody, where figures have both."""
    numbers = [int(text) for one in halves for text in one.seen.texts if text.isdecimal()]
    if len(halves) != len(_HALVES) or max(numbers, default=0) < _GROWN_UP:
        return ()
    filled = [
        sum(one.at < len(row.cells) and row.cells[one.at] not in (None, "") for one in halves)
        for row in sample(table.rows)
    ]
    told = [count for count in filled if count]
    return halves if told.count(1) >= MOST * len(filled) and 2 not in told else ()


def _are_short(texts: Counter[str]) -> bool:
    """Tell numbers below 100 from years and ticks."""
    short = [text for text in texts if text.isdecimal() and len(text) < 3]
    return len(short) * 2 > len(texts) and any(len(text) == 2 for text in short)


def _told(
    table: Table, every: Sequence[Column], halves: Sequence[Column], known: Known, asking: Asking
) -> str | None:
    """Return whether numbers below a heading of years are years or ages, asked once where they may be both."""
    if told := ages_or_years(table, every, halves, known):
        return _AGE if told == _AGE else _BIRTH
    spot = table.spot(table.rows[0], halves[0].at)
    above = halves[0].words[1:2] or (" / ".join(one.heading for one in halves),)
    return asking.ask("column", above[0], (_AGE, _BIRTH, SKIP), spot=spot)


class Worded(Changed):
    """Rows in which numbers below 100 of some columns say what they are."""

    def __init__(self, rows: Sequence[Row], columns: frozenset[int], words: str) -> None:
        super().__init__(rows)
        self.columns, self.words = columns, words

    def changed(self, row: Row) -> Row:
        """Return the row with these numbers in words."""
        cells = [
            _worded(cell, self.words) if at in self.columns else cell
            for at, cell in enumerate(row.cells)
        ]
        return replace(row, cells=cells)


def _worded(cell: Cell, words: str) -> Cell:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).strip()
    return words.format(text) if text.isdecimal() and len(text) < 4 else cell
