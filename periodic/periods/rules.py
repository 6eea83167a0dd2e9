"""Which days a period has, and what it is called. Pure.

The month of a day is that in which its cut-off falls: of "15th to 14th" the 20th of October belongs to November.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from areas.dated import last_day, month_of
from periodic.models import Cutoff, Span

# The last day of a month's period, where it is not that of the calendar.
CUT = 14
_ROMAN = ("I", "II", "III", "IV")
# How many months a period of each kind has; half a year, nine months and a year begin with the year.
MONTHS = {
    Span.MONTH: 1,
    Span.QUARTER: 3,
    Span.HALF: 6,
    Span.NINE_MONTHS: 9,
    Span.YEAR: 12,
}
# Those that come again within a year.
_AGAIN = (Span.MONTH, Span.QUARTER)


class Days(NamedTuple):
    """The first and the last day of a period."""

    begins_on: date
    ends_on: date


def days_of(span: str, cutoff: str, day: date) -> Days | None:
    """Return the days of the period in which a day lies; None where it lies in none (a half-year in autumn)."""
    if span == Span.FREE:
        return None
    months = MONTHS[Span(span)]
    month = _month(cutoff, day)
    back = (month.month - 1) % months if span in _AGAIN else month.month - 1
    if back >= months:
        return None
    first = month_of(month, back)
    last = month_of(first, 1 - months)
    if cutoff == Cutoff.FOURTEENTH:
        return Days(month_of(first, 1).replace(day=CUT + 1), last.replace(day=CUT))
    return Days(first, last_day(last))


def days_between(span: str, cutoff: str, first: date, last: date) -> list[Days]:
    """Return the periods that begin within some days, the oldest first."""
    found, day = list[Days](), first
    while day <= last:
        days = days_of(span, cutoff, day)
        if days is None:
            day = _next_month(cutoff, day)
            continue
        if first <= days.begins_on <= last:
            found.append(days)
        day = days.ends_on + timedelta(days=1)
    return found


def begun(span: str, cutoff: str, first: date, until: date) -> list[Days]:
    """Return the periods that have begun by a day, from the one that contains the first day on."""
    around = days_of(span, cutoff, first)
    return days_between(span, cutoff, around.begins_on if around else first, until)


def name_of(span: str, begins_on: date, ends_on: date) -> str:
    """Return what a period is called within a sentence: "tháng 11/2026", "quý IV/2026"."""
    words = {"year": ends_on.year, "month": ends_on.month, "quarter": _quarter(ends_on)}
    if span == Span.MONTH:
        text = _("tháng %(month)s/%(year)s")
    elif span == Span.QUARTER:
        text = _("quý %(quarter)s/%(year)s")
    elif span == Span.HALF:
        text = _("6 tháng đầu năm %(year)s")
    elif span == Span.NINE_MONTHS:
        text = _("9 tháng năm %(year)s")
    elif span == Span.YEAR:
        text = _("năm %(year)s")
    elif begins_on == ends_on:
        return _("ngày %(day)s") % {"day": date_format(ends_on)}
    else:
        days = {"begins": date_format(begins_on), "ends": date_format(ends_on)}
        return _("từ %(begins)s đến %(ends)s") % days
    return text % words


def short_name_of(span: str, ends_on: date) -> str:
    """Return what a period is called at the head of a narrow column: "T11", "Quý IV", else its last day."""
    if span == Span.MONTH:
        return _("T%(month)s") % {"month": ends_on.month}
    if span == Span.QUARTER:
        return _("Quý %(quarter)s") % {"quarter": _quarter(ends_on)}
    return date_format(ends_on, "d/m")


def _quarter(ends_on: date) -> str:
    return _ROMAN[(ends_on.month - 1) // 3]


def _next_month(cutoff: str, day: date) -> date:
    """Return the first day of the month after the one to which a day counts."""
    month = _month(cutoff, day)
    return month.replace(day=CUT + 1) if cutoff == Cutoff.FOURTEENTH else month_of(month, -1)


def _month(cutoff: str, day: date) -> date:
    """Return the month to which a day counts."""
    is_next = cutoff == Cutoff.FOURTEENTH and day.day > CUT
    return month_of(day, -1 if is_next else 0)
