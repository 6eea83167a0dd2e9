"""A large decision carried out behind the pages: group by group, each seen as it is done; a worker that dies is followed by another one.

What is left by the queue, too, the daily work takes up.
"""

import logging
from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from reorganisations.applying.actions import carry_out
from reorganisations.applying.actions.stopping import is_away, is_busy
from reorganisations.drafting.actions.telling import tell_who_wrote
from reorganisations.models import Reorganisation, State

logger = logging.getLogger(__name__)
# So long after it was taken up another worker looks whether it is done: longer than a group takes.
LEASE = timedelta(minutes=2)


@task()
def carry_on(key: str, seen: int = -1) -> None:
    """Carry out a decision whose day has come, or go on with it; does nothing where that is done.

    What a queue holds is plain: `key` is the uuid, `seen` how many operations were done when the one before began. While
    that grows, another one is put into the queue first, which goes on where this one dies. What others had the rows of is tried again.
    """
    held = Reorganisation.unscoped.due(timezone.localdate()).filter(uuid=key).first()
    if held is None:
        return
    done = held.operations.exclude(applied_at=None).count()
    can_wait = carry_on.get_backend().supports_defer
    if follows := can_wait and done != seen:
        carry_on.using(run_after=timezone.now() + LEASE).enqueue(key, done)
    try:
        held = carry_out(by=held.decided_by, reorganisation=held)
    except Exception as error:
        if is_away(error):
            raise
        # Its page says what is wrong, and so does the work of the day.
        logger.warning("decision %s stopped by %s", key, type(error).__name__)
        if is_busy(error) and can_wait and not follows:
            carry_on.using(run_after=timezone.now() + LEASE).enqueue(key)
        return
    if held.state == State.APPLIED:
        tell_who_wrote(by=held.decided_by, decision=held)
