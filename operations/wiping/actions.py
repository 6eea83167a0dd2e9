"""Erased data go from the files of the database: at night, and only when somebody was erased since."""

import time

from django.db import InternalError, connection

from households.models.search_index import purge
from operations.wiping.queries import tables
from web.traces import empty_log, not_owned, write_anew


class NotOwner(Exception):
    """The database's user may not write these tables anew; whoever owns them may."""


class InUse(Exception):
    """Somebody reads what stood before the erasure for too long; it is tried again later."""


# Seconds for which it is tried again at once while somebody's transaction, in whichever database, still sees erased rows.
PATIENCE, STEP = 15.0, 1.0


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
    until = time.monotonic() + PATIENCE
    while _is_to_be_written_again(names):
        if time.monotonic() > until:
            raise InUse
        time.sleep(STEP)
    return names


def _is_to_be_written_again(names: list[str]) -> bool:
    """Write the tables anew; say whether that must be done again.

    PostgreSQL's statistics are written anew as well: whoever reads them just then, as its own maintenance does, may
    find their long values gone, and so may we.
    """
    try:
        return bool(write_anew(names))
    except InternalError:
        return True
