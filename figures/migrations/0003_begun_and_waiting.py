"""Keep who had begun and what waited. Months kept before are copies by an older rule: they are made anew.

The next run of `manage.py snapshot` does so, from the movements, as `figures.as_of` reads them.
"""

from django.db import migrations, models

NAMES = (
    *("begun_villages", "communes", "idle_communes", "waiting", "doubted"),
    *("undeclared_villages", "undeclared_lists"),
)


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_expected")]

    operations = [
        *(
            migrations.AddField("snapshot", name, models.PositiveIntegerField(null=True))
            for name in NAMES
        ),
        migrations.RunSQL("DELETE FROM figures_snapshot", migrations.RunSQL.noop),
    ]
