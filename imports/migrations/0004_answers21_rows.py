from django.db import migrations
from django.db.models import F

# What a field of a sheet is called as the role of a column of any file.
ROLES = {
    'head_name': 'head',
    'full_name': 'name',
    'birth_year': 'birth',
    'household': 'household_id',
    'number': 'decision',
    'founded_on': 'signed_on',
    '': 'skip',
}


def take_over(apps, schema_editor):
    """Remember what was remembered by two models in one; rows say of which kind they are, and where they stand."""
    Memory = apps.get_model('imports', 'AnswerMemory').unscoped
    Row = apps.get_model('imports', 'ImportRow').unscoped
    for one in apps.get_model('imports', 'HeadingMemory').unscoped.order_by('pk'):
        told = {'choice': ROLES.get(one.field, one.field)}
        Memory.get_or_create(commune_id=one.commune_id, kind='column', subject=one.heading, defaults=told)
    for one in apps.get_model('imports', 'VillageMemory').unscoped.order_by('pk'):
        told = {'choice': str(one.village_id)}
        Memory.get_or_create(commune_id=one.commune_id, kind='village', subject=one.written, defaults=told)
    Row.update(line=F('number'))
    for kind in ('villages', 'teams', 'activities'):
        Row.filter(source__kind=kind).update(kind=kind)


class Migration(migrations.Migration):

    dependencies = [
        ('imports', '0003_answers21'),
    ]

    operations = [
        migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True),
    ]
