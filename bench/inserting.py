"""Set-based inserts: one statement for any number of rows, the same on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

# What a session may set to load faster: no foreign key is asked, no commit waits, indexes have room.
_LOADING = {
    "session_replication_role": "replica",
    "synchronous_commit": "off",
    "maintenance_work_mem": "1GB",
    "max_parallel_maintenance_workers": "4",
}
# Plain indexes of the big tables: made again faster than kept up.
_INDEXES = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename IN "
    "('households_household', 'households_resident') AND indexname NOT IN "
    "(SELECT conname FROM pg_constraint)"
)
NOW = "2026-11-01 08:00:00"


def _of(postgresql: str, sqlite: str) -> str:
    return postgresql if connection.vendor == "postgresql" else sqlite


def series(n: int) -> str:
    """Return a FROM item with the numbers 1…n in its column `n`."""
    return _of(
        f"(SELECT n FROM generate_series(1::bigint, {n}) AS s(n)) AS s",  # noqa: S608 - a number
        f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {n}) "  # noqa: S608 - a number
        f"SELECT n FROM s) AS s",
    )


def uuid_of(number: str, space: int) -> str:
    """Return a key made of a number; `space` keeps the keys of tables apart."""
    return _of(
        f"('{space:08x}' || lpad(to_hex({number}), 24, '0'))::uuid",
        f"printf('{space:08x}%024x', {number})",
    )


def padded(number: str) -> str:
    """Return a number as text that sorts like it."""
    return _of(f"lpad(({number})::text, 9, '0')", f"printf('%09d', {number})")


def bit(expression: str) -> str:
    """Write a truth value as the engine stores it."""
    return _of(f"({expression})", f"(CASE WHEN {expression} THEN 1 ELSE 0 END)")


def one_of(number: str, values: tuple[str, ...]) -> str:
    """Choose a text by a number."""
    cases = " ".join(f"WHEN {i} THEN '{value}'" for i, value in enumerate(values))
    return f"(CASE ({number}) % {len(values)} {cases} END)"


def days_ago(days: str) -> str:
    """Return the day so many days before today."""
    today = timezone.localdate().isoformat()
    return _of(f"(DATE '{today}' - ({days})::int)", f"date('{today}', '-' || ({days}) || ' days')")


def literal(value: Any) -> str:
    """Write a value of ours into a statement."""
    if isinstance(value, bool):
        return _of(str(value), str(int(value)))
    if isinstance(value, (date, datetime)):
        return f"CAST('{value.isoformat()}' AS {_of('date', 'text')})"
    return "NULL" if value is None else str(value) if isinstance(value, int) else f"'{value}'"


def insert(model: type[models.Model], source: str, **columns: str) -> int:
    """Insert what `source` yields; `columns` are SQL expressions, the rest take their defaults.

    Both come from our own code alone. Returns the number of rows.
    """
    wanted = {field.column: _default(field) for field in model._meta.concrete_fields}
    for name, sql in columns.items():
        wanted[model._meta.get_field(name).column] = sql  # type: ignore[union-attr]  # concrete ones
    wanted = {name: sql for name, sql in wanted.items() if sql}
    names, values = ", ".join(f'"{name}"' for name in wanted), ", ".join(wanted.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values} FROM {source}'  # noqa: S608 - our own
        )
        return int(cursor.rowcount)


def _default(field: Any) -> str:
    """Write a field's default; "" for a key that the database makes itself."""
    if field.primary_key and not field.is_relation:
        return ""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return _of(f"TIMESTAMPTZ '{NOW}+07:00'", f"'{NOW}'")
    if field.has_default() and not callable(field.default):
        return literal(field.default)
    if field.null:
        return "NULL"
    return "''" if field.empty_strings_allowed else literal(field.get_default())


@contextmanager
def bulk_load() -> Iterator[None]:
    """Load without what slows a load: foreign keys are not asked, indexes are made at the end."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("PRAGMA synchronous=OFF")
            yield
            connection.close()
            return
        for name, value in _LOADING.items():
            cursor.execute(f"SET {name} = '{value}'")
        cursor.execute(_INDEXES)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        again = [definition for _, definition in indexes]
        again += [f"RESET {name}" for name in _LOADING]
        for statement in again + connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def analyze() -> None:
    """Let the database look at what it holds, before it plans by it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
