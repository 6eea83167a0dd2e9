"""Marking a day on the lines of a unit, and putting the mark right."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from areas.ended import hold_standing
from areas.models import Area
from audit.actions import differences, record
from reports.models import Event


class Changed(Exception):
    """Somebody else changed the mark since this person read it."""


@transaction.atomic
def mark_event(*, by: Any, area: Area, on: date, title: str, document: str = "") -> Event:
    """Mark a day on the lines of a unit and of all below it."""
    hold_standing(area)
    event = Event.unscoped.create(area=area, on=on, title=title, document=document)
    record(
        by=by,
        verb=gettext_noop("Ghi mốc trên biểu đồ"),
        subject=event,
        place=area.path or "",
        changes={"title": [None, title], "on": [None, str(on)]},
        document=document,
    )
    return event


@transaction.atomic
def change_event(*, by: Any, event: Event, version: int, **fields: Any) -> Event:
    """Change day, words or paper of a mark as read at `version`; raises Changed when it moved on."""
    event = Event.unscoped.select_for_update(of=("self",)).select_related("area").get(pk=event.pk)
    if event.version != version:
        raise Changed
    before = {name: getattr(event, name) for name in fields}
    for name, value in fields.items():
        setattr(event, name, value)
    event.version += 1
    event.save()
    record(
        by=by,
        verb=gettext_noop("Sửa mốc trên biểu đồ"),
        subject=event,
        place=event.area.path or "",
        changes=differences(before, fields),
        document=event.document,
    )
    return event
