from django.db import migrations

from areas.no_overlap import PLACEMENTS


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]

    operations = [migrations.RunPython(PLACEMENTS.protect, PLACEMENTS.release)]
