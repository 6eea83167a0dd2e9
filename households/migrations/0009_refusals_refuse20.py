"""Refusals, and what stands of them on households, movements and count rows."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0002_triggers'),
        ('households', '0009_erased_erase20'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Refusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('refused_on', models.DateField(verbose_name='ngày từ chối')),
                ('reason', models.CharField(choices=[('unwilling', 'Không muốn trả lời'), ('busy', 'Đang bận, không hẹn'), ('privacy', 'Ngại lộ thông tin'), ('unsaid', 'Không nói lý do'), ('unknown', 'Chưa ghi lý do')], default='unknown', max_length=9, verbose_name='lý do')),
                ('not_asked_until', models.DateField(blank=True, null=True, verbose_name='đừng hỏi lại đến hết ngày')),
                ('status_before', models.CharField(default='resident', editable=False, max_length=12)),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='ghi lúc')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='hết từ ngày')),
                ('ended_why', models.CharField(blank=True, choices=[('answered', 'Hộ đã đồng ý và trả lời'), ('agreed', 'Hộ đã đồng ý'), ('again', 'Hộ từ chối lần nữa'), ('taken_back', 'Ghi nhầm')], default='', max_length=10, verbose_name='vì sao hết')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ghi hết lúc')),
            ],
            options={
                'verbose_name': 'lần từ chối khảo sát',
                'verbose_name_plural': 'lần từ chối khảo sát',
                'ordering': ('-id',),
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddField(
            model_name='household',
            name='not_asked_until',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='đừng hỏi lại đến hết ngày'),
        ),
        migrations.AddField(
            model_name='household',
            name='refused_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='từ chối ngày'),
        ),
        migrations.AddField(
            model_name='movement',
            name='refused',
            field=models.SmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='refusal',
            name='answer',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='households.assessment'),
        ),
        migrations.AddField(
            model_name='refusal',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi hết'),
        ),
        migrations.AddField(
            model_name='refusal',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refusals', to='households.household', verbose_name='hộ'),
        ),
        migrations.AddField(
            model_name='refusal',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi'),
        ),
        migrations.AddConstraint(
            model_name='refusal',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('household',), name='refusal_one_holds'),
        ),
        migrations.AddConstraint(
            model_name='refusal',
            constraint=models.CheckConstraint(condition=models.Q(('not_asked_until', None), ('not_asked_until__gte', models.F('refused_on')), _connector='OR'), name='refusal_asks_after_it'),
        ),
        migrations.AddConstraint(
            model_name='refusal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_on', None), ('ended_why', '')), models.Q(('ended_at__isnull', False), ('ended_on__isnull', False), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='refusal_ended_says_why'),
        ),
        migrations.AddConstraint(
            model_name='refusal',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('refused_on')), _connector='OR'), name='refusal_ends_after_it_began'),
        ),
    ]
