"""From which browsers of somebody nothing is taken any more, and which of their copies name somebody who was erased since."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef

from accounts.models import Device
from households.models import Erased
from offline.models import CarriedVillage

# What is erased is read by others until it is committed.
MEANWHILE = timedelta(seconds=5)


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
    """Return the villages of which somebody was erased since this device of a person took them along. One query, or none."""
    if not device:
        return []
    since = OuterRef("taken_at") - MEANWHILE
    gone = Erased.unscoped.filter(household__village=OuterRef("village"), erased_at__gt=since)
    rows = CarriedVillage.unscoped.held().filter(Exists(gone), user=user, device=device)
    return list(rows.order_by("village").values_list("village", flat=True))
