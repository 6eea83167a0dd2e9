"""Platforms say when they were written down; of those that are there already it is not known."""

import django.utils.timezone
from django.db import migrations, models


def moment(**default):
    return models.DateTimeField(null=True, editable=False, verbose_name="ghi lúc", **default)


class Migration(migrations.Migration):
    dependencies = [("skills", "0001_initial")]

    operations = [
        # The default comes after the column, so that old rows are not said to be written now.
        migrations.AddField("localplatform", "recorded_at", moment()),
        migrations.AlterField(
            "localplatform", "recorded_at", moment(default=django.utils.timezone.now)
        ),
    ]
