"""A team with a leader is `led`; whether it has enough members is another question."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("teams", "0015_counts_moved")]

    operations = [migrations.RenameField("team", "staffed", "led")]
