"""Villages whose team has a leader are `led`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_asked")]

    operations = [migrations.RenameField("snapshot", "staffed", "led")]
