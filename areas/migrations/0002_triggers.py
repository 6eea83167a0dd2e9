"""No unit has two names on one day; PostgreSQL estimates well how many units lie in a place."""

from django.db import migrations

from areas.models.placement import NO_OVERLAP


def know_places_well(apps, schema_editor):
    """Let PostgreSQL estimate how many units lie in a commune: a hundred of a hundred thousand."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE areas_area ALTER COLUMN path SET STATISTICS 10000")


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]

    operations = [
        migrations.RunPython(NO_OVERLAP.protect, NO_OVERLAP.release),
        migrations.RunPython(know_places_well, migrations.RunPython.noop),
    ]
