"""Make the database itself refuse to change or delete an audit entry, on both engines."""

from typing import Any

TABLE = "audit_auditentry"
# By engine: what makes the triggers, and what takes them away.
_ADD = {
    "postgresql": [
        f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION audit_refuse();
"""
    ],
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS audit_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
}
_DROP = {
    "postgresql": [f"DROP TRIGGER IF EXISTS audit_append_only ON {TABLE}"],
    "sqlite": [f"DROP TRIGGER IF EXISTS audit_no_{verb}" for verb in ("update", "delete")],
}


# PostgreSQL empties a table past the triggers of its rows; SQLite has no such statement.
_NO_TRUNCATE = {
    "postgresql": f"CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
}
_TRUNCATE = {"postgresql": f"DROP TRIGGER IF EXISTS audit_no_truncate ON {TABLE}"}


def protect(apps: Any, schema_editor: Any) -> None:
    """Add the triggers (used by a migration)."""
    for statement in _ADD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def release(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away (a migration undone; a test database emptied)."""
    for statement in _DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def refuse_truncate(apps: Any, schema_editor: Any) -> None:
    """Refuse to empty the table at once (used by a migration)."""
    _execute(schema_editor, _NO_TRUNCATE)


def allow_truncate(apps: Any, schema_editor: Any) -> None:
    """Allow that again (a migration undone; a test database emptied)."""
    _execute(schema_editor, _TRUNCATE)


def _execute(schema_editor: Any, by_engine: dict[str, str]) -> None:
    if statement := by_engine.get(schema_editor.connection.vendor):
        schema_editor.execute(statement)
