"""The database itself refuses to change or delete an entry of the journal."""

from django.db import migrations

from audit.append_only import protect, release


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(protect, release)]
