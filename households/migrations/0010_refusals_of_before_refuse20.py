"""Households whose status was that they refused get a refusal: since the day the journal says, of a reason nobody wrote."""

from datetime import date
from itertools import batched

from django.db import migrations
from django.db.models import Count, F, Sum
from django.utils import timezone

CHUNK = 500
STATUS = "refused"


def give_refusals(apps, schema_editor):
    households = apps.get_model("households", "Household").unscoped.filter(status=STATUS)
    for keys in batched(list(households.order_by("pk").values_list("pk", flat=True)), CHUNK):
        held = list(households.filter(pk__in=keys).order_by("pk"))
        said = _said(apps, keys)
        for one in held:
            one.refused_on = _day(one, said.get(one.pk))
        households.model.unscoped.bulk_update(held, ["refused_on"])
        _write(apps, held)
    _count(apps, households)


def _said(apps, keys: tuple[int, ...]) -> dict[int, date]:
    """Return on which day the journal last says that each of them refused."""
    entries = apps.get_model("audit", "AuditEntry").unscoped.filter(
        subject="households.household", subject_key__in=[str(key) for key in keys]
    )
    found = {}
    for key, at, changes in entries.order_by("pk").values_list("subject_key", "at", "changes"):
        if isinstance(changes, dict) and (changes.get("status") or [None])[-1] == STATUS:
            found[int(key)] = timezone.localdate(at)
    return found


def _day(one, said: date | None) -> date:
    day = said or timezone.localdate(one.saved_at)
    return min(max(day, one.opened_on), max(timezone.localdate(), one.opened_on))


def _write(apps, held) -> None:
    refusals, movements = apps.get_model("households", "Refusal"), apps.get_model(
        "households", "Movement"
    )
    refusals.unscoped.bulk_create(
        refusals(household=one, refused_on=one.refused_on, reason="unknown") for one in held
    )
    today = timezone.localdate()
    movements.unscoped.bulk_create(
        movements(
            household=one,
            village_id=one.village_id,
            day=one.refused_on,
            cause="corrected",
            refused=1,
            late=one.refused_on < today,
        )
        for one in held
        if one.surveyed_on is None
    )


def _count(apps, households) -> None:
    """Count them in the rows of their villages and communes; no other column moves."""
    villages = apps.get_model("rollup", "VillageCount").unscoped
    communes = apps.get_model("rollup", "CommuneCount").unscoped
    counted = households.filter(surveyed_on=None).order_by().values_list("village")
    for pk, n in counted.annotate(n=Count("pk")):
        villages.filter(pk=pk).update(refused=n, version=F("version") + 1)
    summed = villages.filter(refused__gt=0).order_by().values_list("commune")
    for pk, n in summed.annotate(n=Sum("refused")):
        communes.filter(pk=pk).update(refused=n, version=F("version") + 1)


def take_back(apps, schema_editor):
    apps.get_model("households", "Refusal").unscoped.all().delete()
    apps.get_model("households", "Movement").unscoped.exclude(refused=0).update(refused=0)
    households = apps.get_model("households", "Household").unscoped
    households.exclude(refused_on=None).update(refused_on=None, not_asked_until=None)


class Migration(migrations.Migration):

    dependencies = [
        ("audit", "0003_no_truncate"),
        ("rollup", "0003_refused_refuse20"),
        ("households", "0009_refusals_refuse20"),
    ]

    operations = [migrations.RunPython(give_refusals, take_back)]
