"""The triggers that refuse overlapping placements once more: SQLite lost them when the table was made anew."""

from django.db import migrations

from areas.models.placement import NO_OVERLAP


class Migration(migrations.Migration):
    dependencies = [("areas", "0005_unassigned")]
    operations = [
        migrations.RunPython(NO_OVERLAP.release, migrations.RunPython.noop),
        migrations.RunPython(NO_OVERLAP.protect, migrations.RunPython.noop),
    ]
