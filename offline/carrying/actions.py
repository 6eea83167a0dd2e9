"""Every write about what is taken along: who has which village in hand, on which browser."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import record
from offline.models import CarriedVillage


@transaction.atomic
def note_taken(
    *,
    by: Any,
    village: Area,
    device: int | None,
    until: datetime,
    households: int,
    people: int,
    before: int = 0,
) -> CarriedVillage:
    """Note that somebody has taken a village along; the copy that the same browser had before is gone with it.

    `before` is the village that it was when that copy was taken.
    """
    mine = CarriedVillage.unscoped.filter(user=by, device=device, village__in=[village.pk, before])
    again = mine.held().update(dropped_at=timezone.now())
    row = CarriedVillage.unscoped.create(user=by, device_id=device, village=village, until=until)
    said = {"households": [None, households], "rows": [None, people]}
    if again:
        record(by, gettext_noop("Lấy lại sổ hộ mang theo máy"), village, said)
    else:
        record(by, gettext_noop("Mang sổ hộ theo máy"), village, said)
    return row
