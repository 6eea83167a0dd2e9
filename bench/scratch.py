"""A database of the benchmark's own: made empty, thrown away or kept, never the one that is configured."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.core.management import CommandError, call_command
from django.db import connection

PREFIX = "to_so_bench"


@contextmanager
def scratch(label: str, *, keep: bool = False) -> Iterator[str]:
    """Point the connection at a new, migrated database for as long as the block runs.

    SQLite: a file in a temporary folder. PostgreSQL: a database beside the configured one, whose
    user must be allowed to create it. With `keep` it stays, under the name of `kept_name`, and the
    caller notes in it what it holds. Yields the name to hand to `use`.
    """
    with ExitStack() as stack:
        if keep:
            name = kept_name(label)
            drop(name)
            _create(name)
        else:
            name = stack.enter_context(_passing(label))
        with _in_use(name):
            yield name


@contextmanager
def kept(label: str) -> Iterator[str]:
    """Point the connection at the kept database of this label, migrated to today's code.

    Raises `CommandError` where there is none. It stays when the block ends.
    """
    name = kept_name(label)
    if not _exists(name):
        raise CommandError(f"{name}: no such database was kept; make it with --keep.")
    with _in_use(name):
        yield name


def kept_name(label: str) -> str:
    """Return the fixed name of a kept database; a run that keeps nothing never touches it."""
    name = f"{PREFIX}_kept_{label}"
    if connection.vendor == "postgresql":
        return name
    return str(Path(tempfile.gettempdir()) / f"{name}.sqlite3")


def how_to_drop(name: str) -> str:
    """Return the command that throws a kept database away."""
    return f'DROP DATABASE "{name}";' if connection.vendor == "postgresql" else f"rm {name}*"


@contextmanager
def _in_use(name: str) -> Iterator[None]:
    before = str(connection.settings_dict["NAME"])
    use(name)
    try:
        call_command("migrate", verbosity=0)
        yield
    finally:
        use(before)


def use(name: str) -> None:
    """Let every query from now on go to this database."""
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def _passing(label: str) -> Iterator[str]:
    """Make a database that goes when the block ends."""
    if connection.vendor == "sqlite":
        with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
            yield str(Path(folder) / f"{label}.sqlite3")
        return
    name = f"{PREFIX}_{label}"
    drop(name)
    _create(name)
    try:
        yield name
    finally:
        drop(name)


def _exists(name: str) -> bool:
    if connection.vendor == "sqlite":
        return Path(name).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _create(name: str) -> None:
    if connection.vendor == "postgresql":
        _run(f'CREATE DATABASE "{name}"')


def drop(name: str) -> None:
    """Throw a database away, whoever is still connected to it."""
    if connection.vendor == "sqlite":
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)
    else:
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
