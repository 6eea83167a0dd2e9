"""A database of the benchmark's own: made empty, thrown away, never the one that is configured."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

PREFIX = "to_so_bench"


@contextmanager
def scratch(label: str) -> Iterator[str]:
    """Point the connection at a new, migrated database for as long as the block runs.

    SQLite: a file in a temporary folder. PostgreSQL: a database beside the configured one, whose
    user must be allowed to create it. Yields the name to hand to `use`.
    """
    before = str(connection.settings_dict["NAME"])
    with _new(label) as name:
        use(name)
        try:
            call_command("migrate", verbosity=0)
            yield name
        finally:
            use(before)


def use(name: str) -> None:
    """Let every query from now on go to this database."""
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def _new(label: str) -> Iterator[str]:
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
            yield str(Path(folder) / f"{label}.sqlite3")
        return
    name = f"{PREFIX}_{label}"
    _run(f'DROP DATABASE IF EXISTS "{name}"')
    _run(f'CREATE DATABASE "{name}"')
    try:
        yield name
    finally:
        _run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def size() -> int:
    """Return the bytes the database takes on disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return int(cursor.fetchone()[0])
