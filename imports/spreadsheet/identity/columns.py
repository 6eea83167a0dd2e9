"""Whether a column holds numbers of papers or accounts: by its heading, or by what most of its cells are."""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from imports.spreadsheet.identity.headings import Heading
from imports.spreadsheet.identity.numbers import (
    covered,
    digits_of,
    has_digits,
    is_money,
    is_phone,
    is_sure_of,
)

# What part of a column's cells must be such numbers, and how many at least.
SHARE, LEAST = 0.6, 2
_SHORTEST, _LONGEST = 9, 19
# Codes count up: so many of a column begin alike. Numbers of people do not, accounts of one bank may.
_ALIKE, _SAME, _CODE_LONGEST, _FEWEST_CODES = 7, 0.6, 12, 3
# Of old identity cards with the first digits of telephones: one province gives all of them out.
_PROVINCE_DIGITS, _ONE_PROVINCE, _FEWEST_CARDS = 3, 0.8, 5
_REMEMBERED = 2_000


class Use(Enum):
    """What becomes of a column."""

    KEPT = "kept"
    CUT = "cut"
    MIXED = "mixed"  # kept without its long numbers
    COVERED = "covered"  # kept, its long numbers hidden


@dataclass
class Seen:
    """What was seen of one column: its heading, and how many of its cells are what, from its first number on."""

    heading: Heading = Heading.NONE
    heading_row: int = 0
    first_row: int = 0
    filled: int = 0
    sure: int = 0
    likely: int = 0
    phones: int = 0
    any_digits: bool = False
    has_number: bool = False  # one that is no telephone, day or sum, perhaps among words
    starts: Counter[str] = field(default_factory=Counter)

    @property
    def begins(self) -> int:
        """Return from which row on a column goes: below its headings, else from its first number."""
        return self.heading_row + 1 if self.heading_row else self.first_row

    def look(self, number: int, value: Any) -> None:
        """Look at one cell, in the row of that number."""
        digits = digits_of(value)
        is_sure_one = is_sure_of(value, digits)
        self.any_digits = self.any_digits or has_digits(value)
        if self.heading is Heading.OTHER and not self.has_number:
            self.has_number = covered(value) != value
        if not self.first_row and not is_sure_one and len(digits) < _SHORTEST:
            return
        self.first_row = self.first_row or number
        self.filled += 1
        if is_sure_one:
            self.sure += 1
        elif is_phone(digits):
            self.phones += 1
        elif _SHORTEST <= len(digits) <= _LONGEST and not is_money(digits):
            self.likely += 1
        if digits and len(digits) <= _CODE_LONGEST and len(self.starts) < _REMEMBERED:
            self.starts[digits[:_ALIKE]] += 1


def must_go(seen: Seen) -> Use:
    """Say what becomes of a column."""
    match seen.heading:
        case Heading.SECRET:
            return Use.CUT
        case Heading.PAPER:
            return Use.CUT if seen.any_digits else Use.KEPT
        case Heading.MIXED:
            return Use.MIXED
    if _by_its_cells(seen):
        return Use.CUT
    return Use.COVERED if seen.has_number else Use.KEPT


def _by_its_cells(seen: Seen) -> bool:
    known = seen.heading in {Heading.PHONE, Heading.CODE}
    found = seen.sure if known else seen.sure + seen.likely
    if found < LEAST or found < SHARE * seen.filled:
        return not known and _is_of_one_province(seen)
    return not _counts_up(seen)


def _counts_up(seen: Seen) -> bool:
    """Tell codes that count up by their beginnings; numbers of people born in one year are not so many alike."""
    most = max(seen.starts.values(), default=0)
    return seen.filled >= _FEWEST_CODES and most >= _SAME * seen.filled


def _is_of_one_province(seen: Seen) -> bool:
    """Tell old identity cards (33… to 38…) from telephones without their zero."""
    if seen.phones < max(_FEWEST_CARDS, SHARE * seen.filled):
        return False
    begin = Counter[str]()
    for start, times in seen.starts.items():
        begin[start[:_PROVINCE_DIGITS]] += times
    [(digits, times)] = begin.most_common(1) or [("", 0)]
    is_card = digits[:1] == "3" and digits[1:2] in {*"345678"}
    return is_card and times >= _ONE_PROVINCE * seen.filled
