"""A decision taken back: at once, or behind the pages where many households stand in its units."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import locked, record
from reorganisations.applying.actions import BuiltOn, NotEqual, undo
from reorganisations.applying.actions.stopping import is_away, is_busy
from reorganisations.applying.queries.since import done_since
from reorganisations.applying.queries.touched import is_large
from reorganisations.drafting.actions.holding import saved
from reorganisations.drafting.actions.telling import tell_it_stands, tell_who_wrote
from reorganisations.drafting.queries.result import FAULT, NOT_EQUAL, STANDS
from reorganisations.models import Reorganisation, State

logger = logging.getLogger(__name__)
# So long after one took it up another worker looks whether it is done, so many times; then the daily work does.
LEASE, TRIES = timedelta(minutes=10), 3


@transaction.atomic
def take_back(*, by: Any, decision: Reorganisation) -> Reorganisation:
    """Take back what was carried out so far, once, and tell who wrote it; behind the pages where it is large.

    Raises BuiltOn where something was recorded since.
    """
    if not is_large(decision):
        return _taken_back(by, decision, somebody_waits=True)
    held = locked(decision)
    if held.state not in (State.APPLYING, State.APPLIED):
        return held
    if done_since(held).exists():
        raise BuiltOn
    held.state, held.undone_by = State.UNDOING, by
    saved(held)
    record(by, gettext_noop("Bắt đầu hoàn tác sắp xếp đơn vị"), held, document=held.number)
    go_back.enqueue(str(held.uuid))
    held.refresh_from_db()
    return held


@task()
def go_back(key: str, tries: int = 0) -> None:
    """Take back a decision that waits for it, group by group; where something was recorded since in its units, a group stands.

    What a queue holds is plain: `key` is the uuid. Another one is put into the queue first, which does it where this one dies.
    """
    held = Reorganisation.unscoped.filter(uuid=key, state=State.UNDOING).first()
    if held is None:
        return
    if tries < TRIES and go_back.get_backend().supports_defer:
        go_back.using(run_after=timezone.now() + LEASE).enqueue(key, tries + 1)
    try:
        _taken_back(held.undone_by, held)
    except Exception as error:
        if is_away(error):
            raise
        logger.warning("decision %s is not taken back: %s", key, type(error).__name__)
        # Whoever had the rows lets them go: another worker, or the daily work, goes on.
        if not is_busy(error):
            _stands(held, error)


def _taken_back(
    by: Any, decision: Reorganisation, *, somebody_waits: bool = False
) -> Reorganisation:
    held, is_done = undo(by=by, reorganisation=decision, somebody_waits=somebody_waits)
    if is_done:
        tell_who_wrote(by=by, decision=held)
    return held


@transaction.atomic
def _stands(decision: Reorganisation, error: Exception) -> None:
    """Let a decision that cannot be taken back be what it was, and tell whoever asked; its page says why."""
    held = locked(decision)
    if held.state != State.UNDOING:
        return
    by, held.undone_by = held.undone_by, None
    held.state = State.APPLIED if held.applied_at else State.APPLYING
    saved(held)
    words = NOT_EQUAL if isinstance(error, NotEqual) else FAULT
    why = {} if isinstance(error, BuiltOn) else {"reason": [None, words]}
    record(by, STANDS, held, why, document=held.number)
    tell_it_stands(asked=by, decision=held)
