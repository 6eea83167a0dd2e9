"""Columns of numbers that count: people one by one, households, how many live in each."""

import re
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.headings import sure_of
from imports.tidy.columns.look import Column, counts_up
from imports.tidy.columns.spelling import SURE

_NUMBERED_HOME = re.compile(r"ho (?:so |thu )?\d{1,4}")
# So many households may by chance be of 1, 2, 3 people, in this order.
_FEW_SIZES = 4


def leave_running(columns: Sequence[Column]) -> None:
    """Tell running numbers of people from how many live in each household, whatever stands above, and leave them."""
    for column in columns:
        if column.is_sure("size") and counts_up(column.seen) and column.seen.filled > _FEW_SIZES:
            column.means = {"skip": SURE}


def tell_counting(columns: Sequence[Column]) -> None:
    """Tell "Hộ" above 1, 1, 1, 2, 2, or above "Hộ số 1": it counts households, and is nobody's name."""
    for column in columns:
        is_open = "number" in column.means and not sure_of(column.means)
        is_counted = counts_up(column.seen) and column.seen.filled > len(column.seen.texts)
        is_named = all(_NUMBERED_HOME.fullmatch(fold(text)) for text in column.seen.texts)
        if is_open and (is_counted or (is_named and column.seen.texts)):
            column.means = {"number": SURE}
