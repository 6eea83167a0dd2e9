"""What of the day's work is still to be done."""

from datetime import date, datetime, time

from django.conf import settings
from django.core.management import get_commands
from django.utils import timezone

from accounts.inbox.rules import sends_mail
from operations.daily.rules import TASKS, due_day
from operations.models import DailyRun


def tasks() -> list[str]:
    """Name the daily tasks of this site, in their order."""
    known = get_commands()
    # Where nobody said where backups go, there are none: the page on the state of the site says so. So of letters.
    left_out = {"backup": not settings.BACKUP_DIR, "queue_digests": not sends_mail()}
    return [task for task in TASKS if task in known and not left_out.get(task)]


def due(now: datetime) -> tuple[date, list[str]]:
    """Return the day whose work is due, and what of it nobody did or is doing."""
    day = due_day(timezone.localtime(now), time.fromisoformat(settings.DAILY_AT))
    runs = DailyRun.unscoped.filter(day=day)
    busy = set(runs.filter(finished_at=None, leased_until__gt=now).values_list("task", flat=True))
    done = set(runs.filter(finished_at__isnull=False).values_list("task", flat=True))
    return day, [task for task in tasks() if task not in busy | done]
