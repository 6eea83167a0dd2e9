from django.db import migrations, models


def know_places_well(apps, schema_editor):
    """Let PostgreSQL estimate how many units lie in a commune: a hundred of a hundred thousand."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE areas_area ALTER COLUMN path SET STATISTICS 10000")


class Migration(migrations.Migration):
    dependencies = [
        ('areas', '0004_labels'),
    ]

    operations = [
        migrations.RunPython(know_places_well, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='area',
            index=models.Index(fields=['level', 'sort_key', 'path'], name='area_level_order'),
        ),
    ]
