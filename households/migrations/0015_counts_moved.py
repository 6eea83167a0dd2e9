"""Households are counted in the rows of `rollup`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("households", "0014_completions"), ("rollup", "0003_take_over")]

    operations = [
        migrations.DeleteModel(name="VillageCount"),
        migrations.DeleteModel(name="CommuneCount"),
    ]
