"""Days of every spelling: whether day or month comes first is told by the whole column, the year by what stands around."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.spreadsheet.values import Wrong
from imports.spreadsheet.values.words import as_written
from imports.tidy.cells.around import DAY_FIRST, Around
from imports.tidy.cells.reading import NOTHING, Doubt, Read, plain, says_nothing

FIRST_YEAR = 2000
EPOCH = date(1899, 12, 30)
MONTH_FIRST = "m/d"
_SERIALS = range(36_526, 80_000)  # from the year 2000

# Within "5/3/2026-7/3/2026" no year begins a day.
_ISO = re.compile(r"(?<![\d/.\-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", re.ASCII)
_NUMBERS = re.compile(
    r"(?<![\d/.])(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?![\d/])", re.ASCII
)
_SPACED = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4})", re.ASCII)
_WORDS = re.compile(
    r"(\d{1,2})\s*(?:tháng|thang|th)\s*(\d{1,2})\s*,?\s*(?:năm|nam)?\s*(\d{4})", re.ASCII
)
_DIGITS = re.compile(r"(20\d\d)(\d\d)(\d\d)|(\d\d)(\d\d)(20\d\d)", re.ASCII)
_NO_YEAR = re.compile(
    r"(?:.*\D)?(?<![/.\-])(\d{1,2})\s*(?:[-/.]|tháng|thang)\s*(\d{1,2})(?![/.\-\d])(?:\D.*)?",
    re.ASCII,
)
_DAY_ALONE = re.compile(r"(?:ngày|ngay|mùng|mồng)?\s*(\d{1,2})", re.ASCII)
_AND = r"\s*(?:[-–,;+&]|đến|và)\s*"
# "Thứ 7, 8/8/2026": that number is of the week.
_WEEKDAY = re.compile(
    r"\b(?:thứ|thu|t)\s*(?:[2-7]|hai|ba|tư|tu|năm|nam|sáu|sau|bảy|bay)\s*[,:;\-–(]\s*(?=(?:ngày |ngay )?\d)"
)
_SEVERAL = re.compile(rf"\d{_AND}\d{{1,2}}\s*[/.]\s*\d{{1,2}}", re.ASCII)
_ONE = r"\d{1,2}(?:\s*(?:[/.]|tháng|thang)\s*\d{1,2})?"
_BEFORE = re.compile(rf"(?<!\d)(?:{_ONE}{_AND})+(?=\d)", re.ASCII)
_BEFORE_WORDS = re.compile(
    rf"(?:^((?:{_ONE}{_AND})+)|\b(?:ngày|ngay|từ|tu|mùng|mồng)\s+((?:{_ONE}{_AND}(?:(?:ngày|ngay)\s*)?)+))$",
    re.ASCII,
)
_DAY_OF = re.compile(r"(\d{1,2})(?:\s*(?:[/.]|tháng|thang)\s*(\d{1,2}))?", re.ASCII)
_MOON = re.compile(r"\s*[(),;]\s*|\s+(?:tức|nhằm)\b", re.IGNORECASE)
_LUNAR = re.compile(r"\b(?:âm lịch|am lich|âl)\b")  # "10/3 (22/1 âm lịch)"
# The second week of a month is not its second day.
_NO_DAY = re.compile(
    r"(?:tuần|tuan|quý|quy|đợt|dot|lần|lan|kỳ|ky)\s*(?:thứ\s*|thu\s*)?\d{1,2}\s*(?:của\s*)?(?:/|tháng|thang)"
)


def is_part_of_month(text: str) -> bool:
    """Tell "Tuần 2 tháng 9", in which no day stands."""
    return bool(_NO_DAY.search(text.casefold()))


def order_of(cells: Iterable[Cell]) -> str:
    """Return which comes first in a column, "" where its cells tell both: day first unless one speaks against it."""
    day_first = month_first = False
    for cell in cells:
        if isinstance(cell, str) and (match := _NUMBERS.search(cell)):
            day_first |= int(match[1]) > 12
            month_first |= int(match[2]) > 12
    if month_first:
        return "" if day_first else MONTH_FIRST
    return DAY_FIRST


def may_be_swapped(cells: Iterable[Cell]) -> bool:
    """Say whether all that could be a day, month first, became one, and only what could not stayed a text."""
    real, texts = list[date](), list[bool]()
    for cell in cells:
        if isinstance(cell, date):
            real.append(cell)
        elif isinstance(cell, str) and (match := _NUMBERS.search(cell)):
            texts.append(int(match[1]) > 12 >= int(match[2]))
    return len(real) > 2 and bool(texts) and all(texts) and all(one.day <= 12 for one in real)


def day(cell: Cell, about: Around, *, is_past: bool = True) -> Read:
    """Read a day; where nothing tells its order or year, that is asked once for the file."""
    text = plain(cell)
    if says_nothing(text):
        return NOTHING
    if isinstance(cell, date):
        if about.is_swapped and cell.day != cell.month and cell.day <= 12:
            ways = {DAY_FIRST: cell.replace(month=cell.day, day=cell.month), MONTH_FIRST: cell}
            return Read(doubt=each_checked(Doubt("date_order", "", ways), about, is_past=is_past))
        return checked(cell, text, about, is_past=is_past)
    if isinstance(cell, int | float) and int(cell) in _SERIALS:
        found = EPOCH + timedelta(days=int(cell))
        return checked(found, text, about, as_written(text, date_format(found)), is_past=is_past)
    return _of_text(text, about, is_past=is_past)


def _of_text(text: str, about: Around, *, is_past: bool) -> Read:
    if is_part_of_month(text):
        return Read(wrong=_no_day(text))
    if _LUNAR.search(text.casefold()):
        return _of_the_moon(text, about, is_past=is_past)
    said = find(text, about)
    if isinstance(said, date):
        return checked(said, text, about, is_past=is_past)
    read = said or _without_year(text, about) or Read(wrong=_no_day(text))
    return (
        read if read.doubt is None else Read(doubt=each_checked(read.doubt, about, is_past=is_past))
    )


def _of_the_moon(text: str, about: Around, *, is_past: bool) -> Read:
    """Read "10/3/2026 (22/1 âm lịch)", which says the day of the sun as well; a lunar day alone is none."""
    parts = _MOON.split(text)
    moon = [part for part in parts if _LUNAR.search(part.casefold())]
    is_alone = any(_DAY_ALONE.search(part) is None for part in moon)  # "05/3 (âm lịch)"
    rest = " ".join(part for part in parts if part not in moon)
    read = None if is_alone else _of_text(rest, about, is_past=is_past)
    if read is not None and read.wrong is None:
        return read
    return Read(
        wrong=Wrong(
            _("“%(text)s” là ngày âm lịch.") % {"text": text},
            _("Ghi ngày dương lịch, ví dụ 03/04/2026."),
        )
    )


def each_checked(doubt: Doubt, about: Around, *, is_past: bool = True) -> Doubt:
    """Let each choice of a doubt be a day that may be, or what is wrong with it."""
    ways = {
        choice: checked(one, "", about, is_past=is_past) for choice, one in doubt.values.items()
    }
    values = {choice: way.wrong or way.value for choice, way in ways.items()}
    return Doubt(doubt.kind, doubt.subject, values, doubt.proposal)


def find(text: str, about: Around) -> date | Read | None:
    """Return the day in a text, a question about it, or None."""
    low = _WEEKDAY.sub("", text.casefold())
    if match := _ISO.search(low):
        return _made(*map(int, match.group(1, 3, 4)))
    if match := _WORDS.search(low):
        matches, before = _WORDS.findall(low), _BEFORE_WORDS.search(low[: match.start()])
        if len(set(matches)) > 1 or before:
            return _one_of(text, matches, before[0] if before else "")
        return _made(int(match[3]), int(match[2]), int(match[1]))
    if matches := _NUMBERS.findall(low) or _SPACED.findall(low):
        if len(set(matches)) > 1 or _SEVERAL.search(low):
            before = _BEFORE.search(low)
            return _one_of(text, matches, before[0] if before else "")
        first, second, year = map(int, matches[0])
        return _ordered(first, second, year if year > 99 else 2000 + year, about)
    if match := _DIGITS.fullmatch(low):
        parts = [int(one) for one in match.groups() if one]
        return _made(*parts) if match[1] else _made(*parts[::-1])
    return None


def _ordered(first: int, second: int, year: int, about: Around) -> date | Read | None:
    by_day, by_month = _made(year, second, first), _made(year, first, second)
    if not by_day or not by_month or first == second:
        return by_day or by_month
    if about.order:
        return by_day if about.order == DAY_FIRST else by_month
    return Read(doubt=Doubt("date_order", "", {DAY_FIRST: by_day, MONTH_FIRST: by_month}))


def _one_of(text: str, matches: list[tuple[str, str, str]], before: str) -> date | Read | None:
    """Ask which of several days is meant; those `before` the first whole one have its month, or its year alone."""
    days = [_made(int(y) if int(y) > 99 else 2000 + int(y), int(m), int(d)) for d, m, y in matches]
    if len(set(matches)) == 1 and (last := days[0]):
        earlier = (
            _made(last.year, int(month or last.month), int(number))
            for number, month in _DAY_OF.findall(before)
        )
        days = [*earlier, *days]
    if len(set(days)) == 1:
        return days[0]  # from a day to the same one
    values = {f"{one:%d/%m/%Y}": one for one in days if one}
    return Read(doubt=Doubt("repair", text, values)) if values else None


def _without_year(text: str, about: Around) -> Read | None:
    low = text.casefold()
    if match := _NO_YEAR.fullmatch(low):
        number, month = int(match[1]), int(match[2])
        if about.order == MONTH_FIRST or month > 12:
            number, month = month, number
    elif (match := _DAY_ALONE.fullmatch(low)) and about.month:
        number, month = int(match[1]), about.month
    else:
        return None
    found = {one: made for one in about.years if (made := _made(one, month, number))}
    if len(found) == 1:
        return checked(next(iter(found.values())), text, about)
    years = about.years or (about.today.year, about.today.year - 1)
    values = {str(one): made for one in years if (made := _made(one, month, number))}
    return Read(doubt=Doubt("year", "", values)) if values else None


def checked(found: date, text: str, about: Around, note: str = "", *, is_past: bool = True) -> Read:
    """Return a day, or what is wrong with one of before our time or, where it has passed, of the future."""
    if found.year < FIRST_YEAR or (is_past and found > about.today):
        return Read(
            wrong=Wrong(
                _("Ngày %(day)s không hợp lệ.") % {"day": date_format(found)},
                _("Ghi ngày từ năm %(first)s đến %(latest)s.")
                % {"first": FIRST_YEAR, "latest": date_format(about.today)},
            )
        )
    return Read(found, note)


def _made(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _no_day(text: str) -> Wrong:
    return Wrong(
        _("“%(text)s” không phải là ngày.") % {"text": text},
        _("Ghi ngày, tháng, năm, ví dụ 03/04/2026."),
    )
