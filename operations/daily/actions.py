"""A daily task is taken up by one machine, done, and written down; one that failed waits and is tried again.

Whoever takes a task up raises `tries`: it tells apart who holds it, so that a machine that was thought dead and
comes back can neither renew nor finish what another one does by now.
"""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.management import call_command
from django.db import IntegrityError, close_old_connections, transaction
from django.db.models import F
from django.utils import timezone

from operations.daily.queries import due
from operations.daily.rules import LEASE, wait_after
from operations.heartbeat.actions import Beating, host
from operations.models import DailyRun

logger = logging.getLogger(__name__)


def take_up(*, task: str, day: date) -> DailyRun | None:
    """Take a task of a day up for this machine; None where it is done, waits, or another one holds it."""
    now = timezone.now()
    try:
        with transaction.atomic():
            return DailyRun.unscoped.create(
                task=task, day=day, host=host(), started_at=now, leased_until=now + LEASE
            )
    except IntegrityError:
        pass
    free = DailyRun.unscoped.filter(task=task, day=day, finished_at=None, leased_until__lte=now)
    with transaction.atomic():
        # One statement decides who of many comes first, on either database.
        mine = free.update(
            host=host(), started_at=now, leased_until=now + LEASE, tries=F("tries") + 1, fault=""
        )
        return DailyRun.unscoped.get(task=task, day=day) if mine else None


def _held(run: DailyRun, **facts: Any) -> bool:
    mine = DailyRun.unscoped.filter(pk=run.pk, tries=run.tries, finished_at=None)
    return bool(mine.update(**facts))


def renew(*, run: DailyRun) -> bool:
    """Keep others off a task for a while longer; say whether it is still ours."""
    return _held(run, leased_until=timezone.now() + LEASE)


def finish(*, run: DailyRun) -> bool:
    """Write down that a task ended well: nobody does it again that day."""
    return _held(run, finished_at=timezone.now(), fault="")


def fail(*, run: DailyRun, fault: str) -> bool:
    """Write down the kind of fault, and from when on the task may be tried again."""
    until = timezone.now() + wait_after(run.tries)
    return _held(run, fault=fault[:128], leased_until=until)


def let_go(*, run: DailyRun) -> bool:
    """Leave a task to whoever comes next: this machine is stopping."""
    return _held(run, leased_until=timezone.now())


def do_due(*, beating: Beating | None = None, say: Callable[[str], object] = print) -> int:
    """Do all that is due, one task after the other; return how many ended well."""
    day, names = due(timezone.now())
    runs = (take_up(task=name, day=day) for name in names)
    return sum(_do(run, beating, say) for run in runs if run)


def _do(run: DailyRun, beating: Beating | None, say: Callable[[str], object]) -> bool:
    """Do one task and write down how it ended; its lease is renewed with each heartbeat."""
    if beating:
        beating.also = lambda: renew(run=run)
    try:
        call_command(run.task)
    except (
        Exception
    ) as error:  # Whatever it was: it is written down, and the others have their turn.
        # The text may hold what people are called: only the kind of error is said.
        logger.error("daily %s of %s failed: %s", run.task, run.day, type(error).__name__)  # noqa: TRY400 - its text may name people
        if beating:
            close_old_connections()
        fail(run=run, fault=type(error).__name__)
        return False
    except BaseException:
        let_go(run=run)
        raise
    finally:
        if beating:
            beating.also = lambda: None
    say(f"{run.task} {run.day:%d/%m/%Y}: xong.")
    return finish(run=run)
