"""The villages of communes are counted in the rows of `rollup`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("areas", "0005_order_of_names"), ("rollup", "0003_take_over")]

    operations = [migrations.DeleteModel(name="CommuneVillageCount")]
