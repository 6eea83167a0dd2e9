"""Figures of several years or rounds beside each other: what is taken is that of this year, of the last round, and of no other."""

import re
from collections import defaultdict
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.evidence import says
from imports.tidy.columns.headings import meanings
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import HINT, SURE
from imports.tidy.model import Table
from imports.tidy.roles import SKILLS, SKIP
from imports.tidy.values import MEANS

_YEAR = re.compile(
    r"[\s(–-]*\b(?:(?:tính )?(?:đến|tới) (?:hết |ngày )*(?:\d{1,2}[/.-]){0,2})?(?:năm|nam|in|of)?\s*(20[12]\d)\)?\s*$",
    re.IGNORECASE,
)
_CHANGE = r"(?:sắp xếp|sáp nhập|nhập|chia tách|đổi tên|hợp nhất)"
_UNIT = r"\b(?:thôn|buôn|xã|tên|đơn vị)"
_BEFORE = re.compile(rf"\btrước (?:khi )?{_CHANGE}\b|\btrước đây\b|{_UNIT} cũ$", re.IGNORECASE)
_AFTER = re.compile(rf"\bsau (?:khi )?{_CHANGE}\b|\bhiện nay$|{_UNIT} mới$", re.IGNORECASE)
# What somebody is called, or was born in, is not of a year.
_OF_YEARS = frozenset({"households", "people", "villages", "size", *SKILLS})

_OF_ROUNDS = frozenset({"skills", "all_five", "assessed_on", *MEANS, *SKILLS})
_ROMAN = ("i", "ii", "iii", "iv", "v")
# With the month or year behind it; "Kỹ năng số lần 1 (DVC)" and "… lần 2 (mua sắm)" are of two skills.
_ROUND = re.compile(
    r"\b(?:(?:khao sat|danh gia|ks|ket qua) )?(?:dot|lan|vong|quy|thang) (?:thu |so )?(\d{1,2}|i{1,3}|iv|v)\b(?: (?:thang|nam|ngay|quy|t|\d{1,2}|20\d\d)\b)*"
)

type Words = tuple[str, ...]
type Round = tuple[int, int]


def leave_other_years(columns: Sequence[Column], this_year: int) -> None:
    """Leave the figures of other years; those of the last year that has some are unsure where it is not this one."""
    for words, dated in _by_words(columns).items():
        told = {role: much for role, much in meanings(words).items() if role in _OF_YEARS}
        years = [year for year, column in dated if column.seen.filled and year <= this_year]
        if len({year for year, _ in dated}) < 2 or not told or not years:
            continue
        # Of several days of one year the last is the newest.
        filled = [column for year, column in dated if year == max(years) and column.seen.filled]
        newest = filled[-1]
        for year, column in dated:
            sureness = SURE if year == this_year else HINT
            is_last = column is newest
            column.means = dict.fromkeys(told, sureness) if is_last else {SKIP: SURE}


def leave_other_rounds(table: Table, columns: Sequence[Column]) -> None:
    """Leave what was asked of a household in earlier rounds where each was asked again: "Đợt 1 | Đợt 2".

    A round of another year is later, whatever its number; of rounds of which only some say a year nobody can tell.
    """
    again = {words: asked for words, asked in _by_round(columns).items() if len(asked) > 1}
    every = [(when, one) for asked in again.values() for when, one in asked]
    used = {when for when, one in every if one.seen.is_used}
    is_told = len({year > 0 for (year, _), _ in every}) == 1
    if not used or not is_told or not _are_asked_again(table, every, max(used)):
        return
    for words, asked in again.items():
        told = {role: much for role, much in meanings(words).items() if role in _OF_ROUNDS}
        last = max((when for when, one in asked if one.seen.is_used), default=max(used))
        for when, column in asked:
            column.means = told if when == last else {SKIP: SURE}


def _are_asked_again(table: Table, asked: Sequence[tuple[Round, Column]], last: Round) -> bool:
    """Tell whether each row that answers in one of the rounds does so in the last."""
    before = [column.at for when, column in asked if when != last]
    after = [column.at for when, column in asked if when == last]
    return all(says(row, after) for row in table.rows if says(row, before))


def _by_round(columns: Sequence[Column]) -> dict[Words, list[tuple[Round, Column]]]:
    """Return the columns of which the headings say one round, by the other words of these."""
    found = defaultdict[Words, list[tuple[Round, Column]]](list)
    for column in columns:
        texts = [fold(text) for text in column.words]
        rounds = [(_year(text), _number(one[1])) for text in texts if (one := _ROUND.search(text))]
        others = tuple(rest for text in texts if (rest := _ROUND.sub("", text).strip()))
        is_asked = others and meanings(others).keys() & _OF_ROUNDS
        if len(rounds) == 1 and is_asked:
            found[others].append((rounds[0], column))
    return found


def _year(text: str) -> int:
    years = re.findall(r"\b20\d\d\b", text)
    return int(years[-1]) if years else 0


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _ROMAN.index(text) + 1


def leave_before(columns: Sequence[Column]) -> None:
    """Leave what stood before units changed where what stands now is beside it; a village is called otherwise now."""
    before, after = (
        [one for one in columns if _is_said(one, words)] for words in (_BEFORE, _AFTER)
    )
    if not after or not _say_the_same(before, after):
        return
    for column in before:
        is_village = "village" in column.means or "old_name" in column.means
        if is_village or column.means.keys() & _OF_YEARS:
            column.means = {"old_name": SURE} if is_village else {SKIP: SURE}


def _say_the_same(before: Sequence[Column], after: Sequence[Column]) -> bool:
    """Tell whether the same is said of both times."""
    return bool(
        {one.words[0] for one in before if len(one.words) > 1} & {one.words[0] for one in after}
    )


def _is_said(column: Column, words: re.Pattern[str]) -> bool:
    return any(words.search(one.strip()) for one in column.words[1:])


def _by_words(columns: Sequence[Column]) -> dict[Words, list[tuple[int, Column]]]:
    """Return the columns of which the headings say one year, by the other words of these."""
    found = defaultdict[Words, list[tuple[int, Column]]](list)
    for column in columns:
        years = [int(one[1]) for text in column.words if (one := _YEAR.search(text))]
        others = tuple(rest for text in column.words if (rest := _YEAR.sub("", text).strip()))
        if len(years) == 1 and others:
            found[others].append((years[0], column))
    return found
