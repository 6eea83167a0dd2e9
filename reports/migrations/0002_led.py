"""Villages whose team has a leader are `led`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RenameField("snapshot", "staffed", "led")]
