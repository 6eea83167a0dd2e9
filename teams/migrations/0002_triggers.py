"""Of rows that hold by day the database refuses two that hold on one day."""

from django.db import migrations

from teams.models import composition, support_policy, team_village, tenure


class Migration(migrations.Migration):
    dependencies = [("teams", "0001_initial")]

    operations = [
        migrations.RunPython(one.NO_OVERLAP.protect, one.NO_OVERLAP.release)
        for one in (tenure, team_village, composition, support_policy)
    ]
