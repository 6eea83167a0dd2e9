"""Erased data go from the files of the database: at night, and only when somebody was erased since."""

from django.db import connection

from households.models.search_index import purge
from operations.wiping.queries import tables
from web.traces import empty_log, not_owned, write_anew


class NotOwner(Exception):
    """The database's user may not write these tables anew; whoever owns them may."""


class InUse(Exception):
    """Somebody reads from the log of the database for too long; it is tried again later."""


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
    write_anew(names)
    return names
