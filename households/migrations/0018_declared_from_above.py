"""What a level above recorded of a commune is known as such: it is withdrawn from above only."""

from django.db import migrations, models

COMMUNE = 3


def mark(apps, schema_editor):
    """Mark what was recorded of communes by people who stand above them."""
    declarations = apps.get_model("households", "Declaration")._base_manager
    of_communes = declarations.filter(area__level=COMMUNE)
    above = of_communes.filter(recorded_by__area__level__lt=COMMUNE)
    declarations.filter(pk__in=list(above.values_list("pk", flat=True))).update(from_above=True)


class Migration(migrations.Migration):
    dependencies = [("households", "0017_late_movements")]

    operations = [
        migrations.AddField(
            model_name="declaration",
            name="from_above",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="cấp trên xã ghi"
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
