"""Of rows that hold by day the database refuses two that hold on one day."""

from django.db import migrations

from teams.models import provincial, recorded, support_policy


class Migration(migrations.Migration):
    dependencies = [("teams", "0001_initial")]

    operations = [
        migrations.RunPython(one.protect, one.release)
        for one in (*recorded.NO_OVERLAP, provincial.NO_OVERLAP, support_policy.NO_OVERLAP)
    ]
