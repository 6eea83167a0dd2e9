"""Steps of a migration that hold nobody up: on PostgreSQL made beside the work, elsewhere as Django does.

Their migration says `atomic = False`. One that was cut off half-way is run again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import migrations


@contextmanager
def _patience(schema_editor: Any) -> Iterator[None]:
    """Wait for whoever has begun: that holds nobody else up, and giving up would leave a half index."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        (before,) = cursor.fetchone()
        cursor.execute("SET lock_timeout = 0")
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [before])


def _is_postgresql(schema_editor: Any) -> bool:
    return str(schema_editor.connection.vendor) == "postgresql"


class AddIndexBeside(migrations.AddIndex):
    """Make an index while rows are written: nothing waits for it, it waits for whoever has begun."""

    atomic = False

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Make it; what a first try left half done goes before."""
        if not _is_postgresql(schema_editor):
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        name = schema_editor.quote_name(self.index.name)
        with _patience(schema_editor):
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}", None)
            schema_editor.add_index(model, self.index, concurrently=True)

    def describe(self) -> str:
        """Say what it does, for the list of what is migrated."""
        return f"{super().describe()}, beside the work"


class AddCheckBeside(migrations.AddConstraint):
    """Hold new rows to a rule at once, then read the rows there are while others write."""

    atomic = False

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Make the rule without reading the table, then have it read."""
        if not _is_postgresql(schema_editor):
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        table = schema_editor.quote_name(model._meta.db_table)
        name = schema_editor.quote_name(self.constraint.name)
        said = self.constraint.create_sql(model, schema_editor)
        schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}", None)
        schema_editor.execute(f"{said} NOT VALID", None)
        schema_editor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}", None)

    def describe(self) -> str:
        """Say what it does, for the list of what is migrated."""
        return f"{super().describe()}, beside the work"
