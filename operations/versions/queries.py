"""Which migrations of this code the database has, asked in one query: the files are read once."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

type Key = tuple[str, str]


@cache
def _of_code() -> dict[Key, frozenset[Key]]:
    """Return the migrations of this code, each with those that it stands for."""
    found = MigrationLoader(None).disk_migrations
    return {key: frozenset((app, name) for app, name in one.replaces) for key, one in found.items()}


class Versions(NamedTuple):
    """What of this code's migrations was not applied, what was applied that it does not know, whether nothing was."""

    missing: list[str]
    unknown: list[str]
    is_empty: bool


def versions() -> Versions:
    """Compare the migrations of the database with those of this code."""
    code, applied = _of_code(), set(MigrationRecorder(connection).applied_migrations())
    known = {one for replaced in code.values() for one in replaced} | code.keys()
    missing = [
        key
        for key, replaced in code.items()
        if key not in applied and not (replaced and replaced <= applied)
    ]
    return Versions(_named(missing), _named(applied - known), is_empty=not applied)


def _named(keys: Iterable[Key]) -> list[str]:
    return [".".join(key) for key in sorted(keys)]
