"""Numbers added to a table at once, in a migration: on SQLite Django copies the whole table for each column."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.migrations.operations.base import Operation


class AddNumbers(Operation):
    """Add columns of numbers that are 0 in every row there is, of one kind of field."""

    reduces_to_sql = True
    reversible = True

    def __init__(
        self, model_name: str, field: models.Field[Any, Any], names: Sequence[str]
    ) -> None:
        self.model_name, self.field, self.names = model_name, field, names

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Let the model have them; it, and what refers to it, is made anew once and not for each of them."""
        *first, last = self.names
        fields = state.models[app_label, self.model_name.lower()].fields
        fields.update({name: self.field.clone() for name in first})
        state.add_field(app_label, self.model_name, last, self.field.clone(), preserve_default=True)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Add each where the table is; every row has 0 without being written."""
        model = to_state.apps.get_model(app_label, self.model_name)
        is_postgres = schema_editor.connection.vendor == "postgresql"
        table = schema_editor.quote_name(model._meta.db_table)
        added, dropped = list[str](), list[str]()
        for name in self.names:
            told = model._meta.get_field(name).db_parameters(schema_editor.connection)
            column = schema_editor.quote_name(name)
            check = f" CHECK ({told['check']})" if told["check"] else ""
            added.append(f"ADD COLUMN {column} {told['type']} DEFAULT 0 NOT NULL{check}")
            dropped.append(f"ALTER COLUMN {column} DROP DEFAULT")
        # PostgreSQL takes all at once, and reads the table once; what is left to SQLite is its default.
        for clause in [", ".join(added), ", ".join(dropped)] if is_postgres else added:
            schema_editor.execute(f"ALTER TABLE {table} {clause}", None)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Take them away."""
        model = from_state.apps.get_model(app_label, self.model_name)
        for name in self.names:
            schema_editor.remove_field(model, model._meta.get_field(name))

    def describe(self) -> str:
        """Say what it does, for the list of what is migrated."""
        return f"Add {len(self.names)} numbers to {self.model_name}"
