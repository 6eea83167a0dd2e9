"""Reading from a copy of the database (`REPLICA_DATABASE_URL`), where the page itself says how old its figures are.

Closed unless the setting is there. All that one function reads is asked of the copy, models and SQL alike, so that no
sum is half of one and half of the other; nothing is written there, for a copy takes no writes. Whoever reads, what
they may read and the lines of reading stay with the primary: they are asked before it and written after it.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections
from django.utils import timezone

logger = logging.getLogger(__name__)

COPY = "replica"
# A copy that is further behind is not read. Work behind the pages writes every few seconds, so that an idle night
# makes no copy old.
OLDEST = timedelta(minutes=10)
PAUSE = 30.0
# What a server answers where a query takes longer than a page may: the primary is not asked the same once more.
TOO_LONG = "57014"
_AS_OF = {
    "postgresql": "SELECT pg_is_in_recovery(), pg_last_xact_replay_timestamp(), pg_postmaster_start_time()",
    "sqlite": "SELECT FALSE, NULL, NULL",
}


@dataclass(frozen=True)
class Copy:
    """Up to when a copy has what was written, and which one it is: since it was begun it has only gone forward."""

    as_of: datetime
    which: str


@dataclass
class Rest:
    """Until when a copy that did not answer is left alone (monotonic seconds), so that not every page waits for it."""

    until: float = 0.0


_rest = Rest()


def has_copy() -> bool:
    """Say whether there is a copy to read from."""
    return COPY in connections.databases


def from_the_copy[R](read: Callable[[Copy | None], R], *, wanted: bool = True) -> R:
    """Return what a function reads of the copy, which it is told; of the primary (None) where the copy cannot give it.

    The primary is read where none is wanted or there, it is away or too far behind or ends in the midst of it, and
    inside of a transaction, which may have written what is read. So the function may be called twice: it writes nothing.
    """
    primary: Any = connections[DEFAULT_DB_ALIAS]
    copy = _copy() if wanted and has_copy() and not primary.in_atomic_block else None
    if copy is None:
        return read(None)
    connections[DEFAULT_DB_ALIAS] = connections[COPY]
    try:
        return read(copy)
    except (OperationalError, InterfaceError) as error:
        if getattr(error.__cause__, "sqlstate", "") == TOO_LONG:
            raise
        _leave_alone("ended in the midst of what was read")
    finally:
        connections[DEFAULT_DB_ALIAS] = primary
    return read(None)


def _copy() -> Copy | None:
    """Return the copy as it stands; None where it is not to be read."""
    if time.monotonic() < _rest.until:
        return None
    now, copy = timezone.now(), connections[COPY]
    try:
        with copy.cursor() as cursor:
            cursor.execute(_AS_OF[copy.vendor])
            is_copy, replayed, begun = cursor.fetchone()
    except Error:
        _leave_alone("does not answer")
        return None
    as_of: datetime | None = replayed if is_copy else now
    if as_of is None or now - as_of > OLDEST:
        logger.warning("the copy of the database is too far behind: the primary is read")
        return None
    return Copy(as_of, str(begun))


def _leave_alone(why: str) -> None:
    _rest.until = time.monotonic() + PAUSE
    logger.warning("the copy of the database %s: the primary is read", why)
