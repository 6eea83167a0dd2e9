"""The search index, and room on the pages of rows that every save writes again, where the engine has such pages."""

from django.db import migrations

from households.models.search_index import build, drop

# Per cent of a page that new rows may fill. A row that finds room on its own page is written again
# without a word to any index; docs/performance.md says what that was measured to give.
FILLED = {"households_household": 85, "households_resident": 90}


def leave_room(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table, percent in FILLED.items():
            schema_editor.execute(f'ALTER TABLE "{table}" SET (fillfactor = {percent})')


def fill(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in FILLED:
            schema_editor.execute(f'ALTER TABLE "{table}" RESET (fillfactor)')


class Migration(migrations.Migration):
    dependencies = [("households", "0001_initial")]

    operations = [migrations.RunPython(build, drop), migrations.RunPython(leave_room, fill)]
