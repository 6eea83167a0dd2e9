from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0004_answers21_rows'),
    ]

    operations = [
        migrations.DeleteModel(name='HeadingMemory'),
        migrations.DeleteModel(name='VillageMemory'),
    ]
