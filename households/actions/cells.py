"""Findings of two people in one cell: the one not chosen stays in the history."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.actions import differences
from households.actions import steps
from households.models import Assessment, Resident
from skills.catalogue import COLUMNS


@transaction.atomic
def set_aside(*, by: Any, resident: Resident, results: Sequence[int | None]) -> Assessment:
    """Keep five results that were not chosen: seen in the history, never counted."""
    household, resident = steps.hold_person(resident)
    found = dict(zip(COLUMNS, results, strict=True))
    row = Assessment.unscoped.create(
        resident=resident,
        assessed_on=timezone.localdate(),
        assessor=by,
        set_aside=True,
        withdrawn_at=timezone.now(),
        withdrawn_by=by,
        **found,
    )
    kept = dict(zip(COLUMNS, resident.results, strict=True))
    steps.audit(by, gettext_noop("Không chọn"), household, differences(found, kept))
    return row
