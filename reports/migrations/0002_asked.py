"""Snapshots say how many households were asked about each skill; up to now that was whoever was surveyed."""

from django.db import migrations, models
from django.db.models import F


def of_surveyed(apps, schema_editor):
    names = ("public_services", "shopping", "payment", "safety")
    first = {f"{name}_asked": F("surveyed") for name in names}
    rows = apps.get_model("reports", "Snapshot")._base_manager
    rows.update(**first, local_platform_asked=F("fifth_assessed"))


class Migration(migrations.Migration):
    dependencies = [('reports', '0001_initial')]

    operations = [
        migrations.AddField(
            model_name='snapshot',
            name='ask_one',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='ask_fifth',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='local_platform_asked',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='partly',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='payment_asked',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='public_services_asked',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='ruled_out',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='safety_asked',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='shopping_asked',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(of_surveyed, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='snapshot',
            name='fifth_assessed',
        ),
    ]
