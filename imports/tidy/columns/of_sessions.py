"""Of a list of sessions: from which day to which they were held; how many live in a village is not how many came."""

import re
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.columns.fits import MOST
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Table
from imports.tidy.roles import SKIP

_LIVE = re.compile(
    r"\b(?:trong|toan|cua|tren dia ban) (?:thon|buon|khu pho|to dan pho|xa|phuong)\b|\b(?:hien co|dan so|nhan khau|thuong tru)\b"
)
_CAME = re.compile(r"\b(?:tham gia|tham du|du|co mat|huong dan|luot)\b")
# "Tổ" and "tối" are no "to" and "tới".
_NO_DAY = re.compile(r"\b(?:tổ|tối|tôi)\b")
_ARE_BOTH = re.compile(r"\b(?:nguoi|luot|tham gia|hoc vien)\b.*\bnu\b")
_PAIR = re.compile(r"\d+(?: \w+)?\s*[(/–-]\s*\d+")
# "Kế hoạch số 12/KH-UBND" is a paper, also of what was done.
_PLAN = re.compile(
    r"(?:(?:phu luc|bieu|bang|mau)(?: so)?(?: \d+)? )?(?:ke hoach\b(?!(?: so)? \d| so\b)|lich (?:tap huan|ra quan|to chuc|hoat dong|cong tac|huong dan|sinh hoat|hop|tuyen truyen|trien khai|dao tao|boi duong)|du kien\b)"
)
_RESULTS = re.compile(r"\b(?:ket qua|thuc te|tham gia|tham du|da (?:thuc hien|to chuc)|nu|luot)\b")
_DONE = re.compile(
    r"\b(?:ket qua|bao cao|da (?:thuc hien|to chuc)|nhat ky|so theo doi|tong hop|thuc hien ke hoach|va (?:ket qua |da )?thuc hien|da dien ra|tham gia|tham du)\b"
)
_DAYS = ("date", "has_date", "serial", "day")
_WHEN = r"(?:(?:ngay|thoi gian|thoi diem)(?: (?:to chuc|thuc hien))? )?"
_BEGINS = re.compile(
    rf"{_WHEN}(?:tu|bat dau|khai mac|khai giang|bd)(?: (?:tu )?ngay)?|tu ngay .*|start(?: date)?|from"
)
_ENDS = re.compile(
    rf"{_WHEN}(?:den|toi|ket thuc|be mac|be giang|kt)(?: (?:den |het )?ngay)?|den ngay .*|end(?: date)?|to"
)


def tell_periods(columns: Sequence[Column]) -> None:
    """Tell from which day a session was held to which: it is kept by its first, the last one is left."""
    begins = [column for column in columns if _is_day(column, _BEGINS) and column.seen.filled]
    ends = [column for column in columns if _is_day(column, _ENDS)]
    others = (one for one in columns if one not in begins and one.is_sure("held_on"))
    if len(begins) != 1 or len(ends) != 1 or any(_are_days(one) for one in others):
        return
    begins[0].means = {**begins[0].means, "held_on": SURE}
    ends[0].means = {SKIP: SURE}


def plan_of(table: Table, columns: Sequence[Column]) -> str:
    """Return the title that says that sessions are only planned; "" where it, another, or a column tells of what was done."""
    if any(one.seen.filled and _RESULTS.search(fold(one.heading)) for one in columns):
        return ""
    titles = [one.text for one in table.context if one.origin in {"title", "sheet"}]
    if any(_DONE.search(fold(text)) for text in titles):
        return ""
    return next((text for text in titles if _PLAN.match(fold(text))), "")


def _is_day(column: Column, words: re.Pattern[str]) -> bool:
    heading = column.heading.casefold().strip(" :.")
    is_said = words.fullmatch(fold(heading)) and not _NO_DAY.search(heading)
    return bool(is_said) and _are_days(column)


def _are_days(column: Column) -> bool:
    """Tell days from times: "7h30"."""
    return not column.seen.filled or column.seen.share(*_DAYS) >= MOST


def tell_counts(columns: Sequence[Column]) -> None:
    """Tell who came: what is counted without a word of whom, and the first of two numbers below "Số người (nữ)"."""
    others = [column for column in columns if column.means.keys() & {"people", "persons"}]
    for column in columns:
        means = column.means
        is_open = {"people", "households"} <= means.keys() and not column.is_sure("households")
        if is_open and others == [column] and not _are_homes(column):
            column.means = {role: much for role, much in means.items() if role != "households"}
        elif "women" in means and "people" in means and not _ARE_BOTH.search(fold(column.heading)):
            column.means = {role: much for role, much in means.items() if role != "people"}
        elif "women" in means and _ARE_BOTH.search(fold(column.heading)) and _are_pairs(column):
            column.means = {"people": SURE}


def _are_homes(column: Column) -> bool:
    return any(re.search(r"\d\s*(?:hộ|ho)\b", text.casefold()) for text in column.seen.texts)


def _are_pairs(column: Column) -> bool:
    pairs = sum(n for text, n in column.seen.texts.items() if _PAIR.match(text))
    return pairs >= MOST * sum(column.seen.texts.values())


def leave_residents(columns: Sequence[Column]) -> None:
    """Leave what a village has of households and people beside how many came: "Số hộ trong thôn", "Số hộ tham gia"."""
    for role in ("households", "people", "persons"):
        said = [column for column in columns if role in column.means]
        live = [
            one
            for one in said
            if _LIVE.search(fold(one.heading)) and not _CAME.search(fold(one.heading))
        ]
        for column in live if len(live) < len(said) else ():
            column.means = {SKIP: SURE}
