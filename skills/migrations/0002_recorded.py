"""Platforms say when they were written down; of those that are there already it is not known."""

import django.utils.timezone
from django.db import migrations, models


def moment(**default):
    return models.DateTimeField(null=True, editable=False, verbose_name="ghi lúc", **default)


class Migration(migrations.Migration):
    dependencies = [("skills", "0001_initial")]

    operations = [
        # The column comes without the default of later rows: old ones are not said to be written now,
        # and SQLite does not make the table anew, by which it would lose its triggers.
        migrations.SeparateDatabaseAndState(
            [migrations.AddField("localplatform", "recorded_at", moment())],
            [
                migrations.AddField(
                    "localplatform", "recorded_at", moment(default=django.utils.timezone.now)
                )
            ],
        ),
    ]
