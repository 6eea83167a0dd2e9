"""When something was: the end of a day, how long ago, and since when it is old."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, ngettext


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over here: the first moment that is no longer of it."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def known_until(known: date) -> datetime:
    """Return the moment before which things were known: itself, of a day its end."""
    return known if isinstance(known, datetime) else end_of(known)


def age_words(day: date, today: date) -> str:
    """Say how long ago a day was: "hôm nay", "3 tháng trước"."""
    days = (today - day).days
    if days <= 1:
        return gettext("hôm qua") if days == 1 else gettext("hôm nay")
    if days < 30:
        n, words = days, ngettext("%(n)s ngày trước", "%(n)s ngày trước", days)
    elif days < 365:
        n = days // 30
        words = ngettext("%(n)s tháng trước", "%(n)s tháng trước", n)
    else:
        n = days // 365
        words = ngettext("%(n)s năm trước", "%(n)s năm trước", n)
    return words % {"n": n}


def old_before(day: date) -> date:
    """Return the day before which a standing counts as old on `day` (setting STATUS_OLD_DAYS)."""
    return day - timedelta(days=int(settings.STATUS_OLD_DAYS))
