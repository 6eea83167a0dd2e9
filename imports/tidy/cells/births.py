"""Years of birth from days, years, serial numbers, two digits and ages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.spreadsheet.values.words import as_written
from imports.tidy.cells.days import EPOCH
from imports.tidy.cells.phones import SLIPS
from imports.tidy.cells.reading import LONGEST, NOTHING, Doubt, Read, plain, says_nothing

FIRST_YEAR = 1900
# Nobody is older.
OLDEST = 110
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", re.ASCII)
_EIGHT = re.compile(r"(?:((?:19|20)\d\d)(\d\d)(\d\d)|(\d\d)(\d\d)((?:19|20)\d\d))", re.ASCII)
_SIX = re.compile(r"((?:19|20)\d\d)(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])((?:19|20)\d\d)", re.ASCII)
_SHORT = re.compile(
    r"(?:(?P<before>\d{1,2}|--|\?\?)\s*[-/. ]\s*(?P<month>(?:\d{1,2}|--|\?\?)\s*[-/. ]\s*)?|['’‘`´]|sn\s*|ns\s*)?(?P<year>\d{2})",
    re.ASCII,
)
# A year as Excel or somebody writes a thousand.
_DOTTED = re.compile(r"([12])[., ](\d{3})", re.ASCII)
_AGE = re.compile(r"(\d{1,3})\s*(?:tuổi|tuoi|t|t\.)?", re.ASCII)
_AGE_IN_WORDS = re.compile(r"(\d{1,3})\s*(?:tuổi|tuoi|t)\.?", re.ASCII)
_ROUGHLY = re.compile(r"\?|~|\b(?:khoảng|chừng|tầm|độ|ước|khoang|chung)\b")
_LETTERED = re.compile(r"(?:[\dOoQIl|]{1,2}[-/.]){0,2}[1Il|2][9\dOoQ][\dOoQIl|]{2}", re.ASCII)
_MONTHS = re.compile(r"(\d{1,2})\s*(?:tháng|thang|th)(?: tuổi)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Births:
    """What is known of a column of births: today, of which year its ages are, whether its numbers count days."""

    today: date
    of_year: int
    has_serials: bool = False


def has_serials(cells: Iterable[Cell]) -> bool:
    """Say whether numbers of a column count days, as Excel does."""
    return any(_whole(cell) is not None and 9_999 < _whole(cell) < 60_000 for cell in cells)  # type: ignore[operator]  # asked just before


def born(cell: Cell, about: Births) -> Read:
    """Read a year of birth. What can be two years is asked; without a year there is nothing."""
    text = plain(cell)
    if says_nothing(text):
        return NOTHING
    if isinstance(cell, date):
        return _of_day(cell, text, about)
    if match := _DOTTED.fullmatch(text):
        return _possible(int(match[1] + match[2]), text, about)
    if isinstance(cell, float) and not cell.is_integer():
        return Read(left="not_understood")
    number = _whole(cell)
    if number is None:
        return _of_text(text.casefold(), text, about)
    return _of_number(number, text, about)


def age(cell: Cell, about: Births) -> Read:
    """Read an age as a year, which may be one off: it says so."""
    text = plain(cell)
    if says_nothing(text) and text != "0":
        return NOTHING
    low = text.casefold()
    if _MONTHS.fullmatch(low):
        return Read(left="not_understood")
    number = _whole(cell)
    if number is not None and FIRST_YEAR <= number <= about.today.year:
        return Read(number)
    if (match := _AGE.fullmatch(low)) and int(match[1]) <= OLDEST:
        return _of_age(int(match[1]), text, about)
    return Read(left="not_understood")


def _of_age(years: int, text: str, about: Births) -> Read:
    words = _("Tuổi %(age)s: năm sinh tính ra là khoảng %(year)s")
    year = about.of_year - years
    return Read(year, words % {"age": text, "year": year})


def _of_day(cell: date, text: str, about: Births) -> Read:
    typed = (cell - EPOCH).days
    if FIRST_YEAR <= typed <= about.today.year:
        # 1962 typed into a cell of days: Excel shows 15/05/1905.
        return Read(typed, as_written(text, str(typed)))
    return _possible(cell.year, text, about)


def _of_number(number: int, text: str, about: Births) -> Read:
    digits = text if text.isdecimal() else str(number)
    if FIRST_YEAR <= number <= about.today.year:
        return Read(number)
    last = (about.today - EPOCH).days
    if 9_999 < number <= last or (about.has_serials and about.today.year < number <= last):
        found = EPOCH + timedelta(days=number)
        if found.year < about.today.year - OLDEST:
            return Read(left="not_understood")  # 2062 is no day of 1905 but a slip
        return Read(found.year, as_written(text, str(found.year)))
    if len(digits) == 7:
        digits = f"0{digits}"
    if match := _EIGHT.fullmatch(digits):
        return _of_eight(match, text, about)
    if match := _SIX.fullmatch(digits):
        return _possible(int(match[1] or match[2]), text, about)
    if len(digits) == 6 and (found_short := _of_ddmmyy(digits, text, about)):
        return found_short
    return (
        _two_digits(number, text, about)
        if number < 100 and len(digits) == 2
        else Read(left="not_understood")
    )


def _of_eight(match: re.Match[str], text: str, about: Births) -> Read:
    """Read yyyymmdd or ddmmyyyy: only one of them can be a day."""
    years = set()
    for year, month, number in (
        (match[0][:4], match[0][4:6], match[0][6:]),
        (match[0][4:], match[0][2:4], match[0][:2]),
    ):
        if int(month) <= 12 and int(number) <= 31 and FIRST_YEAR <= int(year) <= about.today.year:
            years.add(int(year))
    if len(years) != 1:
        return Read(left="not_understood")
    return Read(years.pop())


def _of_ddmmyy(digits: str, text: str, about: Births) -> Read | None:
    if 1 <= int(digits[:2]) <= 31 and 1 <= int(digits[2:4]) <= 12:
        return _two_digits(int(digits[4:]), text, about)
    return None


def _of_text(low: str, text: str, about: Births) -> Read:
    years = sorted({int(one) for one in _YEAR.findall(low)})
    if len(years) == 1:
        return _about(years[0], low, text, about)
    if len(years) > 1:
        return Read(doubt=Doubt("repair", text, {str(one): one for one in years}))
    if match := _AGE_IN_WORDS.fullmatch(low):
        return (
            _of_age(int(match[1]), text, about)
            if int(match[1]) <= OLDEST
            else Read(left="not_understood")
        )
    if match := _SHORT.fullmatch(low):
        return _of_short(match, text, about)
    return _slipped(text, about)


def _slipped(text: str, about: Births) -> Read:
    """Read a year in which letters stand for digits, as of a telephone: "l965", "12/3/197O"; it is shown as it was written."""
    year = text[-4:].translate(SLIPS)
    if _LETTERED.fullmatch(text) and year.isdecimal():
        found = _possible(int(year), text, about)
        return found if found.value is None else Read(found.value, as_written(text, year))
    return Read(left="not_understood")


def _about(year: int, low: str, text: str, about: Births) -> Read:
    """Read a year of which the cell says that it is not known for sure, "khoảng 1950": it is shown as it was written."""
    found = _possible(year, text, about)
    if found.value is None or not _ROUGHLY.search(low):
        return found
    return Read(found.value, as_written(text, str(year)))


def _of_short(match: re.Match[str], text: str, about: Births) -> Read:
    """Read 15/8/82, 8/82 and '82; 15/03 is a day without a year, and 05/03 may be one."""
    year, before = int(match["year"]), match["before"] or ""
    is_month_too = before.isdecimal() and not match["month"] and 1 <= year <= 12
    if not is_month_too or not int(before):
        return _two_digits(year, text, about)
    if int(before) > 12:
        return Read(left="not_understood")
    return Read(doubt=Doubt("repair", text, {str(one): one for one in _years(year, about)}))


def _two_digits(number: int, text: str, about: Births) -> Read:
    """Read two digits where only one year can be meant."""
    years = _years(number, about)
    if len(years) == 1:
        return Read(years[0], as_written(text, str(years[0])))
    return Read(doubt=Doubt("repair", text, {str(year): year for year in years}))


def _years(number: int, about: Births) -> list[int]:
    return [
        year
        for year in (FIRST_YEAR + number, 2000 + number)
        if about.today.year - OLDEST <= year <= about.today.year
    ]


def _possible(year: int, text: str, about: Births) -> Read:
    if FIRST_YEAR <= year <= about.today.year:
        return Read(year)
    return Read(left="not_understood")


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    if not isinstance(cell, str) or len(cell) > LONGEST:
        return None
    return int(cell) if cell.isascii() and cell.strip().isdecimal() else None
