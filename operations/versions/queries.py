"""Which migrations of this code the database has, asked in one query: the files are read once."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from operations.versions.rules import Wrong, is_new, wrongs

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


class Judged(NamedTuple):
    """A migration, what of it people would have to wait for, and why the site is closed for it, where it says so."""

    key: str
    wrongs: list[Wrong]
    closed_because: str


def unfit() -> list[Judged]:
    """Return migrations of ours that hold people up and do not say that the site is closed for them."""
    loader = MigrationLoader(None)
    found = [_judged(loader, one) for key, one in loader.disk_migrations.items() if is_new(key)]
    return [one for one in found if one.wrongs and not one.closed_because]


def pending() -> list[Judged]:
    """Return what this database lacks, in the order in which it comes, each judged."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [_judged(executor.loader, one) for one, _is_backwards in plan]


def _judged(loader: MigrationLoader, migration: Migration) -> Judged:
    key = (migration.app_label, migration.name)
    state = loader.project_state([key], at_end=False)
    return Judged(".".join(key), wrongs(migration, state), getattr(migration, "closed_because", ""))
