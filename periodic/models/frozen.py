"""Make the database itself refuse to change what was sent, on both engines.

Never: which report and number it is, what it says, its digest, why, by whom and when it was sent, whether in time.
Once: who let it go up, what was decided of it. Only its texts may lose words, when it says since when
(`redacted_at`), and so what is kept of them for the level above; no row goes.
"""

from collections.abc import Iterable
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


# JSON, each with the part of it that may lose words.
CUT = {"content": "texts", "brief": "words"}


def _conditions(differs: str, same_but_for: str, columns: Iterable[str]) -> str:
    """Say when a change is refused, with the engine's own words for "differs" and for "alike but for a part"."""
    refused = [f"OLD.{name} {differs} NEW.{name}" for name in NEVER]
    refused += [
        f"(OLD.{first} IS NOT NULL AND OLD.{name} {differs} NEW.{name})"
        for first, others in ONCE.items()
        for name in (first, *others)
    ]
    for name in columns:
        same = same_but_for.format(name=name, part=CUT[name])
        cut = f"NEW.redacted_at IS NOT NULL AND {same}"
        refused.append(f"(OLD.{name} {differs} NEW.{name} AND NOT ({cut}))")
    return " OR ".join(refused)


def _on_sqlite(columns: Iterable[str]) -> list[str]:
    same = "json_remove(OLD.{name}, '$.{part}') = json_remove(NEW.{name}, '$.{part}')"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_frozen BEFORE UPDATE ON {TABLE} "
        f"WHEN {_conditions('IS NOT', same, columns)} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_stays BEFORE DELETE ON {TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    ]


def _on_postgresql(columns: Iterable[str]) -> list[str]:
    same = "(OLD.{name} - '{part}') = (NEW.{name} - '{part}')"
    return [
        "CREATE OR REPLACE FUNCTION periodic_refuse() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{WORDS}'; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({_conditions('IS DISTINCT FROM', same, columns)}) EXECUTE FUNCTION periodic_refuse()",
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
