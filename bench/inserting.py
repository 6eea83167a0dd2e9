"""Set-based inserts: one statement for any number of rows, the same on both engines."""

from collections.abc import Iterator, Mapping
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
NOW = "2026-11-01 08:00:00+07:00"


def series(n: int) -> str:
    """Return a FROM item with the numbers 1…n in its column `n`."""
    if connection.vendor == "postgresql":
        return f"(SELECT n FROM generate_series(1::bigint, {n}) AS s(n)) AS s"  # noqa: S608
    return (
        f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {n}) "  # noqa: S608
        f"SELECT n FROM s) AS s"
    )


def uuid_of(number: str, space: int) -> str:
    """Return a key made of a number; `space` keeps the keys of tables apart."""
    if connection.vendor == "postgresql":
        return f"('{space:08x}' || lpad(to_hex({number}), 24, '0'))::uuid"
    return f"printf('{space:08x}%024x', {number})"


def bit(expression: str) -> str:
    """Write a truth value as the engine stores it."""
    return (
        f"({expression})"
        if connection.vendor == "postgresql"
        else f"(CASE WHEN {expression} THEN 1 ELSE 0 END)"
    )


def one_of(number: str, values: tuple[str, ...]) -> str:
    """Choose a text by a number."""
    cases = " ".join(f"WHEN {i} THEN '{value}'" for i, value in enumerate(values))
    return f"(CASE ({number}) % {len(values)} {cases} END)"


def insert(model: type[models.Model], source: str, **columns: str) -> int:
    """Insert what `source` yields; `columns` are SQL expressions, the rest take their defaults.

    Both come from this package alone. Returns the number of rows.
    """
    known = {field.column: _default(field) for field in model._meta.concrete_fields}
    given = {model._meta.get_field(name).column: sql for name, sql in columns.items()}  # type: ignore[union-attr]
    wanted = {name: given.get(name, known[name]) for name in known if given.get(name, known[name])}
    names, values = ", ".join(f'"{name}"' for name in wanted), ", ".join(wanted.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values} FROM {source}'  # noqa: S608
        )
        return int(cursor.rowcount)


def _default(field: Any) -> str:
    """Write a field's default; "" for a key that the database makes itself."""
    if field.primary_key and not field.is_relation:
        return ""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return _timestamp(NOW)
    if field.has_default() and not callable(field.default):
        return literal(field.default)
    if field.null:
        return "NULL"
    return "''" if field.empty_strings_allowed else literal(field.get_default())


def _timestamp(text: str) -> str:
    return f"TIMESTAMPTZ '{text}'" if connection.vendor == "postgresql" else f"'{text[:19]}'"


def literal(value: Any) -> str:
    """Write a value of ours into a statement."""
    if isinstance(value, bool):
        return str(value) if connection.vendor == "postgresql" else str(int(value))
    if isinstance(value, (date, datetime)):
        return f"CAST('{value.isoformat()}' AS {'date' if connection.vendor == 'postgresql' else 'text'})"
    return "NULL" if value is None else str(value) if isinstance(value, int) else f"'{value}'"


@contextmanager
def bulk_load() -> Iterator[None]:
    """Load without what slows a load: foreign keys are not asked, indexes are made at the end."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("PRAGMA synchronous=OFF")
        yield
        connection.close()
        return
    with connection.cursor() as cursor:
        for name, value in _LOADING.items():
            cursor.execute(f"SET {name} = '{value}'")
        again = _drop_indexes(cursor)
        yield
        for statement in again:
            cursor.execute(statement)
        for name in _LOADING:
            cursor.execute(f"RESET {name}")
    _reset_sequences()


def analyze() -> None:
    """Let the database look at what it holds, before it plans by it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _drop_indexes(cursor: Any) -> list[str]:
    """Drop the plain indexes of the big tables; return the statements that make them again."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename IN "
        "('households_household', 'households_resident', 'households_movement') AND indexname NOT IN "
        "(SELECT conname FROM pg_constraint)"
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [str(statement) for _, statement in found]


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def grouped(source: str, key: str, columns: Mapping[str, str]) -> str:
    """Return a sub-select that sums `source` up by `key`."""
    sums = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    return f"(SELECT {key} AS k, {sums} FROM {source} GROUP BY {key})"  # noqa: S608


def days_ago(days: str) -> str:
    """Return the day so many days before today."""
    today = timezone.localdate()
    if connection.vendor == "postgresql":
        return f"(DATE '{today.isoformat()}' - ({days})::int)"
    return f"date('{today.isoformat()}', '-' || ({days}) || ' days')"
