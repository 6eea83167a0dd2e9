"""Teams are counted in the rows of `rollup`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("teams", "0014_withdrawn_decisions"), ("rollup", "0003_take_over")]

    operations = [
        migrations.DeleteModel(name="VillageTeamCount"),
        migrations.DeleteModel(name="CommuneTeamCount"),
    ]
