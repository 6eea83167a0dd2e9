"""From which browsers of somebody nothing is taken any more, and which of their copies name somebody who may not stand there any more."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast

from accounts.models import Device
from audit.models import AuditEntry
from households.models import Household
from offline.models import CarriedVillage

# What is erased is read by others until it is committed; what goes with a whole village for longer.
MEANWHILE, MOVING = timedelta(seconds=5), timedelta(days=1)
_SINCE = OuterRef("taken_at") - MEANWHILE
# Households of a copy: those that are in its village, and those that have gone from it since.
_HERE = {"village": OuterRef("village")}
_LEFT = {
    "movements__village": OuterRef("village"),
    "movements__households__lt": 0,
    "movements__recorded_at__gt": OuterRef("taken_at") - MOVING,
}
# When a household began to be kept only is said by the journal: on itself stands the day.
_RESTRICTED = AuditEntry.unscoped.filter(
    subject=Household._meta.label_lower,
    subject_key=Cast(OuterRef("pk"), CharField()),
    changes__has_key="restricted_on",
    at__gt=OuterRef(OuterRef("taken_at")) - MEANWHILE,
)


def ended_of(user: Any, keys: Collection[int]) -> dict[int, bool]:
    """Return which of these devices are a person's own, and whether nothing comes from each any more. One query.

    One on which they signed out everywhere, and in again since, is the same browser in the same hand; one that an
    officer locked stays so, though somebody may sign in there.
    """
    if not keys:
        return {}
    again = Device.unscoped.known().filter(user=OuterRef("user"), key=OuterRef("key"))
    # Whoever locks a device drops what it carries in the same moment.
    locked = CarriedVillage.unscoped.filter(device=OuterRef("pk"), dropped_at=F("device__ended_at"))
    rows = Device.unscoped.of(user).filter(pk__in=keys)
    told = rows.values_list("pk", "ended_at", Exists(again), Exists(locked))
    return {pk: at is not None and (shut or not back) for pk, at, back, shut in told}


def over_of(user: Any, device: int) -> list[int]:
    """Return the villages of which this device of a person carries somebody whose data may lie there no more.

    Erased, or kept without being used, since it took them along, wherever their household is by now. One query, or none.
    """
    if not device:
        return []
    rows, over = CarriedVillage.unscoped.held().filter(user=user, device=device), Q()
    for of in (_HERE, _LEFT):
        homes = Household.unscoped.filter(**of)
        over |= Q(Exists(homes.filter(erasures__erased_at__gt=_SINCE)))
        over |= Q(Exists(homes.filter(Exists(_RESTRICTED), restricted_on__isnull=False)))
    return list(rows.filter(over).order_by("village").values_list("village", flat=True))
