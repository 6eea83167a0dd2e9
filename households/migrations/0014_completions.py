"""A register of households, or a list of villages, is complete: a dated act, confirmed, undone."""

import areas.fields
import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0005_order_of_names'),
        ('households', '0013_declarations_of_communes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Completion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('register', 'Sổ hộ của thôn đã đủ'), ('villages', 'Danh sách thôn của xã đã đủ')], max_length=8, verbose_name='việc')),
                ('from_day', models.DateField(verbose_name='đủ từ ngày')),
                ('registered', models.PositiveIntegerField(verbose_name='trong sổ')),
                ('declared', models.PositiveIntegerField(null=True, verbose_name='khai báo')),
                ('reason', areas.fields.NameField(blank=True, max_length=255, verbose_name='lý do')),
                ('needs_confirmation', models.BooleanField(default=False, verbose_name='cần cấp trên xác nhận')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ghi lúc')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='xác nhận lúc')),
                ('question', areas.fields.NameField(blank=True, max_length=255, verbose_name='hỏi lại')),
                ('asked_at', models.DateTimeField(null=True, verbose_name='hỏi lúc')),
                ('undone_on', models.DateField(null=True, verbose_name='không còn đủ từ ngày')),
                ('undone_reason', areas.fields.NameField(blank=True, max_length=255, verbose_name='lý do bỏ')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='bỏ lúc')),
            ],
            options={
                'verbose_name': 'sổ đã đủ',
                'verbose_name_plural': 'sổ đã đủ',
                'ordering': ('-id',),
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='completion',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='completions', to='areas.area', verbose_name='thôn hoặc xã'),
        ),
        migrations.AddField(
            model_name='completion',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hỏi'),
        ),
        migrations.AddField(
            model_name='completion',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xác nhận'),
        ),
        migrations.AddField(
            model_name='completion',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi'),
        ),
        migrations.AddField(
            model_name='completion',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người bỏ'),
        ),
        migrations.AddIndex(
            model_name='completion',
            index=models.Index(condition=models.Q(('confirmed_at', None), ('needs_confirmation', True), ('undone_at', None)), fields=['recorded_at'], name='completion_waiting'),
        ),
        migrations.AddConstraint(
            model_name='completion',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('area',), name='completion_one_stands'),
        ),
        migrations.AddConstraint(
            model_name='completion',
            constraint=models.CheckConstraint(condition=models.Q(('needs_confirmation', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='completion_of_few_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='completion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None), ('undone_on', None), ('undone_reason', '')), models.Q(('undone_at__isnull', False), ('undone_on__gte', models.F('from_day')), ('undone_on__isnull', False)), _connector='OR'), name='completion_undone_from_a_day'),
        ),
        migrations.AddConstraint(
            model_name='completion',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), ('confirmed_at__isnull', False), _connector='OR'), name='completion_confirmed_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='completion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at', None), ('asked_by', None), ('question', '')), models.Q(('asked_at__isnull', False), models.Q(('question', ''), _negated=True)), _connector='OR'), name='completion_asked_with_a_question'),
        ),
    ]
