"""New tables while pages are served: who does not get a lock at once lets go, and tries again."""

import time
from collections.abc import Callable

from django.core.management import call_command
from django.db import OperationalError, connection

# Milliseconds that a step waits for a lock, for all who come wait behind it; seconds between two tries.
LOCK_MS, PAUSE = 200, 0.5
_LATE = "55P03"  # lock_not_available


def migrate_beside(*, seconds: float, sleep: Callable[[float], None] = time.sleep) -> int:
    """Migrate, step by step; returns how often it let go. Raises OperationalError when it got no lock for so long."""
    end, tries = time.monotonic() + seconds, 0
    while True:
        try:
            _migrate()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != _LATE or time.monotonic() > end:
                raise
            tries += 1
            sleep(PAUSE)
        else:
            return tries


def _migrate() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {LOCK_MS}")
    call_command("migrate", verbosity=0, interactive=False)
