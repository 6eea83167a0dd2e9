"""Working days of offices: Monday to Friday but for public holidays, as decrees have moved them.

The calendar is that of the library `holidays`, which knows the lunar year and the swaps decreed so far. What is decreed
later is written down by administrators of the country (`MovedDay`) and comes before it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays

from areas.models import MovedDay

# By day, whether offices work on it.
type Moved = Mapping[date, bool]


@lru_cache(maxsize=1)
def _calendar() -> Any:
    return holidays.country_holidays("VN")


def is_working_day(day: date, moved: Moved) -> bool:
    """Say whether offices are open on a day, with what decrees moved. Pure."""
    return moved[day] if day in moved else bool(_calendar().is_working_day(day))


def counted(day: date, days: int, moved: Moved) -> date:
    """Return the day on which so many working days after a day have passed; the day itself is not counted. Pure."""
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, moved)
    return day


def after_working_days(day: date, days: int) -> date:
    """Return the same, with the days that decrees moved. One query, or none."""
    return counted(day, days, MovedDay.unscoped.after(day) if days else {})
