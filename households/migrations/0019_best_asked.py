"""Keep what the one who knows most was asked: their five cells show nobody else's answers."""

import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models
from django.db.models import Max
from django.utils import timezone

from households.models.search_index import build_again

SKILLS = ("public_services", "shopping", "payment", "safety", "local_platform")
BATCH = 1000


def fill(apps, schema_editor):
    homes = apps.get_model("households", "Household")._base_manager
    last = homes.aggregate(last=Max("pk"))["last"] or 0
    for low in range(0, last, BATCH):
        some = homes.filter(pk__gt=low, pk__lte=low + BATCH, asked_mask__gt=0)
        best, rows = best_of(apps, low), []
        for home in some.only("best_mask", "best_asked_mask"):
            if person := best.get(home.pk):
                home.best_mask, home.best_asked_mask = known(person), asked(person)
                rows.append(home)
        homes.bulk_update(rows, ["best_mask", "best_asked_mask"], batch_size=500)


def best_of(apps, low):
    """Return by household who knows most of those of age; of equals who needs less help, then the head."""
    people = apps.get_model("households", "Resident")._base_manager
    rows = people.filter(household__gt=low, household__lte=low + BATCH, left_on=None)
    born = timezone.localdate().year - int(settings.RESIDENT_MIN_AGE)
    found = {}
    for person in rows.order_by("pk"):
        if person.birth_year is None or person.birth_year <= born:
            before = found.get(person.household_id)
            if before is None or rank(person) > rank(before):
                found[person.household_id] = person
    return found


def rank(person):
    results = [getattr(person, name) or 0 for name in SKILLS]
    return known(person).bit_count(), sum(results), person.is_head


def known(person):
    least = int(settings.SKILL_THRESHOLD)
    results = [getattr(person, name) for name in SKILLS]
    return sum(1 << n for n, one in enumerate(results) if one is not None and one >= least)


def asked(person):
    return sum(1 << n for n, name in enumerate(SKILLS) if getattr(person, name) is not None)


class Migration(migrations.Migration):
    dependencies = [("households", "0018_declared_from_above")]

    operations = [
        migrations.AddField(
            "household",
            "best_asked_mask",
            models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveConstraint("household", "household_masks_in_range"),
        migrations.RemoveConstraint("household", "household_knows_what_was_asked"),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(condition=models.Q(('asked_mask__range', (0, 31)), ('best_asked_mask__range', (0, 31)), ('best_mask__range', (0, 31)), ('lacking_mask__range', (0, 31)), ('skills_mask__range', (0, 31)), ('unasked_mask__range', (0, 31))), name='household_masks_in_range'),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(condition=models.Q(('best_mask', django.db.models.expressions.CombinedExpression(models.F('best_mask'), '&', models.F('best_asked_mask'))), ('skills_mask', django.db.models.expressions.CombinedExpression(models.F('skills_mask'), '&', models.F('asked_mask')))), name='household_knows_what_was_asked'),
        ),
        # Last: SQLite has just made the table anew, and a table that is made anew knows no triggers.
        migrations.RunPython(build_again, migrations.RunPython.noop),
    ]
