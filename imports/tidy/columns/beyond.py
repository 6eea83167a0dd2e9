"""Columns that are something else than their place or heading says, by the table's title or by all that stands below."""

import re
from collections.abc import Iterable, Sequence

from areas.names import fold
from imports.tidy.columns.fits import MANY, MOST
from imports.tidy.columns.levels import is_answer
from imports.tidy.columns.look import Column
from imports.tidy.columns.shape import DOUBTED
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Table
from imports.tidy.roles import SKILLS, SKIP

# Of accounts of the state, which come in two levels: no skill of anybody.
_OF_ACCOUNTS = re.compile(r"\b(?:vneid|dinh danh dien tu|dinh danh muc)\b")
_LEVEL = re.compile(
    r"(?:muc|muc do|cap do) ?[12]|(?:da|chua|khong)? ?(?:cai|kich hoat|co|dang ky).*"
)
_MONTH = re.compile(r"(?:thang|t) ?\d{1,2}|\d{1,2}")
# "Nhu cầu tập huấn", "Cần hỗ trợ về", "Đã được hướng dẫn".
_TRAINED = r"(?:ho tro|huong dan|tap huan|dao tao|boi duong|hoc|tuyen truyen)"
_TRAINING = re.compile(
    rf"(?:noi dung |ky nang )?(?:nhu cau|dang ky|mong muon|muon (?:duoc )?(?:hoc|biet)|(?:can|da|duoc)(?: duoc)? {_TRAINED}|noi dung {_TRAINED})\b"
)
_STAFF = re.compile(
    r"\b(?:phu trach|khao sat|dieu tra|huong dan|nhap lieu|ra soat|thu thap|phong van|can bo|to vien|cong tac vien|dieu tra vien)\b"
)
# Who is ticked there is no more (imports.tidy.shapes.gone).
_GONE = re.compile(
    r"(?:da |moi )?(?:mat|chet|qua doi|tu tran|chuyen di|chuyen khau|cat khau|chuyen (?:ho )?khau)(?: x)?"
)
# So many months beside each other say what was done in each.
_MONTHS, _LEAST_PHONES = 3, 2


def tell_beyond(table: Table, columns: Sequence[Column]) -> None:
    """Leave what was taught, levels of accounts and months of a year; take a column of remarks for telephones where it holds nothing else."""
    _leave(
        column
        for column in columns
        if _is_of_training(column) or _GONE.fullmatch(fold(column.heading))
    )
    if _are_accounts(table):
        _leave(column for column in columns if _LEVEL.fullmatch(fold(column.heading)))
    months = [column for column in columns if _is_month(column)]
    if len(months) >= _MONTHS:
        _leave(months)
    _phones_below_remarks(columns)
    _phones_of_staff(columns)


def _is_of_training(column: Column) -> bool:
    """Tell a skill that somebody wants to learn, or was taught: it says nothing of who knows it."""
    told = any(_TRAINING.match(fold(word)) and not is_answer(word) for word in column.words)
    return told and any(role in SKILLS for role in column.means)


def _are_accounts(table: Table) -> bool:
    titles = (fold(one.text) for one in table.context if one.origin in {"title", "sheet"})
    return any(map(_OF_ACCOUNTS.search, titles))


def _is_month(column: Column) -> bool:
    """Tell "Tháng 1", or "1" below "Tháng"."""
    if not _MONTH.fullmatch(fold(column.heading)):
        return False
    over = [fold(word) for word in column.words[1:]]
    return fold(column.heading)[0] == "t" or any(word.startswith("thang") for word in over)


def _phones_below_remarks(columns: Sequence[Column]) -> None:
    if any("phone" in column.means for column in columns):
        return
    for column in columns:
        has_phones = column.seen.looks["phone"] >= max(_LEAST_PHONES, MOST * column.seen.filled)
        if column.is_sure("note") and has_phones:
            column.means = {"phone": SURE}


def _phones_of_staff(columns: Sequence[Column]) -> None:
    """Leave a telephone right behind who asked or guides people, where they have one; else it is asked whose it is."""
    phones = [column for column in columns if column.is_sure("phone")]
    staff = {column.at for column in columns if _is_staff(column)}
    for column in phones:
        if column.at - 1 in staff:
            column.means = {SKIP: SURE} if len(phones) > 1 else {"phone": DOUBTED}


def _is_staff(column: Column) -> bool:
    return bool(_STAFF.search(fold(column.heading))) and column.seen.share("surname") >= MANY


def _leave(columns: Iterable[Column]) -> None:
    for column in columns:
        column.means = {SKIP: SURE}
