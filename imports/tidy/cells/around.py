"""What stands around a day that it may not say: its month, and the years that may be meant."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from imports.tidy.model import Context

DAY_FIRST = "d/m"
_MONTH_IN_TEXT = re.compile(
    r"(?:tháng|thang|\bt)\s*0?(\d{1,2})(?:\s*[-/.]\s*|\s*,?\s*(?:năm|nam)\s*)?((?:20)\d\d)?(?!\d)",
    re.ASCII,
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)
_YEAR_IN_TEXT = re.compile(r"(?<![\d/.\-])(20\d\d)(?!\d)", re.ASCII)
# Papers and days have years of their own.
_OTHER_YEAR = re.compile(
    r"(?:qđ|quyết định|kế hoạch|kh-|công văn|thông tư|nghị|số \d+|đề án|ngày \d+)", re.IGNORECASE
)
# "Tháng 1-6/2026", "tháng 1 đến tháng 3": a day below may be of any of them. In "tháng 9 - 15/9" and "tháng 9, T2 hàng
# tuần" it is of one.
_MONTH = r"0?(?:[1-9]|1[0-2])(?!\d)"
_FIRST = rf"(?:tháng|thang|\bt)\s*{_MONTH}(?:\s*(?:[/.\-]|năm|nam)\s*20\d\d)?"
_LAST = rf"(?:(?:tháng|thang|t)\s*)?{_MONTH}(?![/.](?!20\d\d)\d)"
# Behind the last of them stands no count: "tháng 9 - 12 người", "tháng 9, 8-10 giờ".
_NO_COUNT = r"(?!\s*(?:người|nguoi|hộ|ho|lượt|luot|buổi|buoi|giờ|gio|lớp|lop|cuộc|cuoc|đợt|dot|thôn|thon|buôn|xóm|điểm|ngày|tuần|h\d*|chuyên đề|nội dung|thành viên|hoạt động|hoat dong|(?:hàng|hằng) tuần)(?![a-zà-ỹ]))"
_STOP = r"(?=\s*(?:$|[)–\-](?!\s*\d)|[,;:+&]|\.(?!\d)|[/.]\s*20\d\d|(?:năm|nam|và|va|của|cua)(?![a-zà-ỹ])))"
_SEVERAL_MONTHS = re.compile(
    rf"{_FIRST}[-–]{_LAST}(?!\s*(?:người|lượt|hộ|buổi)(?![a-zà-ỹ]))|{_FIRST}\s*(?:[-–]|đến|den|tới|toi)\s*{_LAST}{_NO_COUNT}"
    rf"|{_FIRST}\s*(?:[+&,;]|và|va)\s*(?:(?:tháng|thang)\s*{_MONTH}|{_MONTH}{_STOP})",
    re.ASCII,
)
# "Tháng 9 (T2-T6)": from Monday to Friday.
_DAYS_OF_WEEK = re.compile(
    r"(?:tháng|thang)\s*\d{1,2}\b.*\bt\s*[2-7]\s*[-–]\s*t\s*[2-7]\b", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of the days of a column: their order ("" for not told), today, month and year of what stands around.

    `is_swapped`: a machine may have turned 3/4, the third of April, into the fourth of March.
    """

    today: date
    order: str = DAY_FIRST
    month: int | None = None
    years: Sequence[int] = ()
    is_swapped: bool = False


def several_months(text: str) -> re.Match[str] | None:
    """Find where a text names several months: "Tháng 1-6/2026"."""
    low = text.casefold()
    found = None if _DAYS_OF_WEEK.search(low) else _SEVERAL_MONTHS.search(low)
    if found is None or _YEAR.search(found[0]):
        return found
    first, last, *_more = map(int, re.findall(r"\d+", found[0]))
    return found if first < last else None


def known_around(context: Sequence[Context], today: date, order: str = DAY_FIRST) -> Around:
    """Return what stands around a row that its day may not say: the nearest month, and the years that may be meant."""
    groups = [one for one in context if one.origin == "group"][::-1]
    others = [one for one in context if one.origin != "group"]
    month, year = _nearest_month((*groups, *(one for one in others if one.origin == "sheet")))
    if year:
        return Around(today, order, month, (year,))
    for part in (groups, others):
        years = {
            int(year)
            for one in part
            if not _OTHER_YEAR.search(one.text)
            for year in _YEAR_IN_TEXT.findall(one.text)
            if int(year) <= today.year + 1
        }
        if years:
            return Around(today, order, month, tuple(sorted(years, reverse=True)))
    return Around(today, order, month)


def _nearest_month(context: Iterable[Context]) -> tuple[int | None, int | None]:
    """Return the month that stands nearest, none where that names several; and the year that it says."""
    for one in context:
        low = one.text.casefold()
        if several := several_months(low):
            years = set(_YEAR.findall(low, several.start()))
            return None, int(years.pop()) if len(years) == 1 else None
        if (match := _MONTH_IN_TEXT.search(low)) and 1 <= int(match[1]) <= 12:
            return int(match[1]), int(match[2]) if match[2] else None
    return None, None


def with_month(about: Around, text: str) -> Around:
    """Return what is known with the month of a column of its own: "9", "Tháng 9/2026"."""
    low = text.casefold()
    if several_months(low):
        return replace(about, month=None)
    match = _MONTH_IN_TEXT.search(low) or re.fullmatch(r"0?(\d{1,2})(?:[-/.](20\d\d))?", low)
    if match is None or not 1 <= int(match[1]) <= 12:
        return about
    years = (int(match[2]),) if match[2] else about.years
    return replace(about, month=int(match[1]), years=years)


def year_of(texts: Iterable[str], today: date) -> int:
    """Return of which year a list is by what stands around it: this year's where nothing tells."""
    years = {
        int(year)
        for text in texts
        if not _OTHER_YEAR.search(text)
        for year in _YEAR_IN_TEXT.findall(text)
        if today.year - 3 <= int(year) <= today.year
    }
    return years.pop() if len(years) == 1 else today.year
