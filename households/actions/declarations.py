"""How many households a village says it has: written down beside the roster, never instead of it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record
from households.actions import steps
from households.counts import HOUSEHOLDS
from households.models import Declaration
from rollup.counts import lock, recount


@transaction.atomic
def declare(
    *, by: Any, village: Area, households: int, source: str, on: date | None = None
) -> Declaration:
    """Record a declared number of households with its source and the day it holds for.

    The latest day's number stands on the village's count row. Where the roster is still empty it is
    the denominator, marked as declared. Raises ValueError for a day in the future.
    """
    day = on or timezone.localdate()
    steps.not_later_than_today(day)
    lock([village])
    before = (
        Declaration.unscoped.filter(village=village).values_list("households", flat=True).first()
    )
    row = Declaration.unscoped.create(
        village=village, households=households, source=source, declared_on=day, recorded_by=by
    )
    recount(village, of=[HOUSEHOLDS])
    record(
        by=by,
        verb=gettext_noop("Ghi số hộ khai báo"),
        subject=village,
        place=village.path or "",
        changes={"declared": [before, households]},
        document=source,
    )
    return row
