"""Working days of offices: Monday to Friday but for public holidays, as decrees have moved them.

The calendar is that of the library `holidays`, which knows the lunar year and the swaps decreed so far. What
is decreed later stands in two settings, DAYS_OFF and DAYS_WORKED, until the library has it.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays
from django.conf import settings


@lru_cache(maxsize=1)
def _calendar() -> Any:
    return holidays.country_holidays("VN")


def is_working_day(day: date) -> bool:
    """Say whether offices are open on a day."""
    said = day.isoformat()
    if said in settings.DAYS_OFF or said in settings.DAYS_WORKED:
        return said in settings.DAYS_WORKED
    return bool(_calendar().is_working_day(day))


def after_working_days(day: date, days: int) -> date:
    """Return the day on which so many working days after a day have passed; the day itself is not counted."""
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day
