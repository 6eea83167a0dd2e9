"""An act that something is complete holds its own numbers and, beside them, those of its whole commune."""

from django.db import migrations, models
from django.db.models import F, Q


def tell_apart(apps, schema_editor):
    """Put the numbers of whole communes where they belong; what these acts' own were, nobody wrote down."""
    acts = apps.get_model("households", "Completion").unscoped.filter(of_commune=True)
    acts.update(
        commune_registered=F("registered"),
        commune_declared=F("declared"),
        registered=None,
        declared=None,
    )


def put_together(apps, schema_editor):
    acts = apps.get_model("households", "Completion").unscoped.exclude(commune_declared=None)
    acts.update(
        of_commune=True, registered=F("commune_registered"), declared=F("commune_declared")
    )


class Migration(migrations.Migration):
    dependencies = [("households", "0004_household_phone_of")]

    operations = [
        migrations.AddField(
            model_name="completion",
            name="commune_declared",
            field=models.PositiveIntegerField(null=True, verbose_name="cả xã khai báo"),
        ),
        migrations.AddField(
            model_name="completion",
            name="commune_registered",
            field=models.PositiveIntegerField(null=True, verbose_name="cả xã trong sổ"),
        ),
        migrations.AlterField(
            model_name="completion",
            name="registered",
            field=models.PositiveIntegerField(null=True, verbose_name="trong sổ"),
        ),
        migrations.RunPython(tell_apart, put_together),
        migrations.RemoveField(model_name="completion", name="of_commune"),
        migrations.AddConstraint(
            model_name="completion",
            constraint=models.CheckConstraint(
                condition=Q(registered__isnull=False) | Q(commune_declared__isnull=False),
                name="completion_measured",
            ),
        ),
        migrations.AddConstraint(
            model_name="completion",
            constraint=models.CheckConstraint(
                condition=Q(commune_declared=None, commune_registered=None)
                | Q(commune_declared__isnull=False, commune_registered__isnull=False),
                name="completion_both_of_the_commune",
            ),
        ),
    ]
