"""A member keeps the key of the form that added them: one sent twice adds one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("teams", "0002_triggers")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="uuid",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("uuid__isnull", False)),
                fields=("uuid",),
                name="member_added_once",
            ),
        ),
    ]
