"""Sessions of teams: a row for each, with days as months above them, sheets and titles complete them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from areas.names import fold
from imports.spreadsheet.book import Cell
from imports.tidy.asking import Asking, Spot
from imports.tidy.cells.days import is_part_of_month
from imports.tidy.model import Context, Entry, Known, Record, Table
from imports.tidy.roles import SKILLS
from imports.tidy.rows import entries
from imports.tidy.shapes.left import OF_PLACES, Leaving, leave_columns
from imports.tidy.shapes.not_held import is_not_held
from imports.tidy.shapes.periods import days_in, month_in, year_in
from imports.tidy.shapes.team_places import is_own_commune, names_team, place_in

# Fields of the register by role; the day is put together from several.
_FIELDS = {
    one: one
    for one in (
        "place",
        "title",
        "people",
        "persons",
        "women",
        "households",
        "note",
        "skills",
        *SKILLS,
    )
}
_USED = {*_FIELDS, *OF_PLACES, "held_on", "month", "team"}
# What a session must say beside a village and a number of its row.
_SAYS = ("held_on", "title", "place", "people", "persons", "women", "households", "skills", *SKILLS)
_DAY_ONLY = re.compile(r"(?:ngày|ngay|mùng|mung)?\s*(\d{1,2})", re.IGNORECASE)
_DAY_MONTH = re.compile(
    r"(.*?)(?:(?:ngày|ngay)\s*)?(?<![\d/.-])(\d{1,2})\s*(?:[/.-]|tháng|thang)\s*(\d{1,2})\s*[/.-]?\s*(?:năm|nam)?",
    re.IGNORECASE,
)
_DAYS_ONLY = re.compile(
    r"(?:các\s+)?(?:ngày|ngay)?\s*(\d{1,2})\s*(?:[-–,;+&]|đến|và)\s*(\d{1,2})", re.IGNORECASE
)
# "8h00, ", "Từ 7 giờ 30 đến 10h ngày ": a time before the day.
_TIME = re.compile(
    r"^(?:lúc|từ|vào lúc)?\s*\d{1,2}\s*(?:h|giờ|g)\s*(?:\d{1,2})?\s*(?:'|p|phút)?"
    r"(?:\s*(?:-|–|đến)\s*\d{1,2}\s*(?:h|giờ|g)\s*(?:\d{1,2})?\s*(?:'|p|phút)?)?\s*[,;:–-]?\s*(?=\D{0,12}\d)",
    re.IGNORECASE,
)
_WHOLE_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_DAYS_MONTH = re.compile(
    r"(?:các\s+)?(?:ngày|ngay)?\s*(\d{1,2}\s*(?:[-–,;+&]|đến|và)\s*\d{1,2}\s*/\s*\d{1,2})",
    re.IGNORECASE,
)
# What a report counts, in a table with a column for each month: no session is called so.
_FIGURE = re.compile(
    r"(?:tong )?so (?:buoi|luot|nguoi|ho|to|lop|cuoc|thanh vien)\b|(?:trong do|ty le|ti le)\b|tong (?:so|cong)\b|luot nguoi\b"
)
_COUNTED = re.compile(r"(?:tong )?so (?:buoi|lop|cuoc|dot)\b")
# So many years back a book of sessions may be.
_YEARS = 3
_HALF_YEAR, _DECEMBER = 6, 12
# A month and its year, as far as texts say them.
type Month = tuple[int | None, int | None]


def records(tables: Sequence[Table], known: Known, asking: Asking) -> Iterator[Record]:
    """Yield a record for each session."""
    for table in tables:
        yield from _Sessions(table, known, asking).records()


class _Sessions:
    """One table of sessions."""

    def __init__(self, table: Table, known: Known, asking: Asking) -> None:
        self.table, self.known, self.asking = table, known, asking
        self.leaving = Leaving(table, asking)
        self.context: Sequence[Context] | None = None
        self.month: Month = (None, None)
        # Of the rows above: their month may stand in the first of them only.
        self.last: Month | None = None
        self.is_day_first = _is_day_first(table)

    def records(self) -> Iterator[Record]:
        """Yield a record for each row that says something of a session."""
        leave_columns(self.table, _USED, self.asking)
        is_sum = _counts_sessions(self.table)
        for entry in entries(self.table, self.known, self.asking):
            if entry.context is not self.context:
                self.context, self.month, self.last = entry.context, _month_of(entry.context), None
            if is_sum or _FIGURE.match(fold(entry.text("title"))):
                self.leaving.row("summary", entry.row.number)
            elif is_not_held(entry, self.known.today):
                self.leaving.row("not_held", entry.row.number)
            elif any(entry.get(key) is not None for key in _SAYS):
                yield self._record(entry)
            else:
                self.leaving.row("nobody", entry.row.number)
        self.leaving.say()

    def _record(self, entry: Entry) -> Record:
        cells: dict[str, Any] = {
            field: entry.get(key) for key, field in _FIELDS.items() if entry.get(key) is not None
        }
        spots = {field: entry.spot(key) for key, field in _FIELDS.items()}
        spots |= {"village": entry.spot(_place_key(entry)), "held_on": entry.spot("held_on")}
        place = entry.get(_place_key(entry))
        if place is not None:
            text = str(place)
            cells["village"] = place_in(text) if names_team(text) else place
        day = self._day(entry, spots["held_on"])
        if day is not None:
            cells["held_on"] = day
        record = Record("activities", entry, cells, spots)
        place = str(cells.get("village") or _named_above(entry.context))
        record.is_of_commune = is_own_commune(place, self.known)
        return record

    def _day(self, entry: Entry, spot: Spot) -> Cell:
        """Return the day of a session: what its cell lacks is said by its month, above it, or asked."""
        cell = entry.get("held_on")
        month, year = self._month(entry)
        if isinstance(cell, str):
            cell = _TIME.sub("", cell.strip()) or cell
        if isinstance(cell, bool | date) or cell is None:
            return cell
        if isinstance(cell, int) and not isinstance(cell, bool) and 1 <= cell <= 31:
            return self._completed(str(cell), str(cell), month, year, spot)
        if not isinstance(cell, str) or is_part_of_month(cell):
            return cell
        return self._of_text(cell, month, year, spot)

    def _of_text(self, cell: str, month: int | None, year: int | None, spot: Spot) -> Cell:
        if (several := _DAYS_ONLY.fullmatch(cell.strip())) and month is not None:
            year = year or self._asked_year(spot)
            return year and f"{several[1]}-{several[2]}/{month}/{year}"
        if (alone := _DAY_ONLY.fullmatch(cell.strip())) and month is not None:
            return self._completed(cell, alone[1], month, year, spot)
        if several := _DAYS_MONTH.fullmatch(cell.strip()):
            year = year or self._asked_year(spot)
            return year and f"{several[1]}/{year}"
        if both := _DAY_MONTH.fullmatch(cell.strip()):
            return self._with_year(cell, both, year, spot)
        return self._month_first(cell, month) or cell

    def _month_first(self, cell: str, month: int | None) -> date | None:
        """Return a day whose month is written first: it is the one above it, and no day of the column speaks against it."""
        whole = _WHOLE_DAY.fullmatch(cell.strip())
        if whole is None or self.is_day_first:
            return None
        first, second, year = map(int, whole.groups())
        if first != month or second == month:
            return None
        return _made(year, first, second)

    def _month(self, entry: Entry) -> Month:
        """Return the month of a row: of its own column, else of what stands above it."""
        cell = entry.get("month")
        if cell is None:
            return self.last or self.month
        if isinstance(cell, date):
            said: Month | None = (cell.month, cell.year)
        else:
            text = str(cell)
            said = month_in(text) or (month_in(f"tháng {text}") if text[:1].isdigit() else None)
        self.last = (said[0], said[1] or self.month[1]) if said else None
        return self.last or self.month

    def _completed(
        self, cell: str, day: str, month: int | None, year: int | None, spot: Spot
    ) -> Cell:
        if month is None:
            return cell
        year = year or self._asked_year(spot)
        if year is None:
            return None
        return _made(year, month, int(day)) or f"{day}/{month}/{year}"

    def _with_year(self, cell: str, both: re.Match[str], year: int | None, spot: Spot) -> Cell:
        """Give a day and month their year; which of the two comes first is for whoever reads days."""
        before, first, second = both.groups()
        span = _span_of(self.context or ())
        if span and (within := _within(span, int(first), int(second))):
            return within
        if self.last in (None, self.month):  # of a month column the year is its own
            year = _year_of_period(int(second), year, self.month)
        year = year or self._asked_year(spot)
        if year is None:
            return None
        return f"{before}{first}/{second}/{year}"

    def _asked_year(self, spot: Spot) -> int | None:
        today = self.known.today
        years = [str(today.year - back) for back in range(_YEARS)]
        told = self.asking.ask("year", "", years, spot=spot)
        return int(told) if told else None


def _counts_sessions(table: Table) -> bool:
    """Tell a table in which each row adds up the sessions of a month: it has no days, and says how many they were."""
    headings = (words[0] for words in table.headings.values() if words)
    return not table.has("held_on") and any(_COUNTED.match(fold(one)) for one in headings)


def _is_day_first(table: Table) -> bool:
    """Tell whether a day of the table can be read day first alone: 14/9/2026."""
    at = table.column("held_on")
    cells = (row.cells[at] for row in table.rows if at is not None and at < len(row.cells))
    found = (_WHOLE_DAY.fullmatch(cell.strip()) for cell in cells if isinstance(cell, str))
    return any(int(one[1]) > 12 for one in found if one)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _span_of(context: Sequence[Context]) -> tuple[date, date] | None:
    """Return the first and last day that stand above a table: "(Từ 15/12/2025 đến 14/01/2026)"."""
    for one in context:
        found = days_in(one.text)
        is_span = len(found) == 2 and found[0] < found[1] and " den " in fold(one.text)
        if is_span and not _is_paper(one.text):
            return found[0], found[1]
    return None


def _within(span: tuple[date, date], day: int, month: int) -> date | None:
    """Return the one day within a span that has this day and month."""
    years = {span[0].year, span[1].year}
    found = [
        one for year in years if (one := _made(year, month, day)) and span[0] <= one <= span[1]
    ]
    return found[0] if len(found) == 1 else None


def _year_of_period(month: int, year: int | None, period: Month) -> int | None:
    """Return the year of a month in a list of another one: December in that of January is of the year before."""
    is_before = bool(period[0]) and month - (period[0] or 0) > _HALF_YEAR and month <= _DECEMBER
    return year - 1 if year and is_before else year


def _place_key(entry: Entry) -> str:
    return "village" if entry.get("village") is not None else "team"


def _named_above(context: Sequence[Context]) -> str:
    """Return the place of the team that the nearest row between the others names, "" where it names none."""
    group = next((one.text for one in reversed(context) if one.origin == "group"), "")
    return place_in(group) if names_team(group) else ""


def _month_of(context: Sequence[Context]) -> Month:
    """Return the month and year that hold for a row: the nearest row between the others, the sheet, titles, the file."""
    ranks = {"group": 0, "sheet": 1, "title": 2, "foot": 4, "file": 3}
    groups = [one for one in reversed(context) if one.origin == "group"]
    others = [one for one in context if one.origin != "group"]
    nearest = groups + sorted(others, key=lambda one: ranks.get(one.origin, 5))
    month = year = None
    for one in nearest:
        if _is_paper(one.text):
            continue
        said = month_in(one.text)
        if said and month is None:
            month, year = said[0], year or said[1]
        elif year is None and (said is None or said[0] == month):
            year = year_in(one.text)
    return month, year


def _is_paper(text: str) -> bool:
    """Tell a text that names a decision, a plan or the day of a letter: its year is not that of the sessions."""
    folded = fold(text)
    return any(
        word in folded for word in ("quyet dinh", "ke hoach so", "kem theo", "can cu", "cong van")
    ) or (" ngay " in f" {folded} " and " nam " in f" {folded} ")
