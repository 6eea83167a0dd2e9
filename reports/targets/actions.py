"""Targets are set, changed and withdrawn. A change withdraws the old row and writes a new one."""

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.ended import hold_standing, refuse_ended
from areas.models import Area
from audit.actions import differences, record
from reports.models import Target

FIELDS = ("indicator", "level", "due_on", "document", "document_on")


class Fields(TypedDict):
    """What a target says."""

    indicator: str
    level: Decimal
    due_on: date
    document: str
    document_on: date


class Conflict(Exception):
    """Somebody else changed or withdrew the target since it was read."""


class Taken(Exception):
    """The unit already has another target for this indicator and day: `held`."""

    def __init__(self, held: Target) -> None:
        super().__init__("already set")
        self.held = held


@transaction.atomic
def set_target(*, by: Any, area: Area, **fields: Unpack[Fields]) -> Target:
    """Set a target of a unit by a numbered document; the same again makes one.

    Raises Taken where the unit has a target for this indicator and day that says otherwise.
    """
    hold_standing(area)
    try:
        with transaction.atomic():
            target = Target.unscoped.create(area=area, set_by=by, **fields)
    except IntegrityError:
        return _the_same(area, fields)
    changes = differences({}, fields)
    record(by, gettext_noop("Đặt chỉ tiêu"), target, changes, document=target.document)
    return target


@transaction.atomic
def change_target(*, by: Any, target: Target, version: int, **fields: Unpack[Fields]) -> Target:
    """Change a target as read at `version`: the old row is withdrawn, a new one says what holds now.

    Raises Conflict when it was changed or withdrawn meanwhile, Taken as `set_target` does.
    """
    before = {name: getattr(target, name) for name in FIELDS}
    refuse_ended(target.area)
    _withdraw(target, version)
    try:
        with transaction.atomic():
            new = Target.unscoped.create(area=target.area, set_by=by, **fields)
    except IntegrityError:
        raise Taken(_held(target.area, fields)) from None
    changes = differences(before, fields)
    record(by, gettext_noop("Sửa chỉ tiêu"), new, changes, document=new.document)
    return new


@transaction.atomic
def withdraw_target(*, by: Any, target: Target, version: int) -> Target:
    """Withdraw a target as read at `version`: the unit goes by the nearest one above again.

    Raises Conflict when it was changed or withdrawn meanwhile.
    """
    _withdraw(target, version)
    changes = {"level": [str(target.level), None]}
    record(by, gettext_noop("Rút chỉ tiêu"), target, changes, document=target.document)
    return target


def _withdraw(target: Target, version: int) -> None:
    rows = Target.unscoped.filter(withdrawn_at=None, pk=target.pk, version=version)
    if not rows.update(withdrawn_at=timezone.now(), version=F("version") + 1):
        raise Conflict
    target.refresh_from_db()


def _held(area: Area, fields: Fields) -> Target:
    """Return the target that stands in the way; there is none when the database refused the values."""
    found = Target.unscoped.filter(
        withdrawn_at=None, area=area, indicator=fields["indicator"], due_on=fields["due_on"]
    )
    held = found.first()
    if held is None:
        raise ValueError("no such target is possible")
    return held


def _the_same(area: Area, fields: Fields) -> Target:
    held = _held(area, fields)
    if differences({name: getattr(held, name) for name in FIELDS}, fields):
        raise Taken(held)
    return held
