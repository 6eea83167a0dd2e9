"""Declarations of communes as of villages, of households and of villages; withdrawn, never deleted."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("areas", "0005_order_of_names"),
        ("households", "0012_three_values_hold"),
    ]

    operations = [
        migrations.RemoveIndex("declaration", "declaration_latest"),
        migrations.RemoveConstraint("declaration", "declaration_possible"),
        migrations.RenameField("declaration", "village", "area"),
        migrations.AlterModelOptions(
            name='declaration',
            options={'ordering': ('-declared_on', '-id'), 'verbose_name': 'số khai báo', 'verbose_name_plural': 'số khai báo'},
        ),
        migrations.AddField(
            model_name='declaration',
            name='villages',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='số thôn khai báo'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='withdrawn_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='rút lúc'),
        ),
        migrations.AddField(
            model_name='declaration',
            name='withdrawn_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='declaration',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='areas.area', verbose_name='thôn hoặc xã'),
        ),
        migrations.AlterField(
            model_name='declaration',
            name='households',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='số hộ khai báo'),
        ),
        migrations.AlterField(
            model_name='declaration',
            name='recorded_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ghi lúc'),
        ),
        migrations.AddIndex(
            model_name='declaration',
            index=models.Index(fields=['area', '-declared_on', '-id'], name='declaration_latest'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('households', None), ('households__lte', 100000), _connector='OR'), name='declaration_possible'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('villages', None), ('villages__lte', 1000), _connector='OR'), name='declaration_of_villages_possible'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('households__isnull', False), ('villages__isnull', False), _connector='OR'), name='declaration_says_a_number'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_by', None), ('withdrawn_at__isnull', False), _connector='OR'), name='declaration_withdrawn_at_a_time'),
        ),
    ]
