"""Figures of several years beside each other: what is taken is that of this year, and of no other."""

import re
from collections import defaultdict
from collections.abc import Sequence

from imports.tidy.columns.headings import meanings
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import HINT, SURE
from imports.tidy.roles import SKILLS, SKIP

_YEAR = re.compile(r"[\s(–-]*\b(?:năm|nam|in|of)?\s*(20[12]\d)\)?\s*$", re.IGNORECASE)
# What somebody is called, or was born in, is not of a year.
_OF_YEARS = frozenset({"households", "people", "villages", "size", *SKILLS})

type Words = tuple[str, ...]


def leave_other_years(columns: Sequence[Column], this_year: int) -> None:
    """Leave the figures of other years; those of the last year that has some are unsure where it is not this one."""
    for words, dated in _by_words(columns).items():
        told = {role: much for role, much in meanings(words).items() if role in _OF_YEARS}
        years = [year for year, column in dated if column.seen.filled and year <= this_year]
        if len({year for year, _ in dated}) < 2 or not told or not years:
            continue
        for year, column in dated:
            sureness = SURE if year == this_year else HINT
            is_last = year == max(years)
            column.means = dict.fromkeys(told, sureness) if is_last else {SKIP: SURE}


def _by_words(columns: Sequence[Column]) -> dict[Words, list[tuple[int, Column]]]:
    """Return the columns of which the headings say one year, by the other words of these."""
    found = defaultdict[Words, list[tuple[int, Column]]](list)
    for column in columns:
        years = [int(one[1]) for text in column.words if (one := _YEAR.search(text))]
        others = tuple(rest for text in column.words if (rest := _YEAR.sub("", text).strip()))
        if len(years) == 1 and others:
            found[others].append((years[0], column))
    return found
