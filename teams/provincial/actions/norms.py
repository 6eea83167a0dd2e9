"""What the teams of a province should have, by which document and from which day."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.models import Area
from audit.actions import differences, record
from teams.models import Equipment, EquipmentNorm

# What may be said of a norm, and corrected later.
NORM_FACTS = ("valid_from", "document", *Equipment.Kind.values)


@transaction.atomic
def set_norm(*, by: Any, province: Area, valid_from: date, **facts: Any) -> EquipmentNorm:
    """Let a norm hold in a province from a day until its next one; `facts` are of NORM_FACTS.

    Raises IntegrityError where the province has one from that day.
    """
    norm = EquipmentNorm(province=province)
    said = {"valid_from": valid_from, **facts}
    _say(norm, said)
    norm.save()
    _audit(by, gettext_noop("Đặt định mức thiết bị"), norm, differences({}, said))
    return norm


@transaction.atomic
def change_norm(*, by: Any, norm: EquipmentNorm, **facts: Any) -> EquipmentNorm:
    """Correct what a norm says. Raises IntegrityError as `set_norm` does."""
    norm = EquipmentNorm.unscoped.select_for_update(of=("self",)).get(pk=norm.pk)
    changes = differences({name: getattr(norm, name) for name in facts}, facts)
    if changes:
        _say(norm, facts)
        norm.version += 1
        norm.save()
        _audit(by, gettext_noop("Sửa định mức thiết bị"), norm, changes)
    return norm


def _say(norm: EquipmentNorm, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        if name not in NORM_FACTS:
            raise TypeError(name)
        setattr(norm, name, value)


def _audit(by: Any, verb: str, norm: EquipmentNorm, changes: dict[str, Any]) -> None:
    record(
        by=by,
        verb=verb,
        subject=norm,
        place=norm.province.path or "",
        changes=changes,
        document=norm.document,
    )
