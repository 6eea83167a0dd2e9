"""Snapshots say how many households there were; up to now, how many were only declared."""

from django.db import migrations, models
from django.db.models import F


def add(name):
    return migrations.AddField("snapshot", name, models.PositiveIntegerField(default=0))


def expect(apps, schema_editor):
    rows = apps.get_model("figures", "Snapshot")._base_manager
    rows.update(expected=F("households") + F("declared_only"))


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial")]

    operations = [
        *map(add, ("expected", "unattributed", "complete", "unattributed_villages")),
        migrations.RunPython(expect, migrations.RunPython.noop),
        migrations.RemoveField("snapshot", "declared_only"),
    ]
