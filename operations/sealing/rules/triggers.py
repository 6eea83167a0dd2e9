"""Triggers by which the database refuses to change what is sealed, and how one tells that they are still whole."""

import re

from audit.append_only import TABLE as JOURNAL

OURS = ("operations_block", "operations_sealedentry", "operations_cut")
ALL = (JOURNAL, *OURS)
_WORDS = "audit entries are append-only"
# PostgreSQL's own bits of when a trigger fires: before each row that is changed or deleted; before a table is emptied.
CHANGE, EMPTY = 1 + 2 + 8 + 16, 2 + 32
_REFUSES = re.compile(r"BEGIN\s+RAISE EXCEPTION '[^']*'; END;?", re.IGNORECASE)


def adding(engine: str) -> list[str]:
    """Return the statements that protect our tables."""
    if engine == "sqlite":
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
            for table in OURS
            for verb in ("UPDATE", "DELETE")
        ]
    # The function is the journal's own (audit/append_only.py).
    return [
        statement
        for table in OURS
        for statement in (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
        )
    ]


def dropping(engine: str) -> list[str]:
    """Return the statements that leave our tables unprotected."""
    ends = ("no_update", "no_delete") if engine == "sqlite" else ("append_only", "no_truncate")
    on = " ON {table}" if engine == "postgresql" else ""
    return [
        f"DROP TRIGGER IF EXISTS {table}_{end}{on.format(table=table)}"
        for table in OURS
        for end in ends
    ]


def refuses_on_sqlite(sql: str, table: str, verb: str) -> bool:
    """Say whether the text of a trigger refuses a verb on a table, whatever else is so."""
    whole = rf"CREATE TRIGGER (IF NOT EXISTS )?\w+ BEFORE {verb} ON {table}\s+BEGIN SELECT RAISE\(ABORT, '[^']*'\); END"
    return bool(re.fullmatch(whole, re.sub(r"\s+", " ", sql.replace('"', "")).strip()))


def refuses_on_postgresql(source: str) -> bool:
    """Say whether the function of a trigger does nothing but refuse."""
    return bool(_REFUSES.fullmatch(source.strip()))
