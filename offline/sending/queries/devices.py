"""From which browsers of somebody nothing is taken any more."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef

from accounts.models import Device
from offline.models import CarriedVillage


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
