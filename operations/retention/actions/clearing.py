"""What is over is cleared: each kind by the action of its app, one after the other, and written down how many."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.sign_in.actions import forget_old
from accounts.unused.actions import clear_traces
from erasure.actions import erase
from imports.jobs.actions import clear as clear_files
from offline.pending.actions import empty_decided, let_go_of_devices
from operations.models import Clearing
from operations.retention.actions.loose import note_loose
from operations.retention.queries import to_erase
from reading.actions import clear as clear_readings

logger = logging.getLogger(__name__)

# Each clears what is over at a moment and returns how many rows that were.
type Deed = Callable[[datetime], int]


class NotAllCleared(Exception):
    """Some kinds could not be cleared; the others were."""


def clear_due() -> dict[str, int]:
    """Clear what is over of every kind, and return how many rows of each. Again, it clears none.

    Raises NotAllCleared when a kind could not be, after all others had their turn.
    """
    now, cleared, failed = timezone.now(), dict[str, int](), list[str]()
    for kind, deed in DEEDS.items():
        try:
            cleared[kind] = deed(now)
        except Exception as error:  # Whatever it was: the others have their turn.
            # The text may hold what people are called: only the kind of error is said.
            logger.error("clearing of %s failed: %s", kind, type(error).__name__)  # noqa: TRY400 - its text may name people
            failed.append(kind)
        else:
            note(kind=kind, number=cleared[kind], at=now)
    if failed:
        raise NotAllCleared(", ".join(failed))
    return cleared


def note(*, kind: str, number: int, at: datetime) -> None:
    """Write down that a kind was cleared, and how many rows went."""
    row, made = Clearing.unscoped.get_or_create(
        kind=kind, defaults={"done_at": at, "number": number, "total": number}
    )
    if not made:
        Clearing.unscoped.filter(pk=row.pk).update(
            done_at=at, number=number, total=F("total") + number
        )


def months_before(now: datetime, months: int) -> datetime:
    """Return the moment so many months before."""
    return now - timedelta(days=round(months * 365 / 12))


def _closed_households(now: datetime) -> int:
    """Erase who left the register so long ago, each household in a transaction of its own; none where nobody set it."""
    months = settings.CLOSED_HOUSEHOLD_MONTHS
    if not months:
        return 0
    homes, failed = to_erase(timezone.localdate(months_before(now, months))), list[str]()
    for home in homes:
        try:
            erase(by=None, subject=home)
        except (
            Exception
        ) as error:  # The oldest stands first every night: the others have their turn.
            logger.error("erasing %s failed: %s", home.code, type(error).__name__)  # noqa: TRY400 - its text may name people
            failed.append(home.code)
    if failed:
        raise NotAllCleared(", ".join(failed))
    return len(homes)


def _readings(now: datetime) -> int:
    return clear_readings(today=timezone.localdate(now))


def _files(now: datetime) -> int:
    return clear_files()


def _account_traces(now: datetime) -> int:
    before = months_before(now, settings.ACCOUNT_KEEP_MONTHS)
    let_go_of_devices(before=before)
    return clear_traces(before=before)


def _sealed(now: datetime) -> int:
    return empty_decided(now=now)


def _sign_ins(now: datetime) -> int:
    return forget_old(now=now)


def _sessions(now: datetime) -> int:
    return int(Session.objects.filter(expire_date__lt=now).delete()[0])


def _tasks(now: datetime) -> int:
    before = now - timedelta(days=settings.TASK_KEEP_DAYS)
    return int(DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()[0])


# By the kind of the table (operations.retention.rules).
DEEDS: dict[str, Deed] = {
    "closed_households": _closed_households,
    "readings": _readings,
    "imports": _files,
    "loose_files": note_loose,
    "account_traces": _account_traces,
    "sealed_items": _sealed,
    "sign_ins": _sign_ins,
    "sessions": _sessions,
    "tasks": _tasks,
}
