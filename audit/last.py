"""What the journal told last about all that no count row covers: by it whoever remembers figures knows that something was written.

The sum of many entries and not the last one, because two writes at once may be committed in the other order.
"""

from collections.abc import Collection

from django.db import connection

from audit.models import COUNTED, WINDOW, AuditEntry

# Entries of some apps are sought among so many: where these hardly write, their last ones lie a whole journal back.
FURTHEST = 10 * WINDOW
# The first eight digits of the name of the file that a PostgreSQL writes to: another machine that takes over begins a new
# timeline, on which numbers may come again. As one more column of a statement.
_OF_POSTGRES = ", left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)"
TIMELINE = _OF_POSTGRES if connection.vendor == "postgresql" else ""


def last_sql(apps: Collection[str] = ()) -> str:
    """Write the query of sum and number of the last entries; of these apps alone, and no downloads, where any are named."""
    # Written out, not passed: SQLite takes the partial index only for the very words it was made with.
    subjects = ", ".join(f"'{subject}'" for subject in COUNTED)
    some = " OR ".join(f"substr(subject, 1, {len(app) + 1}) = '{app}.'" for app in apps)
    few = (
        f"SELECT id, subject, verb FROM {AuditEntry._meta.db_table} "  # noqa: S608 - our own names
        f"WHERE NOT (subject IN ({subjects})) ORDER BY id DESC LIMIT {FURTHEST if apps else WINDOW}"
    )
    if apps:
        which = f"({some}) AND substr(verb, 1, 4) <> 'Tải '"
        few = f"SELECT id FROM ({few}) AS late WHERE {which} ORDER BY id DESC LIMIT {WINDOW}"  # noqa: S608 - our own names
    return f"SELECT SUM(id), COUNT(*) FROM ({few}) AS few"  # noqa: S608 - our own names
