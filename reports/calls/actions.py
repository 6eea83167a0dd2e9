"""Writing down a call to a commune."""

import uuid as uuids
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from areas.ended import hold_standing
from areas.kinds import Level
from areas.models import Area
from audit.actions import record
from reports.models import Contact
from web.once import KeyTaken


@transaction.atomic
def record_call(
    *,
    by: Any,
    commune: Area,
    outcome: str,
    uuid: uuids.UUID | None = None,
    promised_on: date | None = None,
    called_on: date | None = None,
    note: str = "",
) -> Contact:
    """Write down a call of today, or of a day gone by; the same `uuid` twice writes it once.

    Raises ValueError for a place that is no commune, a day to come, and a promise for a day before
    the call; KeyTaken for a key of a call to another commune.
    """
    called_on = called_on or timezone.localdate()
    _check(commune, called_on, promised_on)
    hold_standing(commune)
    contact, made = Contact.unscoped.get_or_create(
        uuid=uuid or uuids.uuid4(),
        defaults={
            "commune": commune,
            "outcome": outcome,
            "promised_on": promised_on,
            "called_on": called_on,
            "called_by": by,
            "note": note,
        },
    )
    if contact.commune_id != commune.pk:
        raise KeyTaken
    if made:
        _audit(by, contact)
    return contact


def _check(commune: Area, called_on: date, promised_on: date | None) -> None:
    if commune.level != Level.COMMUNE:
        raise ValueError("a call is to a commune")
    not_later_than_today(called_on)
    if promised_on and promised_on < called_on:
        raise ValueError("a promise is for the day of the call or later")


def _audit(by: Any, contact: Contact) -> None:
    changes = {"outcome": [None, contact.outcome], "called_on": [None, str(contact.called_on)]}
    if contact.promised_on:
        changes["promised_on"] = [None, str(contact.promised_on)]
    if contact.note:
        changes["note"] = [None, contact.note]
    record(by, gettext_noop("Ghi lần gọi"), contact, changes)
