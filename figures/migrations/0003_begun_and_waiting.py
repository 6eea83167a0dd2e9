"""Keep who had begun and what waited; of months kept before, that is not known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("figures", "0002_expected")]

    operations = [
        migrations.AddField("snapshot", name, models.PositiveIntegerField(null=True))
        for name in ("begun_villages", "communes", "idle_communes", "waiting", "doubted")
    ]
