"""Make the database itself refuse two leaders of a team on one day, on both engines."""

from typing import Any

TABLE = "teams_tenure"
_SAME_DAYS = """o.id <> COALESCE(NEW.id, -1)
 AND o.valid_from < COALESCE(NEW.valid_to, '9999-12-31')
 AND NEW.valid_from < COALESCE(o.valid_to, '9999-12-31')
 AND o.valid_from < COALESCE(o.valid_to, '9999-12-31')
 AND NEW.valid_from < COALESCE(NEW.valid_to, '9999-12-31')"""
_CLASH = f"""SELECT 1 FROM {TABLE} o WHERE o.member_id = NEW.member_id AND {_SAME_DAYS}
 UNION ALL SELECT 1 FROM {TABLE} o WHERE o.team_id = NEW.team_id
 AND o.role = 'leader' AND NEW.role = 'leader' AND {_SAME_DAYS}"""  # noqa: S608 - our own names
_WORDS = "two leaders of a team, or two roles of a person, on one day"
_POSTGRES = f"""
CREATE OR REPLACE FUNCTION tenure_check() RETURNS trigger AS $$
BEGIN IF EXISTS ({_CLASH}) THEN RAISE EXCEPTION '{_WORDS}'
 USING ERRCODE = 'exclusion_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql SET enable_seqscan = off;
CREATE TRIGGER tenure_no_overlap BEFORE INSERT OR UPDATE ON {TABLE}
FOR EACH ROW EXECUTE FUNCTION tenure_check();
"""
_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS tenure_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
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
        schema_editor.execute(f"DROP TRIGGER IF EXISTS tenure_no_overlap ON {TABLE}")
    else:
        for verb in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS tenure_no_{verb}")
