"""Erased data go from the files of the database: at night, and only when somebody was erased since."""

import time

from django.db import connection

from households.models.search_index import purge
from operations.wiping.queries import began_by, tables, time_there
from web.traces import empty_log, not_owned, write_anew


class NotOwner(Exception):
    """The database's user may not write these tables anew; whoever owns them may."""


class InUse(Exception):
    """Somebody reads what stood before the erasure for too long; it is tried again later."""


# Seconds for which transactions that are under way are waited for: what they see is not taken away.
PATIENCE, STEP = 15.0, 0.25


def wipe() -> list[str]:
    """Rid the files of the database of what was erased; return the tables that were written anew.

    Raises NotOwner before anything is done, InUse, or OperationalError where a table is in use for too long.
    """
    if connection.vendor == "sqlite":
        purge()
        if not empty_log():
            raise InUse
        return []
    names = tables()
    if barred := not_owned([*names, "pg_catalog.pg_statistic"]):
        raise NotOwner(", ".join(barred))
    _wait_for_readers()
    write_anew(names)
    return names


def _wait_for_readers() -> None:
    """Wait until nobody's transaction is older than now: whatever was erased by now, none sees it any more."""
    until, now = time.monotonic() + PATIENCE, time_there()
    while began_by(now):
        if time.monotonic() > until:
            raise InUse
        time.sleep(STEP)
