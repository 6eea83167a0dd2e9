"""Which migrations of this code the database has, asked in one query: the files are read once."""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

type Key = tuple[str, str]


@cache
def _of_code() -> dict[Key, frozenset[Key]]:
    """Return the migrations of this code, each with those that it stands for."""
    found = MigrationLoader(None).disk_migrations
    return {key: frozenset((app, name) for app, name in one.replaces) for key, one in found.items()}


def versions() -> tuple[list[str], list[str]]:
    """Return what of this code's migrations was not applied, and what was applied that this code does not know."""
    code, applied = _of_code(), set(MigrationRecorder(connection).applied_migrations())
    known = {one for replaced in code.values() for one in replaced} | code.keys()
    missing = [
        key
        for key, replaced in code.items()
        if key not in applied and not (replaced and replaced <= applied)
    ]
    return [".".join(key) for key in sorted(missing)], [
        ".".join(key) for key in sorted(applied - known)
    ]


def is_bare() -> bool:
    """Say whether nothing was ever applied to this database."""
    return not MigrationRecorder(connection).applied_migrations()
