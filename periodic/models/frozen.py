"""Make the database itself refuse to change what was sent, on both engines.

Never: which report and number it is, what it says, its digest, why, by whom and when it was sent, whether in time.
Once: who let it go up, what was decided of it. Only its texts may lose words, when it says since when
(`redacted_at`), and so what is kept of them for the level above; no row goes.
"""

from collections.abc import Callable, Iterable
from typing import Any

TABLE = "periodic_submission"
WORDS = "what was sent never changes"
NEVER = (
    *("report_id", "number", "digest", "reason", "sent_by_id", "sent_at", "on_time"),
    *("filled", "indicators", "unusual"),
)
# What is written once, each with the columns that come with it.
ONCE = {
    "within_by_id": ("within_at",),
    "decided_by_id": ("decision", "decided_at", "decided_why"),
}


# JSON, each with the parts of it that may lose words: texts, and the cell that repeats them (`FROM_TEXTS`).
CUT = {
    "content": (("texts",), ("total", "values", "kho-khan", "text")),
    "brief": (("words",),),
}


type Without = Callable[[str, Iterable[tuple[str, ...]]], str]


def _conditions(differs: str, without: Without, columns: Iterable[str]) -> str:
    """Say when a change is refused, with the engine's own words for "differs" and for JSON without parts."""
    refused = [f"OLD.{name} {differs} NEW.{name}" for name in NEVER]
    refused += [
        f"(OLD.{first} IS NOT NULL AND OLD.{name} {differs} NEW.{name})"
        for first, others in ONCE.items()
        for name in (first, *others)
    ]
    for name in columns:
        old, new = (without(f"{row}.{name}", CUT[name]) for row in ("OLD", "NEW"))
        cut = f"NEW.redacted_at IS NOT NULL AND {old} = {new}"
        refused.append(f"(OLD.{name} {differs} NEW.{name} AND NOT ({cut}))")
    return " OR ".join(refused)


def _without_sqlite(column: str, parts: Iterable[tuple[str, ...]]) -> str:
    ways = ('$."' + '"."'.join(part) + '"' for part in parts)
    return f"json_remove({column}, {', '.join(map(repr, ways))})"


def _without_postgresql(column: str, parts: Iterable[tuple[str, ...]]) -> str:
    return f"({column} {' '.join(f"#- '{{{','.join(part)}}}'" for part in parts)})"


def _on_sqlite(columns: Iterable[str]) -> list[str]:
    refused = _conditions("IS NOT", _without_sqlite, columns)
    return [
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_frozen BEFORE UPDATE ON {TABLE} "
        f"WHEN {refused} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_stays BEFORE DELETE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    ]


def _on_postgresql(columns: Iterable[str]) -> list[str]:
    refused = _conditions("IS DISTINCT FROM", _without_postgresql, columns)
    return [
        "CREATE OR REPLACE FUNCTION periodic_refuse() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{WORDS}'; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({refused}) EXECUTE FUNCTION periodic_refuse()",
        f"CREATE TRIGGER {TABLE}_stays BEFORE DELETE ON {TABLE} FOR EACH ROW "
        "EXECUTE FUNCTION periodic_refuse()",
    ]


_ADD = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}
_ON = {"sqlite": "", "postgresql": f" ON {TABLE}"}


def protect(apps: Any, schema_editor: Any, *, columns: Iterable[str] = CUT) -> None:
    """Add the triggers (used by migrations; one of before a column was there names those there were)."""
    for statement in _ADD[schema_editor.connection.vendor](columns):
        schema_editor.execute(statement)


def release(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away (a migration undone; a test database emptied)."""
    on = _ON[schema_editor.connection.vendor]
    for name in ("frozen", "stays"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{on}")
