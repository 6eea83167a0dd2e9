"""Steps by which units end, begin, move and are called otherwise from a day on; and which became which.

They are no actions: whoever takes them holds the count rows of the communes, recounts and records.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from areas.actions import place_under, set_name
from areas.kinds import Level
from areas.models import Area, Placement, Succession
from areas.replanting import carry_along
from web.bulk import rewrite

_OF_LINE = ("households", "document", "undecided")


def end(units: Sequence[Area], on: date) -> None:
    """End units: they stand no more from this day on. Their names and places stay, dated.

    Raises ValueError for a day that is not after the start of what each is now.
    """
    current = Placement.unscoped.open().filter(area__in=units)
    since = list(current.values_list("valid_from", flat=True))
    if len(since) != len(units) or any(on <= day for day in since):
        raise ValueError("a unit ends after the start of what it is")
    current.update(valid_to=on)
    Area.unscoped.filter(pk__in=[one.pk for one in units]).update(
        closed_on=on, version=F("version") + 1
    )
    for one in units:
        one.closed_on = on
        one.version += 1


def reopen(keys: Collection[int], on: date) -> None:
    """Let units stand again that were ended on a day, as if they had not been."""
    Area.unscoped.filter(pk__in=keys).update(closed_on=None, version=F("version") + 1)
    last = Placement.unscoped.filter(area__in=keys, valid_to=on, valid_from__lt=on)
    last.update(valid_to=None)


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
    shares: Mapping[Area, int], successor: Area, *, on: date, document: str
) -> list[tuple[Succession, dict[str, Any] | None]]:
    """Write down that territory of units went to another on a day, with so many households of each.

    Return the rows with what they were, and the new ones with None.
    """
    lines = Succession.unscoped.filter(predecessor__in=shares, successor=successor, on=on)
    there, found = {row.predecessor_id: row for row in lines}, list[Any]()
    for one, n in shares.items():
        row = there.get(one.pk) or Succession(predecessor=one, successor=successor, on=on)
        before = None if row.pk is None else {name: getattr(row, name) for name in _OF_LINE}
        row.households, row.document, row.undecided = n, document, False
        found.append((row, before))
    Succession.unscoped.bulk_create([row for row, before in found if before is None])
    rewrite([row for row, before in found if before is not None], _OF_LINE)
    return found


def lines_back(lines: Collection[tuple[Succession, Mapping[str, Any] | None]]) -> None:
    """Take back what `became` wrote: it returned these."""
    for row, before in lines:
        for name, value in (before or {}).items():
            setattr(row, name, value)
    rewrite([row for row, before in lines if before is not None], _OF_LINE)
    new = [row.pk for row, before in lines if before is None]
    Succession.unscoped.filter(pk__in=new).delete()
