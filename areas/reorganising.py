"""Steps by which units end, begin, move and are called otherwise from a day on; and which became which.

They are no actions: whoever takes them holds the count rows of the communes, recounts and records.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from areas.actions import place_under, set_name
from areas.kinds import Level
from areas.models import Area, Placement, Succession
from areas.replanting import carry_along


def end(area: Area, on: date) -> None:
    """End a unit: it stands no more from this day on. Its name and place stay, dated.

    Raises ValueError for a day that is not after the start of what it is now.
    """
    current = Placement.unscoped.open().get(area=area)
    if on <= current.valid_from:
        raise ValueError("a unit ends after the start of what it is")
    current.valid_to = on
    current.save(update_fields=["valid_to"])
    area.closed_on = on
    area.version += 1
    area.save(update_fields=["closed_on", "version"])


def reopen(area: Area, on: date) -> None:
    """Let a unit stand again that was ended on a day, as if it had not been."""
    area.closed_on = None
    area.version += 1
    area.save(update_fields=["closed_on", "version"])
    last = Placement.unscoped.get(area=area, valid_to=on, valid_from__lt=on)
    last.valid_to = None
    last.save(update_fields=["valid_to"])


def never_stood(area: Area) -> None:
    """Say of a unit that a decision made, and was taken back, that it stood on no day.

    Its placement is written down now: copies of figures of its days are made anew.
    """
    area.closed_on = area.opened_on
    area.version += 1
    area.save(update_fields=["closed_on", "version"])
    Placement.unscoped.filter(area=area).update(
        valid_from=area.opened_on, valid_to=area.opened_on, recorded_at=timezone.now()
    )


def restyle(
    area: Area, *, kind: str, name: str, parent: Area, on: date, document: str, code: str = ""
) -> None:
    """Let a unit be called so, and stand there, from a day on; what it was before stays, dated. Without a code it keeps its own.

    Raises ValueError for a day that is not after the start of what it is now.
    """
    current = Placement.unscoped.open().get(area=area)
    if on <= current.valid_from:
        raise ValueError("what a unit is starts after what it was")
    current.valid_to = on
    current.save(update_fields=["valid_to"])
    stand(area, parent)
    set_name(area, kind=kind, name=name, code=code or area.code)
    Placement.of(area, on, document).save()


def style_back(area: Area, before: Mapping[str, Any], on: date) -> None:
    """Take back what a unit was made to be from a day on: it is what it was (kind, name, parent, code)."""
    latest = Placement.unscoped.open().get(area=area, valid_from=on)
    # Of no day, and written down now: copies of figures of its days are made anew.
    latest.valid_to, latest.recorded_at = on, timezone.now()
    latest.save(update_fields=["valid_to", "recorded_at"])
    earlier = Placement.unscoped.filter(area=area, valid_to=on, valid_from__lt=on)
    earlier.update(valid_to=None)
    stand(area, Area.unscoped.get(pk=before["parent"]))
    code = before.get("code", area.code)
    set_name(area, kind=before["kind"], name=before["name"], code=code)


def stand(area: Area, parent: Area) -> None:
    """Put a unit under another parent, with all that is below it; the caller saves it."""
    if area.parent_id == parent.pk:
        return
    before = area.path or ""
    for name, value in place_under(parent, Level(area.level)).items():
        setattr(area, name, value)
    area.path = f"{parent.path}{area.pk}."
    if area.level < Level.VILLAGE:
        carry_along(area, before)


def became(
    predecessor: Area, successor: Area, *, on: date, households: int, document: str
) -> Succession:
    """Write down that territory of a unit went to another on a day, with so many of its households."""
    row, _made = Succession.unscoped.update_or_create(
        predecessor=predecessor,
        successor=successor,
        on=on,
        defaults={"households": households, "document": document},
    )
    return row
