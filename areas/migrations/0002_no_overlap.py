from django.db import migrations

from areas.models.placement import NO_OVERLAP


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial")]

    operations = [migrations.RunPython(NO_OVERLAP.protect, NO_OVERLAP.release)]
