import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from households.models.search_index import build, drop


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0004_labels'),
        ('households', '0007_duplicates_and_regroupings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='household',
            name='created_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='household',
            name='village',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='households', to='areas.area', verbose_name='thôn'),
        ),
        migrations.AlterField(
            model_name='movement',
            name='village',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area'),
        ),
        # Last: SQLite has just made the table anew, and a table that is made anew knows no triggers.
        migrations.RunPython(build, drop),
    ]
