"""A large decision carried out behind the pages: group by group, each seen as it is done; a worker that dies is followed by another one.

What is left by the queue, too, the daily work takes up.
"""

import logging
from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from reorganisations.applying.actions import NotEqual, carry_out
from reorganisations.applying.queries.checks import Wrong
from reorganisations.drafting.actions.telling import tell_who_wrote
from reorganisations.models import Reorganisation, State
from web.scope import UnitEnded

logger = logging.getLogger(__name__)
# So long after it was taken up another worker looks whether it is done: longer than a group takes.
LEASE = timedelta(minutes=2)


@task()
def carry_on(key: str, seen: int = -1) -> None:
    """Carry out a decision whose day has come, or go on with it; does nothing where that is done.

    What a queue holds is plain: `key` is the uuid, `seen` how many operations were done when the one before began. While
    that grows, another one is put into the queue first, which goes on where this one dies.
    """
    held = Reorganisation.unscoped.due(timezone.localdate()).filter(uuid=key).first()
    if held is None:
        return
    done = held.operations.exclude(applied_at=None).count()
    if done != seen and carry_on.get_backend().supports_defer:
        carry_on.using(run_after=timezone.now() + LEASE).enqueue(key, done)
    try:
        held = carry_out(by=held.decided_by, reorganisation=held)
        if held.state == State.APPLIED:
            tell_who_wrote(by=held.decided_by, decision=held)
    except (Wrong, NotEqual, UnitEnded) as error:
        # Its page says what is wrong, and so does the work of the day.
        logger.warning("decision %s stopped by %s", key, type(error).__name__)
