"""Give every household in the register its first movement, so that movements add up to the counts."""

from django.db import migrations
from django.utils import timezone

SKILLS = ("public_services", "shopping", "payment", "safety", "local_platform")
ONE_SHORT = (30, 29, 27, 23, 15)
BATCH = 2000


def enter(apps, schema_editor):
    households = apps.get_model("households", "Household")._base_manager.filter(closed_on=None)
    model = apps.get_model("households", "Movement")
    rows, today = [], timezone.localdate()
    for one in households.order_by("pk").iterator(chunk_size=BATCH):
        rows.append(first_movement(model, one, today))
        if len(rows) == BATCH:
            model._base_manager.bulk_create(rows)
            rows = []
    model._base_manager.bulk_create(rows)


def first_movement(model, one, today):
    surveyed = one.surveyed_on is not None
    return model(
        household=one,
        village_id=one.village_id,
        day=today,
        cause="entered",
        households=1,
        surveyed=int(surveyed),
        covered=int(one.covered),
        combined=int(one.skills_mask == 31),
        one_short=int(one.best_mask in ONE_SHORT),
        nobody_home=int(one.status == "nobody_home" and not surveyed),
        fifth_assessed=int(one.fifth_assessed),
        **{name: one.skills_mask >> bit & 1 for bit, name in enumerate(SKILLS)},
    )


class Migration(migrations.Migration):
    dependencies = [("households", "0005_reviewed")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
