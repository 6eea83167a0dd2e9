from django.db import migrations

from areas.no_overlap import protect, release


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]

    operations = [migrations.RunPython(protect, release)]
