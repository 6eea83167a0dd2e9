"""Names of backups, and which of them stay: each of the last days, then one of each week, and the last good one always."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from privacy.rules import BACKUP_MOST_DAYS

# What is said of people may be asked to be forgotten: after these days no backup knows it any more.
LONGEST_DAYS = BACKUP_MOST_DAYS
DAILY_DAYS = 7
_NAME = re.compile(r"to-so-(\d{8}-\d{6})\.tar(\.age)?")


def name_of(moment: datetime, *, sealed: bool) -> str:
    """Name the backup of a moment."""
    return f"to-so-{timezone.localtime(moment):%Y%m%d-%H%M%S}.tar{'.age' if sealed else ''}"


def moment_of(name: str) -> datetime | None:
    """Return when a backup was made, by its name; None for any other file."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    return timezone.make_aware(datetime.strptime(found[1], "%Y%m%d-%H%M%S"))  # noqa: DTZ007 - made aware here


def too_old(
    names: Iterable[str], good: Collection[str], now: datetime, keep_days: int
) -> list[str]:
    """Return the backups that go: older than their days, or not the last of their week.

    `good` are those that were checked. The last of them always stays; where none was, the last at all.
    """
    known = [(moment, name) for name in names if (moment := moment_of(name))]
    newest_first = sorted(known, reverse=True)
    kept, weeks = set[str](), set[tuple[int, int]]()
    safe = [name for _, name in newest_first if name in good] or [name for _, name in newest_first]
    kept.update(safe[:1])
    for moment, name in newest_first:
        age = now - moment
        week = timezone.localdate(moment).isocalendar()[:2]
        if age < timedelta(days=DAILY_DAYS) or (
            age < timedelta(days=keep_days) and week not in weeks
        ):
            kept.add(name)
            weeks.add(week)
    return [name for _, name in newest_first if name not in kept]
