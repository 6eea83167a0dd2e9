"""Room on the pages of rows that every save writes again, where the engine has such pages."""

from django.db import migrations

# Per cent of a page that new rows may fill; docs/performance.md says what that was measured to give.
FILLED = {"rollup_villagecount": 50, "rollup_communecount": 50}


def leave_room(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, percent in FILLED.items():
            schema_editor.execute(f'ALTER TABLE "{table}" SET (fillfactor = {percent})')


def fill(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in FILLED:
            schema_editor.execute(f'ALTER TABLE "{table}" RESET (fillfactor)')


class Migration(migrations.Migration):
    dependencies = [("rollup", "0001_initial")]

    operations = [migrations.RunPython(leave_room, fill)]
