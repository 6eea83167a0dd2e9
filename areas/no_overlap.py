"""Make the database itself refuse two placements of one unit on the same day, on both engines."""

from typing import Any

TABLE = "areas_placement"
_CLASH = f"""SELECT 1 FROM {TABLE} o WHERE o.area_id = NEW.area_id AND o.id <> COALESCE(NEW.id, -1)
 AND o.valid_from < COALESCE(NEW.valid_to, '9999-12-31')
 AND NEW.valid_from < COALESCE(o.valid_to, '9999-12-31')"""  # noqa: S608 - our own names
_POSTGRES = f"""
CREATE OR REPLACE FUNCTION placement_check() RETURNS trigger AS $$
BEGIN IF EXISTS ({_CLASH}) THEN RAISE EXCEPTION 'placements of one unit overlap'
 USING ERRCODE = 'exclusion_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql SET enable_seqscan = off;
CREATE TRIGGER placement_no_overlap BEFORE INSERT OR UPDATE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION placement_check();
"""
_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS placement_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
    f"WHEN EXISTS ({_CLASH}) BEGIN SELECT RAISE(ABORT, 'placements of one unit overlap'); END"
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
        schema_editor.execute(f"DROP TRIGGER IF EXISTS placement_no_overlap ON {TABLE}")
    else:
        for verb in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS placement_no_{verb}")
