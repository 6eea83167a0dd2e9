"""What a household has to learn with: a smartphone, internet at home; not asked, no or yes."""

from django.db import migrations, models

from households.models.search_index import build_again


class Migration(migrations.Migration):

    dependencies = [
        ('households', '0013_lists_at_scale'),
    ]

    operations = [
        migrations.AddField(
            model_name='household',
            name='internet',
            field=models.BooleanField(choices=[(True, 'Có'), (False, 'Không')], null=True, verbose_name='internet ở nhà'),
        ),
        migrations.AddField(
            model_name='household',
            name='means_asked_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='hỏi điện thoại, internet ngày'),
        ),
        migrations.AddField(
            model_name='household',
            name='smartphone',
            field=models.BooleanField(choices=[(True, 'Có'), (False, 'Không')], null=True, verbose_name='điện thoại thông minh'),
        ),
        migrations.AddConstraint(
            model_name='household',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('internet', None), ('means_asked_on', None), ('smartphone', None)), models.Q(('means_asked_on__isnull', False), models.Q(('smartphone__isnull', False), ('internet__isnull', False), _connector='OR')), _connector='OR'), name='household_means_asked_on_a_day'),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(condition=models.Q(('means_asked_on__isnull', False)), fields=['village'], name='household_means_asked'),
        ),
        migrations.RunPython(build_again, migrations.RunPython.noop),
    ]
