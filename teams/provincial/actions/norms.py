"""What the teams of a province should have, by which document and from which day."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import locked, record_change
from teams.models import Equipment, EquipmentNorm

# What may be said of a norm, and corrected later.
NORM_FACTS = ("valid_from", "document", *Equipment.Kind.values)


@transaction.atomic
def set_norm(*, by: Any, province: Area, valid_from: date, **facts: Any) -> EquipmentNorm:
    """Let a norm hold in a province from a day until its next one; `facts` are of NORM_FACTS.

    Raises IntegrityError where the province has one from that day.
    """
    norm = EquipmentNorm(province=province)
    _record(by, gettext_noop("Đặt định mức thiết bị"), norm, {"valid_from": valid_from, **facts})
    return norm


@transaction.atomic
def change_norm(*, by: Any, norm: EquipmentNorm, **facts: Any) -> EquipmentNorm:
    """Correct what a norm says. Raises IntegrityError as `set_norm` does."""
    norm = locked(norm)
    _record(by, gettext_noop("Sửa định mức thiết bị"), norm, facts)
    return norm


def _record(by: Any, verb: str, norm: EquipmentNorm, facts: dict[str, Any]) -> None:
    record_change(by, verb, norm, facts, known=NORM_FACTS, document_in="document")
