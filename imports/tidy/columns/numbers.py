"""Columns of numbers that count: people one by one, households, how many live in each."""

import re
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.headings import sure_of
from imports.tidy.columns.look import Column, counts_up
from imports.tidy.columns.spelling import SURE

_NUMBERED_HOME = re.compile(r"ho (?:so |thu )?\d{1,4}")
# "1" before the head, "1a" and "1b" before the others.
_WITH_LETTER = re.compile(r"\d{1,4}(?P<letter>[a-zđ]?)")
_COUNTED = re.compile(
    r"(?:tong )?so (?:nguoi|thanh vien|nhan khau|lao dong)\b.*\b(?:biet|su dung|co|dung|lam duoc)\b"
)
_PART = re.compile(
    r"\b(?:duoc|tham gia|tham du|du|den(?! (?:het |cuoi |dau )?(?:ngay|thang|quy|nam|ky|\d))|huong dan|tiep can|ho tro|khao sat|dieu tra|ra soat|co nguoi|da|biet)\b"
)
# So many households may by chance be of 1, 2, 3 people, in this order.
_FEW_SIZES = 4


def leave_payments(columns: Sequence[Column]) -> None:
    """Tell "TT" of payments beside "STT" whose formulas have no values: its marks do not count up."""
    if not any(column.is_sure("stt") and not column.seen.filled for column in columns):
        return
    for column in columns:
        is_counted = counts_up(column.seen) and column.seen.filled == len(column.seen.texts)
        if "payment" in column.means and column.is_sure("stt") and not is_counted:
            column.means = {role: much for role, much in column.means.items() if role != "stt"}


def leave_running(columns: Sequence[Column]) -> None:
    """Tell running numbers of people from how many live in each household, whatever stands above, and leave them."""
    for column in columns:
        if column.is_sure("size") and counts_up(column.seen) and column.seen.filled > _FEW_SIZES:
            column.means = {"skip": SURE}


def leave_parts(columns: Sequence[Column]) -> None:
    """Leave how many households were guided or came beside how many there are."""
    for column in columns:
        if "households" in column.means and _PART.search(fold(column.heading)):
            column.means = {"skip": SURE}


def leave_counts(columns: Sequence[Column]) -> None:
    """Leave how many of a household know something: "Số người biết thanh toán" is no mark of one of them."""
    for column in columns:
        if _COUNTED.match(fold(column.heading)) and not column.is_sure("size"):
            column.means = {"skip": SURE}


def tell_counting(columns: Sequence[Column]) -> None:
    """Tell "Hộ" above 1, 1, 1, 2, 2, or above "Hộ số 1": it counts households, and is nobody's name."""
    for column in columns:
        is_open = "number" in column.means and not sure_of(column.means)
        is_counted = counts_up(column.seen) and column.seen.filled > len(column.seen.texts)
        is_named = all(_NUMBERED_HOME.fullmatch(fold(text)) for text in column.seen.texts)
        if is_open and (is_counted or _is_parted(column) or (is_named and column.seen.texts)):
            column.means = {"number": SURE}


def _is_parted(column: Column) -> bool:
    """Tell numbers of households of which some have a letter for whom of them a row is about."""
    found = [_WITH_LETTER.fullmatch(text) for text in column.seen.texts]
    return counts_up(column.seen) and all(found) and any(one and one["letter"] for one in found)
