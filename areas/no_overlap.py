"""Make the database itself refuse two rows that hold on the same day, on both engines."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NoOverlap:
    """The rule of one table, for a migration: `protect` makes it, `release` takes it away.

    `clash` selects something when the row NEW holds on a day of another row `o`; `words` is what the
    engine says then. `first` is what PostgreSQL does before it looks: a lock, where rows may come at once.
    """

    table: str
    name: str
    clash: str
    words: str
    first: str = ""

    def protect(self, apps: Any, schema_editor: Any) -> None:
        """Add the triggers."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(self._postgres())
            return
        for verb in ("INSERT", "UPDATE"):
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {self.name}_no_{verb.lower()} BEFORE {verb} ON "
                f"{self.table} WHEN EXISTS ({self.clash}) "
                f"BEGIN SELECT RAISE(ABORT, '{self.words}'); END"
            )

    def release(self, apps: Any, schema_editor: Any) -> None:
        """Take the triggers away."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_no_overlap ON {self.table}")
            return
        for verb in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_no_{verb}")

    def _postgres(self) -> str:
        return f"""
CREATE OR REPLACE FUNCTION {self.name}_check() RETURNS trigger AS $$
BEGIN {self.first} IF EXISTS ({self.clash}) THEN RAISE EXCEPTION '{self.words}'
 USING ERRCODE = 'exclusion_violation'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql SET enable_seqscan = off;
CREATE TRIGGER {self.name}_no_overlap BEFORE INSERT OR UPDATE ON {self.table}
FOR EACH ROW EXECUTE FUNCTION {self.name}_check();
"""


PLACEMENTS = NoOverlap(
    table="areas_placement",
    name="placement",
    clash="""SELECT 1 FROM areas_placement o
 WHERE o.area_id = NEW.area_id AND o.id <> COALESCE(NEW.id, -1)
 AND o.valid_from < COALESCE(NEW.valid_to, '9999-12-31')
 AND NEW.valid_from < COALESCE(o.valid_to, '9999-12-31')""",
    words="placements of one unit overlap",
)
