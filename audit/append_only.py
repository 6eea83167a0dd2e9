"""Make the database itself refuse to change or delete an audit entry, on both engines."""

from typing import Any

TABLE = "audit_auditentry"
_POSTGRES = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION audit_refuse();
"""
_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS audit_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END"
    for verb in ("UPDATE", "DELETE")
]


def protect(apps: Any, schema_editor: Any) -> None:
    """Add the triggers (used by a migration)."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES)
    else:
        for statement in _SQLITE:
            schema_editor.execute(statement)


def release(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away (a migration undone; a test database emptied)."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS audit_append_only ON {TABLE}")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS audit_no_{verb}")
