"""A household whose status is that it refused has a refusal, and no other open one has."""

from django.db import migrations, models

from households.models.search_index import build_again


class Migration(migrations.Migration):

    dependencies = [('households', '0010_refusals_of_before_refuse20')]

    operations = [
        migrations.AddConstraint(
            model_name='household',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('refused_on__isnull', False), ('status', 'refused')), ('status__in', ('moved_away', 'ended', 'merged')), models.Q(models.Q(('status', 'refused'), _negated=True), ('refused_on', None)), _connector='OR'), name='household_refuses_since_a_day'),
        ),
        migrations.AddConstraint(
            model_name='household',
            constraint=models.CheckConstraint(condition=models.Q(('not_asked_until', None), models.Q(('not_asked_until__gte', models.F('refused_on')), ('refused_on__isnull', False)), _connector='OR'), name='household_not_asked_since_it_refused'),
        ),
        migrations.RunPython(build_again, migrations.RunPython.noop),
    ]
