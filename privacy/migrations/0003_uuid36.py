"""A form that opens a breach brings a key; breaches of before get one each."""

import uuid

from django.db import migrations, models


def give_keys(apps, schema_editor):
    Breach = apps.get_model("privacy", "Breach")
    for breach in Breach.unscoped.filter(uuid=None):
        Breach.unscoped.filter(pk=breach.pk).update(uuid=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ("privacy", "0002_notice20"),
    ]

    operations = [
        migrations.AddField(
            model_name="breach",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="breach",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
