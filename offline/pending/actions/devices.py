"""A device that carries a village is locked by an officer of its commune."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.devices.actions import end_session
from accounts.devices.rules import browser_words
from accounts.models import Device
from audit.actions import locked, record
from offline.models import CarriedVillage


@transaction.atomic
def lock_device(*, by: Any, carried: CarriedVillage) -> Device:
    """End the session on the device that carries a village and know it no more; nothing more comes from it.

    All its copies go at its next contact. Twice is once.
    """
    row = locked(Device(pk=carried.device_id), "user__area")
    if row.ended_at is not None:
        return row
    end_session(row)
    row.ended_at = timezone.now()
    row.save(update_fields=["session_key", "ended_at"])
    CarriedVillage.unscoped.filter(device=row, dropped_at=None).update(dropped_at=row.ended_at)
    record(
        by,
        gettext_noop("Khóa máy mang sổ"),
        row.user,
        {"browser": [browser_words(row.browser), None]},
    )
    return row
