"""Years of birth and days, day first as in Vietnam."""

import re
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.spreadsheet.values.words import Understood, Wrong, as_written, is_nothing, written

FIRST_YEAR = 1900
# Surveys, teams and activities are of this century; an older day is a slip.
FIRST_YEAR_OF_DAYS = 2000
# Excel counts days from here; numbers of 1954 to 2119.
_EXCEL, _SERIALS = date(1899, 12, 30), range(20_000, 80_000)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", re.ASCII)
_DAY_FIRST = re.compile(
    r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:[ ,].*)?", re.ASCII
)
_WORDS = re.compile(
    r"(?:ngày|ngay)?\s*(\d{1,2})\s*(?:tháng|thang)\s*(\d{1,2})\s*(?:năm|nam)\s*(\d{4})",
    re.ASCII,
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_SHORT_YEAR = re.compile(r"(?:.*[-/. ])?(\d{2})", re.ASCII)
_AGE = re.compile(r"(\d{1,3})\s*(?:tuổi|tuoi|t)\b", re.ASCII)


def birth_year(cell: Cell, *, today: date | None = None) -> Understood[int | None]:
    """Read a year of birth: a year, or a day of it. Two digits are not guessed."""
    if is_nothing(cell):
        return Understood(None)
    text, today = written(cell), today or timezone.localdate()
    if isinstance(cell, date):
        _refuse_year_shown_as_day(cell, text, today)
        return Understood(_possible(cell.year, text, today), as_written(text, str(cell.year)))
    years = _YEAR.findall(text)
    if len(years) == 1 and not isinstance(cell, float):
        year = _possible(int(years[0]), text, today)
        return Understood(year, "" if text == years[0] else as_written(text, str(year)))
    raise Wrong(
        _("Năm sinh “%(text)s” không hợp lệ.") % {"text": text},
        _("Ghi đủ bốn chữ số, ví dụ 1979."),
        _likely_year(text, today),
    )


def _refuse_year_shown_as_day(cell: date, text: str, today: date) -> None:
    """Refuse what Excel makes of a year typed into a cell of days: 1962 becomes 15/05/1905."""
    typed = (cell - _EXCEL).days
    if FIRST_YEAR <= typed <= today.year:
        raise Wrong(
            _("Năm sinh “%(text)s” không hợp lệ.") % {"text": text},
            _("Đổi kiểu ô thành Số (Number) rồi ghi năm, ví dụ 1979."),
            typed,
        )


def _possible(year: int, text: str, today: date) -> int:
    if FIRST_YEAR <= year <= today.year:
        return year
    raise Wrong(
        _("Năm sinh “%(text)s” không hợp lệ.") % {"text": text},
        _("Ghi năm từ %(first)s đến %(last)s.") % {"first": FIRST_YEAR, "last": today.year},
    )


def _likely_year(text: str, today: date) -> int | None:
    """Return the year that two digits or an age most likely mean, for a person to confirm."""
    if age := _AGE.fullmatch(text.lower()):
        return today.year - int(age[1]) if int(age[1]) <= today.year - FIRST_YEAR else None
    if (short := _SHORT_YEAR.fullmatch(text)) and int(short[1]) > today.year % 100:
        return FIRST_YEAR + int(short[1])
    return None


def day(cell: Cell, *, latest: date | None = None) -> Understood[date | None]:
    """Read a day: a real one, text with the day first, ISO, or Excel's number; none after `latest`."""
    if is_nothing(cell):
        return Understood(None)
    text = written(cell)
    found, note = _read_day(cell, text)
    if found.year < FIRST_YEAR_OF_DAYS or (latest and found > latest):
        raise Wrong(
            _("Ngày %(day)s không hợp lệ.") % {"day": date_format(found)},
            _("Ghi ngày từ năm %(first)s đến %(latest)s.")
            % {"first": FIRST_YEAR_OF_DAYS, "latest": date_format(latest) if latest else _("nay")},
        )
    return Understood(found, note)


def past_day(cell: Cell) -> Understood[date | None]:
    """Read a day that is not still to come."""
    return day(cell, latest=timezone.localdate())


def _read_day(cell: Cell, text: str) -> tuple[date, str]:
    if isinstance(cell, date):
        return cell, ""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        found = _EXCEL + timedelta(days=int(cell))
        return found, as_written(text, date_format(found))
    if match := _ISO.fullmatch(text):
        year, month, number = map(int, match.groups())
        return _made(year, month, number, text), ""
    if match := _WORDS.fullmatch(text.lower()) or _DAY_FIRST.fullmatch(text):
        number, month, year = map(int, match.groups())
        if year >= 100:
            return _made(year, month, number, text), ""
        found = _made(2000 + year, month, number, text)
        return found, as_written(text, date_format(found))
    raise _no_day(text)


def _made(year: int, month: int, number: int, text: str) -> date:
    """Return the day, or raise Wrong with the one that another order of its numbers would make."""
    try:
        return date(year, month, number)
    except ValueError:
        try:
            raise _no_day(text, date(year, number, month)) from None
        except ValueError:
            raise _no_day(text) from None


def _no_day(text: str, proposal: date | None = None) -> Wrong:
    return Wrong(
        _("“%(text)s” không phải là ngày.") % {"text": text},
        _("Ghi ngày, tháng, năm, ví dụ 03/04/2026."),
        proposal,
    )
