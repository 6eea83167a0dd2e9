"""An act that was confirmed and began anew names the one before it."""

import django.db.models.deletion
from django.db import migrations, models

# What the acts that end so say (households.declarations.actions.measures.RAISED, of that time).
RAISED = "Số khai báo đổi sau khi ghi là đủ"


def link(apps, schema_editor):
    acts = apps.get_model("households", "Completion").unscoped.order_by("pk")
    for row in acts.filter(undone_reason=RAISED).exclude(confirmed_at=None):
        later = acts.filter(area=row.area_id, from_day=row.undone_on, pk__gt=row.pk)
        if after := later.filter(renews=None).first():
            after.renews = row
            after.save(update_fields=["renews"])


class Migration(migrations.Migration):
    dependencies = [("households", "0005_both_measures_of_an_act")]

    operations = [
        migrations.AddField(
            model_name="completion",
            name="renews",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renewed_by",
                to="households.completion",
            ),
        ),
        migrations.RunPython(link, migrations.RunPython.noop),
    ]
