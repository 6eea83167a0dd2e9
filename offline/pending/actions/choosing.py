"""“Chọn bản đúng”: of the values that people wrote without knowing of each other, somebody says which ones are right."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from households.models import Household
from households.register.actions import steps
from offline.models import CellConflict
from offline.sending.actions.settling import choose as choose_one


@transaction.atomic
def choose(*, by: Any, household: Household, chosen: Mapping[int, int | None]) -> int:
    """Let the register say what was chosen, by the key of each conflict of a household; return how many were settled.

    One that somebody settled meanwhile is left as it is. Raises NotAmong for a value that nobody wrote, and what the
    register refuses; then nothing is written.
    """
    held = steps.lock(household)
    rows = CellConflict.unscoped.to_settle().filter(resident__household=held, pk__in=chosen)
    found = list(rows.select_related("resident__household__village").order_by("pk"))
    for one in found:
        choose_one(by=by, conflict=one, value=chosen[one.pk])
    return len(found)
