"""Let what was surveyed before be reviewed on the day of its survey, and open its row of movements."""

from django.db import migrations, models
from django.db.models import F


def review(apps, schema_editor):
    apps.get_model("households", "Household")._base_manager.filter(surveyed_on__isnull=False).update(
        reviewed_on=F("surveyed_on")
    )


class Migration(migrations.Migration):
    dependencies = [("households", "0004_household_entry")]
    operations = [
        migrations.RunPython(review, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='household',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reviewed_on', None), ('surveyed_on', None)), models.Q(('reviewed_on__gte', models.F('surveyed_on')), ('reviewed_on__isnull', False), ('surveyed_on__isnull', False)), _connector='OR'), name='household_surveyed_is_reviewed'),
        ),
    ]
