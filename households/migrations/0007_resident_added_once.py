"""A person keeps the key of the form that added them: one sent twice adds one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("households", "0006_renewed_acts")]

    operations = [
        migrations.AddField(
            model_name="resident",
            name="uuid",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="resident",
            constraint=models.UniqueConstraint(
                condition=models.Q(("uuid__isnull", False)),
                fields=("uuid",),
                name="resident_added_once",
            ),
        ),
    ]
