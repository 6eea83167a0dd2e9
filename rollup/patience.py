"""How long a page waits for the row of a commune: long once, briefly as long as somebody holds on to it.

Else one held row would occupy every process, one save after the other, while nobody else is answered.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.db import OperationalError, connection

from web.busy import BUSY, reason_of

# Seconds after which a row that could not be got is waited for as usual; until then so many milliseconds.
HELD, BRIEF_MS = 5.0, 100
# When this process last waited in vain for the row of a commune.
_held: dict[int, float] = {}


@contextmanager
def patience(keys: Sequence[int]) -> Iterator[None]:
    """Ask briefly for rows that this process could not get just now; note those that it cannot get, or gets."""
    now = time.monotonic()
    if settings.SERVES_PAGES and any(now - _held.get(key, now - HELD) < HELD for key in keys):
        _wait_briefly()
    try:
        yield
    except OperationalError as error:
        if reason_of(error) is BUSY:
            _held.update(dict.fromkeys(keys, time.monotonic()))
        raise
    for key in keys:
        _held.pop(key, None)


def _wait_briefly() -> None:
    """Lower the wait for locks until the end of this transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {BRIEF_MS}")
