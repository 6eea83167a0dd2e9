"""Of a list of sessions: whether they were held, from which day to which, and who came."""

import re
from collections import defaultdict
from collections.abc import Sequence

from areas.names import fold
from imports.tidy.cells.counts import OF_HOUSEHOLDS, attendance
from imports.tidy.columns.fits import MOST
from imports.tidy.columns.headings import meanings
from imports.tidy.columns.look import Column
from imports.tidy.columns.spelling import SURE
from imports.tidy.model import Table
from imports.tidy.roles import SKIP

_LIVE = re.compile(
    r"\b(?:trong|toan|cua|tren dia ban) (?:thon|buon|khu pho|to dan pho|xa|phuong)\b|\b(?:hien co|dan so|nhan khau|thuong tru)\b"
)
_CAME = re.compile(r"\b(?:tham gia|tham du|du|co mat|huong dan|luot)\b")
_HOME = re.compile(r"\bhộ\b", re.IGNORECASE)
_TARGET = frozenset({"ke hoach", "kh", "chi tieu", "du kien", "giao", "ke hoach giao"})
# "Kết quả" and "Đạt" may be a share.
_ACHIEVED = frozenset({"thuc hien", "th", "thuc te", "da thuc hien"})
_COUNTED = frozenset({"people", "persons", "women", "households"})
_UNITS = frozenset({"dvt", "don vi tinh"})
# "Tổ" and "tối" are no "to" and "tới".
_NO_DAY = re.compile(r"\b(?:tổ|tối|tôi)\b")
_ARE_BOTH = re.compile(r"\b(?:nguoi|luot|tham gia|hoc vien)\b.*\bnu\b")
# "Kế hoạch số 12/KH-UBND" is a paper, also of what was done.
_PLAN = re.compile(
    r"(?:(?:phu luc|bieu|bang|mau)(?: so)?(?: \d+)? )?(?:ke hoach\b(?!(?: so)? \d| so\b)|lich (?:tap huan|ra quan|to chuc|hoat dong|cong tac|huong dan|sinh hoat|hop|tuyen truyen|trien khai|dao tao|boi duong)|du kien\b)"
)
_WAS = r"da (?:thuc hien|to chuc|dien ra|hoan thanh)"
_RESULTS = re.compile(
    rf"\b(?:{_WAS}|ket qua|thuc te|nu|luot|(?:so|sl|tong) .*\b(?:tham gia|tham du|du|co mat))\b(?!.*\bdu kien\b)"
)
_DONE = re.compile(
    rf"\b(?:{_WAS}|ket qua|bao cao|nhat ky|so theo doi|thuc hien ke hoach|va thuc hien)\b"
)
_MEANT = re.compile(r"\b(?:du kien|chi tieu|ke hoach)\b")
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
    others = (one for one in columns if one not in (*begins, *ends) and "held_on" in one.means)
    if len(begins) != 1 or len(ends) != 1 or any(_are_days(one) for one in others):
        return
    begins[0].means = {**begins[0].means, "held_on": SURE}
    ends[0].means = {SKIP: SURE}


def plan_of(table: Table, columns: Sequence[Column]) -> str:
    """Return the title that says that sessions are only planned; "" where it, another, or a column tells of what was done."""
    if any(_tells_results(column) for column in columns):
        return ""
    titles = [one.text for one in table.context if one.origin in {"title", "sheet"}]
    if any(_DONE.search(fold(text)) for text in titles):
        return ""
    return next((text for text in titles if _PLAN.match(fold(text))), "")


def _tells_results(column: Column) -> bool:
    """Tell who came and what came of it, or that it was done."""
    heading = fold(column.heading)
    is_said = _RESULTS.search(heading) and not _MEANT.search(heading)
    texts = () if column.is_sure("title") else column.seen.texts
    return bool(column.seen.filled and is_said) or any(re.match(_WAS, fold(one)) for one in texts)


def _is_day(column: Column, words: re.Pattern[str]) -> bool:
    heading = column.heading.casefold().strip(" :.")
    is_said = words.fullmatch(fold(heading)) and not _NO_DAY.search(heading)
    return bool(is_said) and _are_days(column)


def _are_days(column: Column) -> bool:
    """Tell days from times: "7h30"."""
    return not column.seen.filled or column.seen.share(*_DAYS) >= MOST


def leave_targets(columns: Sequence[Column]) -> None:
    """Take of counts what was done, not what was to be: "Số người" above "Kế hoạch | Thực hiện"."""
    beside = defaultdict[tuple[str, ...], list[Column]](list)
    for column in columns:
        beside[column.words[1:]].append(column)
    for above, group in beside.items():
        told = meanings(above) if above else {}
        done = [one for one in group if fold(one.heading) in _ACHIEVED]
        meant = any(fold(one.heading) in _TARGET for one in group)
        counted = told.keys() & _COUNTED
        counted = set() if {"people", "households"} <= counted else counted
        others = any(one.means.keys() & counted for one in columns if one not in group)
        if not meant or len(done) != 1 or not counted or others:
            continue
        for column in (one for one in group if not one.is_sure("women")):
            column.means = told if column in done else {SKIP: SURE}


def tell_counts(table: Table, columns: Sequence[Column]) -> None:
    """Tell who came: what is counted without a word of whom, and the first of two numbers below "Số người (nữ)"."""
    homes = _tell_of_homes(table, columns)
    others = [column for column in columns if column.means.keys() & {"people", "persons"}]
    for column in columns:
        means = column.means
        is_open = {"people", "households"} <= means.keys() and not column.is_sure("households")
        if is_open and others == [column] and not homes and not _are_homes(column):
            column.means = {role: much for role, much in means.items() if role != "households"}
        elif "women" in means and _ARE_BOTH.search(fold(column.heading)) and _are_pairs(column):
            column.means = {"people": SURE}


def _tell_of_homes(table: Table, columns: Sequence[Column]) -> bool:
    """Tell whether a title speaks of households, or a column says what is counted: "ĐVT"."""
    titles = (one.text for one in table.context if one.origin in {"title", "sheet"})
    return any(map(_HOME.search, titles)) or any(
        fold(column.heading) in _UNITS for column in columns
    )


def _are_homes(column: Column) -> bool:
    texts = (text.casefold() for text in column.seen.texts)
    return any(map(_HOME.search, column.words)) or any(map(OF_HOUSEHOLDS.search, texts))


def _are_pairs(column: Column) -> bool:
    texts = column.seen.texts.items()
    pairs = sum(n for text, n in texts if "women" in attendance(text, has_women=True).more)
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
