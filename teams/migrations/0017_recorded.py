"""Facts of teams say when they were written, put right and withdrawn.

Of those that are there already it is not known: NULL, which counts as written in time.
"""

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.db import migrations, models


def moment(name, **default):
    return models.DateTimeField(null=True, editable=False, verbose_name=name, **default)


def recorded(model):
    """Add the column without the default of later rows.

    So old rows are not said to be written now, and SQLite does not make the table anew, by which it
    would lose its triggers (`areas.dated.NoOverlap`).
    """
    later = moment("ghi lúc", default=django.utils.timezone.now)
    return migrations.SeparateDatabaseAndState(
        [migrations.AddField(model, "recorded_at", moment("ghi lúc"))],
        [migrations.AddField(model, "recorded_at", later)],
    )


class Migration(migrations.Migration):
    dependencies = [
        ('areas', '0007_recorded'),
        ('teams', '0016_led'),
    ]

    operations = [
        recorded("activity"),
        recorded("decision"),
        recorded("teamvillage"),
        recorded("tenure"),
        migrations.AddField("activity", "changed_at", moment("sửa lúc")),
        migrations.AddField("teamvillage", "changed_at", moment("sửa lúc")),
        migrations.AddField("tenure", "changed_at", moment("sửa lúc")),
        migrations.AddField("activity", "withdrawn_at", moment("rút lúc")),
        migrations.AddField("decision", "withdrawn_at", moment("rút lúc")),
        migrations.AddField("team", "dissolution_recorded_at", moment("ghi giải thể lúc")),
        migrations.CreateModel(
            name='EarlierFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('serves', 'Tổ của thôn'), ('leads', 'Có tổ trưởng'), ('held', 'Buổi hướng dẫn'), ('dissolved', 'Giải thể')], max_length=9, verbose_name='loại')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(null=True, verbose_name='đến trước ngày')),
                ('recorded_at', models.DateTimeField(null=True, verbose_name='ghi lúc')),
                ('replaced_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='thay lúc')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teams.team', verbose_name='tổ')),
                ('village', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='thôn')),
            ],
            options={
                'verbose_name': 'điều đã ghi trước khi sửa',
                'verbose_name_plural': 'điều đã ghi trước khi sửa',
                'ordering': ('id',),
                'indexes': [models.Index(fields=['team', 'kind'], name='earlierfact_team_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['serves', 'leads', 'held', 'dissolved'])), name='earlierfact_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'serves'), ('village__isnull', False)), models.Q(models.Q(('kind', 'serves'), _negated=True), ('village', None)), _connector='OR'), name='earlierfact_of_a_village_where_it_serves'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='earlierfact_ends_after_it_starts')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
    ]
