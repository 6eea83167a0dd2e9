"""Months as their first days, and the last days that their figures are of."""

from datetime import date, timedelta


def month_of(day: date) -> date:
    """Return the first day of the month of a day."""
    return day.replace(day=1)


def before(month: date, months: int = 1) -> date:
    """Return the month so many months earlier (later, when negative)."""
    number = month.year * 12 + month.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return before(month, -1) - timedelta(days=1)


def finished(day: date, months: int) -> list[date]:
    """Return the months that were over by a day, the oldest first."""
    return [before(month_of(day), back) for back in range(months, 0, -1)]


def read_month(text: str | None) -> date | None:
    """Read "2026-05" from an address; None for whatever is no month."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
