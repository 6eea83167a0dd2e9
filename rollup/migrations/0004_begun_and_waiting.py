"""Count the villages whose register was begun, and the registers that wait for a confirmation.

Nothing waited before this column: a register could not be called complete.
"""

from django.db import migrations, models

BEGUN = """
UPDATE rollup_communecount SET begun_villages = (
    SELECT COUNT(*) FROM rollup_villagecount v JOIN areas_area a ON a.id = v.area_id
    WHERE v.commune_id = rollup_communecount.area_id AND a.closed_on IS NULL
    AND (v.households > 0 OR v.complete > 0)
)
"""


class Migration(migrations.Migration):
    dependencies = [("areas", "0006_counts_moved"), ("rollup", "0003_take_over")]

    operations = [
        migrations.AddField(
            "communecount", "begun_villages", models.PositiveIntegerField(default=0)
        ),
        migrations.AddField("communecount", "waiting", models.PositiveIntegerField(default=0)),
        migrations.AddField("villagecount", "waiting", models.PositiveIntegerField(default=0)),
        migrations.RunSQL(BEGUN, migrations.RunSQL.noop),
    ]
