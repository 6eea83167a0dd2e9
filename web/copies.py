"""Reading from a copy of the database (`REPLICA_DATABASE_URL`), where the page itself says how old its figures are.

Closed unless the setting is there. Inside the block everything is asked of the copy, models and SQL alike, so that no
sum is half of one and half of the other; nothing is written there, for a copy takes no writes. Whoever reads, what
they may read and the lines of reading stay with the primary: they are asked before the block and written after it.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.utils import timezone

logger = logging.getLogger(__name__)

COPY = "replica"
# A copy that is further behind is not read. Work behind the pages writes every few seconds, so that an idle night
# makes no copy old.
OLDEST = timedelta(minutes=10)
PAUSE = 30.0
_AS_OF = {
    "postgresql": "SELECT pg_is_in_recovery(), pg_last_xact_replay_timestamp()",
    "sqlite": "SELECT FALSE, NULL",
}


@dataclass
class Rest:
    """Until when a copy that did not answer is left alone (monotonic seconds), so that not every page waits for it."""

    until: float = 0.0


_rest = Rest()


def has_copy() -> bool:
    """Say whether there is a copy to read from."""
    return COPY in connections.databases


@contextmanager
def reading_the_copy(*, wanted: bool = True) -> Iterator[datetime | None]:
    """Read from the copy for as long as the block runs; yields as of when, None where it is read from the primary.

    The primary is read where none is wanted or there, it is away or too far behind, and inside of a transaction, which may
    have written what is read.
    """
    primary = connections[DEFAULT_DB_ALIAS]
    is_sure = wanted and has_copy() and not primary.in_atomic_block
    as_of = _as_of() if is_sure else None
    if as_of is None:
        yield None
        return
    connections[DEFAULT_DB_ALIAS] = connections[COPY]
    try:
        yield as_of
    finally:
        connections[DEFAULT_DB_ALIAS] = primary


def _as_of() -> datetime | None:
    """Return up to when the copy has what was written; None where it is not to be read."""
    if time.monotonic() < _rest.until:
        return None
    now, copy = timezone.now(), connections[COPY]
    try:
        with copy.cursor() as cursor:
            cursor.execute(_AS_OF[copy.vendor])
            is_copy, replayed = cursor.fetchone()
    except Error:
        _rest.until = time.monotonic() + PAUSE
        logger.warning("the copy of the database does not answer: the primary is read")
        return None
    as_of: datetime | None = replayed if is_copy else now
    if as_of is None or now - as_of > OLDEST:
        logger.warning("the copy of the database is too far behind: the primary is read")
        return None
    return as_of
