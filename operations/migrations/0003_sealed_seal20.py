"""The database refuses to change what is sealed; on PostgreSQL its owner alone lets go what is old."""

from typing import Any

from django.db import migrations

from operations.sealing.rules import cutting, triggers


def protect(apps: Any, schema_editor: Any) -> None:
    """Add the triggers, and the function that lets go what is old."""
    engine = schema_editor.connection.vendor
    for statement in triggers.adding(engine):
        schema_editor.execute(statement)
    if engine == "postgresql":
        schema_editor.execute(cutting.FUNCTION)


def release(apps: Any, schema_editor: Any) -> None:
    """Take them away again."""
    engine = schema_editor.connection.vendor
    for statement in triggers.dropping(engine):
        schema_editor.execute(statement)
    if engine == "postgresql":
        schema_editor.execute(cutting.NO_FUNCTION)


class Migration(migrations.Migration):
    dependencies = [("operations", "0002_sealing_seal20")]

    operations = [migrations.RunPython(protect, release)]
