"""The index that finds households by parts of words, on both engines (docs/decisions/0014 says why); those of few rows.

PostgreSQL keeps trigrams of the search key by itself. SQLite keeps them in a table beside the
households, filled by triggers: a migration that makes the household table anew must call `build`.
"""

import sqlite3
from typing import Any

from django.db import connection, models

TABLE, SEARCH, NAME = "households_household", "households_search", "household_words"
# Letters in a part that the index can find; and keys above which a word is too common to start from.
LETTERS, MANY = 3, 2000
# Since when SQLite takes out of such an index what is deleted.
SECURE = (3, 42, 0)
_POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    f"CREATE INDEX {NAME} ON {TABLE} USING gin (search_key gin_trgm_ops)",
)
_ADD = f"INSERT INTO {SEARCH}(rowid, search_key) VALUES (NEW.id, NEW.search_key);"  # noqa: S608 - our own names, here and below
_TAKE = (
    f"INSERT INTO {SEARCH}({SEARCH}, rowid, search_key) VALUES ('delete', OLD.id, OLD.search_key);"  # noqa: S608 - our own names
)
TRIGGERS = {
    "household_words_added": f"AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    "household_words_taken": f"AFTER DELETE ON {TABLE} BEGIN {_TAKE} END",
    "household_words_changed": (
        f"AFTER UPDATE OF search_key ON {TABLE} WHEN OLD.search_key <> NEW.search_key "
        f"BEGIN {_TAKE} {_ADD} END"
    ),
}
_SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {SEARCH} USING fts5(search_key, content='{TABLE}', "
    "content_rowid='id', tokenize='trigram')",
    f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('rebuild')",  # noqa: S608 - our own names
    *(f"CREATE TRIGGER IF NOT EXISTS {name} {body}" for name, body in TRIGGERS.items()),
)


def build(apps: Any, schema_editor: Any) -> None:
    """Make the index from the households there are (used by a migration)."""
    statements = _POSTGRES if schema_editor.connection.vendor == "postgresql" else _SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def build_again(apps: Any, schema_editor: Any) -> None:
    """Make it again after SQLite made the household table anew; PostgreSQL has kept it."""
    if schema_editor.connection.vendor == "sqlite":
        build(apps, schema_editor)


def purge() -> None:
    """Let nothing of names that were taken out stay in the index, in the transaction that took them out.

    SQLite from 3.42 on takes them out of the index itself, once it is told so; then it is built anew for what was
    taken out before. An older one leaves them beside a mark, and is built anew each time. The file of PostgreSQL
    is written anew by the daily work.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT v FROM {SEARCH}_config WHERE k = 'secure-delete'")  # noqa: S608 - our own names
        if cursor.fetchone() == (1,):
            return
        if sqlite3.sqlite_version_info >= SECURE:
            cursor.execute(
                f"INSERT INTO {SEARCH}({SEARCH}, rank) VALUES ('secure-delete', 1)"  # noqa: S608 - our own names
            )
        cursor.execute(f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('rebuild')")  # noqa: S608 - our own names


def drop(apps: Any, schema_editor: Any) -> None:
    """Take the index away; the extension stays, for others may use it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")
        return
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {SEARCH}")


def few_with(words: list[str]) -> list[int] | None:
    """Return the keys of all households whose search key contains every word, where these are few.

    None where they are many, where no word is long enough, and on PostgreSQL, whose planner knows
    by itself which words are rare. The words are folded already: letters, digits, and signs.
    """
    known = [word for word in words if len(word) >= LETTERS]
    if connection.vendor != "sqlite" or not known:
        return None
    quoted = " AND ".join('"{}"'.format(word.replace('"', '""')) for word in known)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {SEARCH} WHERE {SEARCH} MATCH %s LIMIT {MANY + 1}",  # noqa: S608 - our own names
            [quoted],
        )
        found = [int(key) for (key,) in cursor.fetchall()]
    return found if len(found) <= MANY else None


def of_few(name: str, *columns: str, **condition: Any) -> models.Index:
    """Return the index of the few rows that a list starts from, by the condition that makes them few."""
    return models.Index(fields=columns, name=name, condition=models.Q(**condition))
