"""Numbers below 100 below a heading of years: years of two digits, or ages, whatever stands above."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import log
from typing import NamedTuple

from areas.names import fold
from imports.spreadsheet.book import Row
from imports.tidy import ditto
from imports.tidy.columns.evidence import Evidence, sample
from imports.tidy.columns.fits import MOST, SOME
from imports.tidy.columns.look import Column
from imports.tidy.model import Known, Table
from imports.tidy.people.relations import CHILD, GRANDCHILD, HEAD, PARENT, relation

# Of numbers below 100: how much oftener they are years than ages. Few are born before 1945, many of that age.
_YEARS_TO_AGES = (
    (range(84, 100), 20.0), (range(66, 84), 2.8), (range(45, 66), 0.95), (range(27, 45), 0.07), (range(27), 0.8),
)  # fmt: skip
# A heading of years is believed from two to one.
_BELIEVED = 2
# Of so few numbers it is so only where these speak much more for years.
_LEAST, _SURELY = 2, 8
_GROWN_UP, _YOUNG = range(27, 66), range(27)
_SOME_YOUNG, _MANY_PEOPLE = 0.2, 10
# That old is hardly anybody: without some of these, heads of 46 to 79 may be as old, or born in these years.
_HARDLY_AGES = range(84, 100)
# So much older are parents than their children.
_GENERATION = range(14, 60)
_OLDER: dict[str | None, range] = {
    CHILD: _GENERATION,
    PARENT: _GENERATION,
    GRANDCHILD: range(2 * _GENERATION.start, 2 * _GENERATION.stop),
}
# What may stand on each row of a household, whose head need not come first.
_KEYS = ("head", "household_id", "number")
# So often they must say it together.
_SURE = 2


class _Kin(NamedTuple):
    """The numbers of somebody and of a child or grandchild of theirs."""

    older: int
    younger: int
    apart: range


def births_are(table: Table, columns: Sequence[Column], column: Column, known: Known) -> str:
    """Tell what the numbers of a column are; those of people beside each other are one or the other together."""
    if not column.is_sure("birth"):
        return "year"
    beside = [one for one in columns if one.is_sure("birth") and one.group]
    told = ages_or_years(table, columns, beside if column.group else [column], known)
    if told == "year" and column.group:
        column.seen.looks["year"] = column.seen.filled
    return told


def ages_or_years(
    table: Table, columns: Sequence[Column], numbers: Sequence[Column], known: Known
) -> str:
    """Tell "age" from "year" by who is the child of whom, else by which numbers there are; "" where they may be both."""
    seen = Evidence()
    for column in numbers:
        again = sum(column.seen.texts[word] for word in {*column.words})  # headings of each page
        seen.filled += column.seen.filled - again
        seen.texts.update(column.seen.texts)
    told, kin = _numbers_are(seen), list(_kin(table, columns, [column.at for column in numbers]))
    against = {
        "age": sum(one.older - one.younger not in one.apart for one in kin),
        "year": sum(not _may_be_years(one, known.today.year) for one in kin),
    }
    sure = [
        one
        for one, other in (("age", "year"), ("year", "age"))
        if not against[one] and against[other] >= _SURE
    ]
    if sure:
        return sure[0]
    return "" if against.get(told) else told


def _kin(table: Table, columns: Sequence[Column], numbers: Sequence[int]) -> Iterator[_Kin]:
    """Yield the heads of households with their parents, children and grandchildren: those below them, or of their key."""
    told = list(_told(table, columns, numbers))
    heads = dict[str, int | None]()
    for key, who, number in told:
        if who == HEAD and key:
            heads[key] = None if key in heads else number  # of two of one name it is nobody's
    head: int | None = None
    for key, who, number in told:
        head = heads.get(key) if key else number if who == HEAD else head
        if head is not None and number is not None and who in _OLDER:
            older, younger = (number, head) if who == PARENT else (head, number)
            yield _Kin(older, younger, _OLDER[who])


def _told(
    table: Table, columns: Sequence[Column], numbers: Sequence[int]
) -> Iterator[tuple[str, str | None, int | None]]:
    """Yield of each row what tells its household, who somebody is there, and their number."""
    at = next((one.at for one in columns if one.is_sure("relation") and not one.group), None)
    by = next((one.at for key in _KEYS for one in columns if one.is_sure(key)), None)
    key = ""
    for row in sample(table.rows):
        word, label = (
            "" if column is None or column >= len(row.cells) else row.cells[column]
            for column in (at, by)
        )
        if isinstance(label, str | int) and label != "" and not ditto.strength(str(label)):
            key = fold(str(label))
        found = (_number(row, one) for one in numbers)
        number = next((one for one in found if one is not None), None)
        yield key, relation(word) if isinstance(word, str) else None, number


def _number(row: Row, at: int) -> int | None:
    text = str(row.cells[at]).removesuffix(".0") if at < len(row.cells) else ""
    return int(text) if text.isdecimal() and len(text) < 3 else None


def _may_be_years(kin: _Kin, this_year: int) -> bool:
    """Tell whether two numbers may be years of birth, of whichever century."""
    centuries = (
        [year for year in (1900 + one, 2000 + one) if year <= this_year]
        for one in (kin.older, kin.younger)
    )
    return any(late - early in kin.apart for early, late in product(*centuries))


def _numbers_are(seen: Evidence) -> str:
    """Tell numbers below 100 that are ages, though they are called years, from years of two digits; "" where they may be both."""
    counts = {int(text): n for text, n in seen.texts.items() if text.isdecimal() and len(text) < 3}
    whole = sum(counts.values())
    if (
        not whole
        or whole < seen.filled * MOST
        or any(text[0] in "0'" and len(text) > 1 for text in seen.texts)
    ):
        return "year"
    oftener = sum(
        log(much) * n
        for number, n in counts.items()
        for part, much in _YEARS_TO_AGES
        if number in part
    )
    hardly_ages = sum(n for number, n in counts.items() if number in _HARDLY_AGES)
    is_told = hardly_ages >= min(_LEAST, whole)
    if is_told and oftener >= log(_BELIEVED if whole > _LEAST else _SURELY):
        return "year"
    middle, young = (
        sum(n for number, n in counts.items() if number in part) / whole
        for part in (_GROWN_UP, _YOUNG)
    )
    return "age" if middle >= SOME and young >= _SOME_YOUNG and whole >= _MANY_PEOPLE else ""
