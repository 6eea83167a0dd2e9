"""What was entered of a household that went to another commune meanwhile is handed on to that commune."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from audit.actions import locked, record
from offline.models import SentOperation
from offline.pending.actions.deciding import Decided
from offline.pending.queries.waiting import homes_of
from offline.sending.telling import tell_waiting


class NotElsewhere(Exception):
    """Its household is in no other commune that stands: there is nobody to hand it to."""


@transaction.atomic
def hand_on(*, by: Any, operation: SentOperation) -> SentOperation:
    """Let an operation wait in the commune, and the village, where its household is now; officers of both are told how many.

    Nothing of what is there is read. Raises Decided where somebody has decided, NotElsewhere.
    """
    row = locked(operation, "commune")
    if not row.is_waiting:
        raise Decided
    home, was = homes_of([row]).get(row.household_uuid), row.commune
    there = home.village.commune if home else None
    if home is None or there is None or there == was or there.closed_on:
        raise NotElsewhere
    row.commune, row.village = there, home.village
    row.save(update_fields=["commune", "village"])
    names = {"commune": [was.full_name, there.full_name]}
    verb = gettext_noop("Giao mục nhập khi không có mạng cho xã khác")
    record(by, verb, row, names, place=was.path or "")
    for commune in (was, there):
        tell_waiting(commune)
    return row
