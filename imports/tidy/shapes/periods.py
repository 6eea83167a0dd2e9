"""Years, months and days that texts beside a table say of its rows."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

from areas.names import fold
from imports.spreadsheet.caches import of_file
from imports.tidy.cells.around import several_months
from imports.tidy.model import Context

# "Tháng 9/2026", "T9", "T09.2026", "9-2026"; a sheet may be called so and nothing else.
_MONTH = re.compile(r"\b(?:thang|thg|th|t)\s?(\d{1,2})(?:\s*(?:nam\s*)?((?:19|20)\d{2}))?\b")
_BARE_MONTH = re.compile(r"(\d{1,2})\s((?:19|20)\d{2})(?: \d)?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d{2})(?!\d)"
    r"|(?<!\d)(\d{1,2})\s*(?:tháng|thang)\s*(\d{1,2})\s*(?:năm|nam)\s*((?:19|20)\d{2})(?!\d)"
    r"|(?<!\d)((?:19|20)\d{2})-(\d{2})-(\d{2})(?!\d)",
    re.IGNORECASE,
)
_QUARTER = re.compile(r"\bquy\s(i{1,3}|iv|[1-4])\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# A day beside these words is that of a letter or decision, not of what the table counts.
_OF_PAPERS = re.compile(
    r"\b(?:quyet dinh|qd|cong van|ke hoach|kem theo|can cu|van ban|so \d+ [a-z]|nghi quyet|thong bao)\b"
)
_TO_THE_END = re.compile(
    r"\b(?:den|toi) (?:het|cuoi) (?:(?:thang|t) ?(?P<month>\d{1,2}) |quy (?P<quarter>i{1,3}|iv|[1-4]) )?(?:nam )?(?P<year>20\d{2})\b"
)
_AROUND = frozenset({"title", "group", "foot"})
_SURVEYED = re.compile(
    r"\b(?:ngay|thoi gian|thoi diem) (?:khao sat|dieu tra|phong van|danh gia|ra soat|ks)\b|\b(?:khao sat|dieu tra|phong van) (?:vao |trong )?ngay\b"
)
_COUNTED = re.compile(
    r"\b(?:tinh den|den ngay|den het|den \d|thoi diem|so lieu|chot|cap nhat|tinh toi|ky bao cao)"
)


@of_file(1_024)
def month_in(text: str) -> tuple[int, int | None] | None:
    """Return the one month that a text names, with its year where it says so; None where it names none or several."""
    folded = fold(text)
    found = {(int(m), int(y) if y else None) for m, y in _MONTH.findall(folded)}
    if not found and (bare := _BARE_MONTH.fullmatch(folded)):
        found = {(int(bare[1]), int(bare[2]))}
    found = {one for one in found if 1 <= one[0] <= 12}
    if len(found) != 1 or _DAY.search(text) or several_months(text):
        return None
    month, year = found.pop()
    return month, year or year_in(text)


@of_file(1_024)
def year_in(text: str) -> int | None:
    """Return the one year that a text names."""
    years = {int(year) for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


@of_file(1_024)
def days_in(text: str) -> tuple[date, ...]:
    """Return the days that a text names, in their order; what is no day is left out."""
    found = []
    for one in _DAY.finditer(text):
        numbers = [int(part) for part in one.groups() if part]
        year, month, day = numbers if one[7] else numbers[::-1]
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            found.append(date(year, month, day))
    return tuple(found)


@of_file(1_024)
def day_of_survey(context: tuple[Context, ...]) -> Context | None:
    """Return the text that says on which one day all of a table were asked."""
    found = {one.text: one for one in context if one.origin in _AROUND and _asked_on(one.text)}
    days = {_asked_on(text) for text in found}
    return next(iter(found.values())) if len(days) == 1 else None


@of_file(1_024)
def _asked_on(text: str) -> date | None:
    days, folded = days_in(text), fold(text)
    is_said = _SURVEYED.search(folded) and not _OF_PAPERS.search(folded)
    return days[0] if len(days) == 1 and is_said else None


def days_of_figures(context: Iterable[Context], today: date) -> dict[date, Context]:
    """Return the days as of which texts say that a table counts, each with its text: of a period its last day."""
    sure = dict[date, Context]()
    for one in context:
        days = days_in(one.text)
        folded = fold(one.text)
        if days and _COUNTED.search(folded) and not _OF_PAPERS.search(folded):
            sure.setdefault(days[-1], one)
        elif not days and (end := _end_in(folded)):
            sure.setdefault(end, one)
    return {day: one for day, one in sure.items() if day <= today}


def _end_in(folded: str) -> date | None:
    """Return the end of the month, quarter or year up to which a text says that a table counts."""
    said = _TO_THE_END.search(folded)
    if said is None:
        return None
    year = int(said["year"])
    if said["month"]:
        return _end(year, int(said["month"])) if 1 <= int(said["month"]) <= 12 else None
    if said["quarter"]:
        return _end(year, 3 * (_QUARTERS.get(said["quarter"]) or int(said["quarter"])))
    return _end(year, 12)


def likely_days(context: Iterable[Context], today: date) -> list[date]:
    """Return days as of which a table may count: the ends of months, quarters, years and papers it names."""
    found = dict[date, None]()
    for one in context:
        folded = fold(one.text)
        year = year_in(one.text)
        if month := month_in(one.text):
            found[_end(month[1] or today.year, month[0])] = None
        elif year and (quarter := _QUARTER.search(folded)):
            found[_end(year, 3 * (_QUARTERS.get(quarter[1]) or int(quarter[1])))] = None
        elif year and "6 thang dau nam" in folded:
            found[_end(year, 6)] = None
        elif year and re.search(r"\bnam \d{4}$", folded):
            found[date(year, 12, 31)] = None
        found |= dict.fromkeys(days_in(one.text))
    return [day for day in found if day <= today]


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
