"""On PostgreSQL the database refuses to empty the journal at once, too."""

from django.db import migrations

from audit.append_only import allow_truncate, refuse_truncate


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_triggers")]

    operations = [migrations.RunPython(refuse_truncate, allow_truncate)]
