"""Make the database itself refuse two policies of a province on one day, on both engines."""

from typing import Any

TABLE = "teams_supportpolicy"
_CLASH = f"""SELECT 1 FROM {TABLE} o WHERE o.province_id = NEW.province_id
 AND o.id <> COALESCE(NEW.id, -1)
 AND o.valid_from <= COALESCE(NEW.last_on, '9999-12-31')
 AND NEW.valid_from <= COALESCE(o.last_on, '9999-12-31')"""  # noqa: S608 - our own names
_WORDS = "two support policies of a province on one day"
_POSTGRES = f"""
CREATE OR REPLACE FUNCTION supportpolicy_check() RETURNS trigger AS $$
BEGIN
 PERFORM pg_advisory_xact_lock(hashtext('{TABLE}'), NEW.province_id::int);
 IF EXISTS ({_CLASH}) THEN RAISE EXCEPTION '{_WORDS}'
 USING ERRCODE = 'exclusion_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER supportpolicy_no_overlap BEFORE INSERT OR UPDATE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION supportpolicy_check();
"""
_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS supportpolicy_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
    f"WHEN EXISTS ({_CLASH}) BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    for verb in ("INSERT", "UPDATE")
]


def protect(apps: Any, schema_editor: Any) -> None:
    """Add the triggers (used by a migration)."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRES)
    else:
        for statement in _SQLITE:
            schema_editor.execute(statement)


def release(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS supportpolicy_no_overlap ON {TABLE}")
    else:
        for verb in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS supportpolicy_no_{verb}")
