"""Whether the database itself still refuses to change the journal and what seals it."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from operations.sealing.rules.triggers import (
    ALL,
    CHANGE,
    EMPTY,
    refuses_on_postgresql,
    refuses_on_sqlite,
)
from operations.sealing.rules.wrongs import Wrong

_ON_SQLITE = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
# Enabled for all that is written, of every row and column, without a condition.
_ON_POSTGRESQL = """
SELECT c.relname, t.tgname, CASE WHEN t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr::text = ''
THEN t.tgtype ELSE 0 END, p.prosrc
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND c.oid = to_regclass(%s)
"""
_RULES = "SELECT rulename FROM pg_rewrite WHERE ev_class = to_regclass(%s)"


def broken_guards() -> Iterator[Wrong]:
    """Yield each guard that is missing, switched off or not what it was, and each that is not ours."""
    look = _of_sqlite if connection.vendor == "sqlite" else _of_postgresql
    for table in ALL:
        for detail in look(table):
            yield Wrong(kind="trigger", detail=detail)


def _of_sqlite(table: str) -> Iterator[str]:
    found = {name: sql for of, name, sql in _asked(_ON_SQLITE) if of == table}
    for verb in ("UPDATE", "DELETE"):
        fitting = [name for name, sql in found.items() if refuses_on_sqlite(sql, table, verb)]
        if not fitting:
            yield f"{table}: không có trigger từ chối {verb}"
        for name in fitting:
            del found[name]
    for name in found:
        yield f"{table}: trigger lạ {name}"


def _of_postgresql(table: str) -> Iterator[str]:
    found = {
        name: kind if refuses_on_postgresql(source) else 0
        for _, name, kind, source in _asked(_ON_POSTGRESQL, table)
    }
    for kind, verbs in ((CHANGE, "UPDATE, DELETE"), (EMPTY, "TRUNCATE")):
        if kind not in found.values():
            yield f"{table}: không có trigger từ chối {verbs}"
    for name, kind in found.items():
        if kind not in (CHANGE, EMPTY):
            yield f"{table}: trigger {name} lạ, bị tắt hoặc bị sửa"
    for (name,) in _asked(_RULES, table):
        yield f"{table}: quy tắc lạ {name}"


def _asked(sql: str, *values: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return list(cursor.fetchall())
