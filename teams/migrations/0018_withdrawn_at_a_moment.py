"""Sessions and decisions withdrawn before moments were kept count as withdrawn when that day began.

So what was known on the days before and after is the same whether or not such a session is brought back.
"""

from datetime import datetime, time

from django.db import migrations, models
from django.utils import timezone


def give_moments(apps, schema_editor):
    for name in ("Activity", "Decision"):
        rows = apps.get_model("teams", name)._base_manager
        rows = rows.filter(withdrawn_on__isnull=False, withdrawn_at=None)
        for day in set(rows.values_list("withdrawn_on", flat=True)):
            moment = timezone.make_aware(datetime.combine(day, time.min))
            rows.filter(withdrawn_on=day).update(withdrawn_at=moment)


class Migration(migrations.Migration):
    dependencies = [("teams", "0017_recorded")]

    operations = [
        migrations.RunPython(give_moments, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                name="activity_withdrawn_at_a_moment",
                condition=models.Q(withdrawn_on=None, withdrawn_at=None)
                | models.Q(withdrawn_on__isnull=False, withdrawn_at__isnull=False),
            ),
        ),
    ]
