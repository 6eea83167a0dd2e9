"""Keeping, once a day, on which step each commune stands: what a week looked like cannot be told afterwards."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from figures.adoption import Step, steps_of_communes
from reports.models import StepSpan

_CHUNK = 500


@transaction.atomic
def keep_steps(*, by: Any, today: date) -> int:
    """Keep the step of each open commune; return how many changed or are new, 0 where today was kept before.

    A span goes on where the day before was seen, too; else a new one begins, for nobody looked in between.
    """
    # Two at once wait here for each other.
    country = Area.unscoped.select_for_update(no_key=True).filter(level=Level.COUNTRY).first()
    if country is None or StepSpan.unscoped.filter(until__gte=today).exists():
        return 0
    steps = steps_of_communes(country)
    going_on = _going_on(steps, today - timedelta(days=1))
    keys = list(going_on.values())
    for start in range(0, len(keys), _CHUNK):
        rows = StepSpan.unscoped.filter(pk__in=keys[start : start + _CHUNK])
        rows.update(until=today)
    begun = [
        StepSpan(commune_id=pk, step=step, since=today, until=today)
        for pk, step in steps.items()
        if pk not in going_on
    ]
    StepSpan.unscoped.bulk_create(begun, batch_size=_CHUNK)
    if begun:
        verb, place = gettext_noop("Ghi bước của các xã"), country.path or ""
        changes = {"day": [None, str(today)], "communes": [None, len(begun)]}
        record(by=by, verb=verb, subject=country, place=place, changes=changes)
    return len(begun)


def _going_on(steps: dict[int, Step], before: date) -> dict[int, int]:
    """Return the spans of the day before whose commune stands on the same step, by commune."""
    rows = StepSpan.unscoped.filter(until=before).order_by()
    seen = rows.values_list("commune_id", "step", "pk")
    return {commune: pk for commune, step, pk in seen if steps.get(commune) == step}
