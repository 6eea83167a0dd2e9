from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('periodic', '0006_brief_of_copies'),
    ]

    operations = [
        migrations.AddField(
            model_name='requestdraft',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
