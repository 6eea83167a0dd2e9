"""Count the lists of villages that wait apart from registers, and what waits where nobody declared households."""

from django.db import migrations, models

WAITING = """
UPDATE rollup_communecount SET
    waiting_lists = waiting - COALESCE((
        SELECT SUM(v.waiting) FROM rollup_villagecount v
        WHERE v.commune_id = rollup_communecount.area_id
    ), 0)
WHERE waiting > 0
"""
UNDECLARED = """
UPDATE rollup_communecount SET
    undeclared_waiting = waiting_lists + (
        SELECT COUNT(*) FROM rollup_villagecount v
        WHERE v.commune_id = rollup_communecount.area_id AND v.waiting > 0 AND v.declared IS NULL
    )
WHERE waiting > 0 AND declared IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("rollup", "0006_short")]

    operations = [
        *(
            migrations.AddField("communecount", name, models.PositiveIntegerField(default=0))
            for name in ("waiting_lists", "undeclared_waiting")
        ),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
        migrations.RunSQL(UNDECLARED, migrations.RunSQL.noop),
    ]
