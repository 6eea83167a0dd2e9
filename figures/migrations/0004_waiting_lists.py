"""Keep the lists of villages that waited apart from registers.

Months in which something waited do not tell one from the other: they are made anew by the next run of
`manage.py snapshot`.
"""

from django.db import migrations, models

NONE_WAITED = "UPDATE figures_snapshot SET waiting_lists = 0 WHERE waiting = 0"
SOME_WAITED = """
DELETE FROM figures_snapshot
WHERE month IN (SELECT month FROM figures_snapshot WHERE waiting > 0)
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0003_begun_and_waiting")]

    operations = [
        migrations.AddField("snapshot", "waiting_lists", models.PositiveIntegerField(null=True)),
        migrations.RunSQL(SOME_WAITED, migrations.RunSQL.noop),
        migrations.RunSQL(NONE_WAITED, migrations.RunSQL.noop),
    ]
