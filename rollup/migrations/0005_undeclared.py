"""Count the registers, and lists of villages, that are open and of which nobody declared how much there is."""

from django.db import migrations, models

UNDECLARED = """
UPDATE rollup_communecount SET
    undeclared_villages = CASE WHEN declared IS NOT NULL THEN 0 ELSE (
        SELECT COUNT(*) FROM rollup_villagecount v
        WHERE v.commune_id = rollup_communecount.area_id
        AND v.households > 0 AND v.complete = 0 AND v.declared IS NULL
    ) END,
    undeclared_lists = CASE WHEN declared_villages IS NULL AND NOT list_complete AND EXISTS (
        SELECT 1 FROM areas_area a
        WHERE a.commune_id = rollup_communecount.area_id AND a.level = 4 AND a.closed_on IS NULL
    ) THEN 1 ELSE 0 END
"""


class Migration(migrations.Migration):
    dependencies = [("areas", "0006_counts_moved"), ("rollup", "0004_begun_and_waiting")]

    operations = [
        migrations.AddField(
            "communecount", "undeclared_lists", models.PositiveIntegerField(default=0)
        ),
        migrations.AddField(
            "communecount", "undeclared_villages", models.PositiveIntegerField(default=0)
        ),
        migrations.RunSQL(UNDECLARED, migrations.RunSQL.noop),
    ]
