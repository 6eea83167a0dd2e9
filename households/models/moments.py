"""Moments at which something was recorded, against days."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over here: the first moment that is no longer of it."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
