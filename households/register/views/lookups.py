"""How these pages reach a village or household of the reader's territory; all others are 404."""

import uuid as uuids
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from areas.models import Area
from households.models import Household, PrintedSheet
from skills.models import FifthDue, LocalPlatform

# To read names; to write.
SHOW, CHANGE = "households.view_names", "households.change_household"
# To declare numbers; to confirm, above the commune, that a register is complete.
DECLARE, CONFIRM = "households.add_declaration", "households.confirm_completion"


def village_of(request: HttpRequest, pk: int) -> Area:
    """Return an open village of the reader's territory, or answer 404."""
    return get_object_or_404(
        Area.objects.visible_to(request.user).villages().filter(closed_on=None), pk=pk
    )


def commune_of(request: HttpRequest, pk: int) -> Area:
    """Return an open commune of the reader's territory, or answer 404."""
    return get_object_or_404(
        Area.objects.visible_to(request.user).communes().filter(closed_on=None), pk=pk
    )


def household_of(request: HttpRequest, uuid: uuids.UUID) -> Household:
    """Return a household of the reader's territory, or answer 404."""
    households = Household.objects.visible_to(request.user).select_related("village")
    return get_object_or_404(households, uuid=uuid)


def sheet_of(request: HttpRequest, uuid: uuids.UUID) -> PrintedSheet:
    """Return a printed sheet of the reader's territory, or answer 404."""
    sheets = PrintedSheet.objects.visible_to(request.user)
    return get_object_or_404(sheets.select_related("village__commune", "printed_by"), uuid=uuid)


def uuid_of(text: Any) -> uuids.UUID | None:
    """Read a key that came from a client; None for whatever is no UUID."""
    try:
        return uuids.UUID(str(text or ""))
    except ValueError:
        return None


def platforms_of(village: Area) -> list[str]:
    """Name the platforms that skill 5 means in a village today; none means it cannot be assessed."""
    return [one.name for one in LocalPlatform.unscoped.meant_in(village, timezone.localdate())]


def can_assess_5(village: Area, day: date | None = None) -> bool:
    """Say whether an answer to skill 5 is taken in a village, of today or of an earlier day."""
    return FifthDue().accepts(village, day or timezone.localdate())
