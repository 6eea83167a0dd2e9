import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0002_triggers'),
        ('imports', '0002_narrowed_cut20'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerMemory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16, verbose_name='hỏi về')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='viết là')),
                ('choice', models.CharField(max_length=80, verbose_name='nghĩa là')),
            ],
            options={
                'verbose_name': 'câu trả lời đã nhớ',
                'verbose_name_plural': 'câu trả lời đã nhớ',
                'ordering': ('commune_id', 'kind', 'subject'),
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='import',
            name='import_kind_known',
        ),
        migrations.AddField(
            model_name='import',
            name='answers',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='import',
            name='writing',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name='importrow',
            name='kind',
            field=models.CharField(choices=[('households', 'Hộ, người và kỹ năng'), ('villages', 'Thôn, buôn, khu phố'), ('teams', 'Tổ và thành viên'), ('activities', 'Buổi hướng dẫn của tổ'), ('communes', 'Số liệu khai báo của xã')], default='households', max_length=12, verbose_name='loại'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='line',
            field=models.PositiveIntegerField(default=0, verbose_name='dòng trong trang tính'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='sheet',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='import',
            name='kind',
            field=models.CharField(choices=[('households', 'Hộ, người và kỹ năng'), ('villages', 'Thôn, buôn, khu phố'), ('teams', 'Tổ và thành viên'), ('activities', 'Buổi hướng dẫn của tổ'), ('communes', 'Số liệu khai báo của xã')], default='households', max_length=12, verbose_name='loại'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['households', 'villages', 'teams', 'activities', 'communes'])), name='import_kind_known'),
        ),
        migrations.AddField(
            model_name='answermemory',
            name='commune',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='areas.area', verbose_name='xã'),
        ),
        migrations.AddConstraint(
            model_name='answermemory',
            constraint=models.UniqueConstraint(fields=('commune', 'kind', 'subject'), name='answermemory_once'),
        ),
    ]
