"""What was deleted goes from the files of the database, too, not only from its answers.

SQLite overwrites what is deleted (`secure_delete`, config/settings/database.py), but its log holds the pages of
before until it is emptied. PostgreSQL leaves the bytes of old rows in pages and in its statistics: only a table
that is written anew has none (docs/decisions/0004-scope-and-journal.md).
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection

# How long a table that is to be written anew is waited for; whoever comes after waits behind it.
LOCK_MS = 1000
# The log of SQLite is emptied when nobody reads from it; for so long that is waited for.
READER_MS = 300
_NUMBER = re.compile(r"\d+")


def empty_log() -> bool:
    """Empty the log of SQLite, after a commit; say whether it could be. On PostgreSQL there is nothing to do."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return connection.vendor != "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {READER_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return bool(cursor.fetchone()[0] == 0)
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def not_owned(tables: Iterable[str]) -> list[str]:
    """Return the tables of PostgreSQL that its user may not write anew: it skips them with a warning only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE oid = ANY(%s::regclass[]) AND NOT ("
            "pg_has_role(current_user, relowner, 'USAGE') OR pg_has_role(current_user, "
            "(SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE'))",
            [list(tables)],
        )
        return [name for (name,) in cursor.fetchall()]


def write_anew(tables: Iterable[str]) -> int:
    """Write tables of PostgreSQL anew, each with its indexes, and all statistics; outside any transaction.

    Returns how many deleted rows were kept, because a transaction of whichever database may still see them. Nobody
    reads or writes a table meanwhile. Raises OperationalError where one is in use for too long.
    """
    kept = list[int]()

    def hear(said: Any) -> None:
        # "0 dead row versions cannot be removed yet", in the language of the server.
        if number := _NUMBER.match(said.message_detail or ""):
            kept.append(int(number[0]))

    with connection.cursor() as cursor:
        raw = connection.connection
        raw.add_notice_handler(hear)
        cursor.execute(f"SET lock_timeout = {LOCK_MS}")
        try:
            for table in tables:
                name = connection.ops.quote_name(table)
                cursor.execute(f"VACUUM (FULL, ANALYZE, VERBOSE) {name}")
            cursor.execute("VACUUM (FULL, VERBOSE) pg_catalog.pg_statistic")
        finally:
            raw.remove_notice_handler(hear)
            cursor.execute("RESET lock_timeout")
    return sum(kept)
