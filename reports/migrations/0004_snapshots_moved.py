"""Snapshots of months belong to `figures`; their table goes with all its rows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_led")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("Snapshot", "figures_snapshot")],
            state_operations=[migrations.DeleteModel("Snapshot")],
        )
    ]
