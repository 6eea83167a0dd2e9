"""What villages and communes declared when a decision on units ends them, and what it comes to in their successor.

Of a village its households, and that its register is complete; of a commune its villages, too, and that its list is.

Steps, no actions: whoever takes them holds the count row of the commune, recounts and records. Each returns the rows
that it changed, with what they were, and the new ones with None.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from areas.models import Area
from households.models import Completion, Declaration
from households.models.declaration import MOST_HOUSEHOLDS, MOST_VILLAGES, NUMBERS

type Changed = list[tuple[Model, dict[str, Any] | None]]
MOST = {"households": MOST_HOUSEHOLDS, "villages": MOST_VILLAGES}
_UNDOING = ("undone_on", "undone_at", "undone_by_id", "undone_reason")


def close_registers(*, by: Any, villages: Sequence[Area], on: date, source: str) -> Changed:
    """End what units declared, and that their registers or lists are complete: from the day on they expect nothing.

    As of each later day on which one declared something, too: that would hold from there on.
    """
    found: Changed = []
    said = Declaration.unscoped.standing().filter(area__in=villages)
    rows = list(said.values("area", "declared_on", *NUMBERS))
    for number in NUMBERS:
        known = [one for one in rows if one[number] is not None]
        days = {(one["area"], max(on, one["declared_on"])) for one in known}
        found += [(_declare(by, pk, {number: 0}, day, source), None) for pk, day in sorted(days)]
    return found + _end_acts(_complete(villages), by=by, on=on, source=source)


def _end_acts(acts: Sequence[Completion], *, by: Any, on: date, source: str) -> Changed:
    """Let no register or list be complete any more from a day on by these."""
    found: Changed = []
    for act in acts:
        found.append((act, {name: getattr(act, name) for name in _UNDOING}))
        act.undone_on, act.undone_at = max(on, act.from_day), timezone.now()
        act.undone_by, act.undone_reason = by, source
        act.save()
    return found


def open_register(*, by: Any, village: Area, of: Sequence[Area], on: date, source: str) -> Changed:
    """Let a village, or a commune, declare what those declared that it took in, if each of them did, day by day.

    It is complete if all of theirs were and none waits for a confirmation. To be called once the households came, and
    before the registers of the others are closed. One that lives on is among them.
    """
    every, total = _complete([*of, village]), None
    acts = [act for act in every if act.area_id in {one.pk for one in of}]
    found: Changed = []
    said = list(Declaration.unscoped.standing().filter(area__in=of).values(*NUMBERS))
    for number in [name for name in NUMBERS if any(one[name] is not None for one in said)]:
        sums = _sums_declared(of, on, number)
        rows = [_declare(by, village.pk, {number: n}, day, source) for day, n in sums.items()]
        found += [(row, None) for row in rows]
        total = sums.get(max(sums, default=on), total)
    if len(acts) < len(of) or any(act.needs_confirmation and not act.confirmed_at for act in acts):
        own = [act for act in every if act.area_id == village.pk]
        return found + _end_acts(own, by=by, on=on, source=source)
    if village.pk not in {act.area_id for act in every}:
        since = max(on, *(act.since for act in acts))
        found.append((_call_complete(by, village, since, total, source), None))
    return found


def _sums_declared(villages: Sequence[Area], on: date, number: str) -> dict[date, int]:
    """Return what villages declared together as of a day, and as of each later one on which one of them did."""
    rows = Declaration.unscoped.standing().filter(area__in=villages).exclude(**{number: None})
    later = rows.filter(declared_on__gt=on).order_by("declared_on")
    found = dict[date, int]()
    for day in [on, *later.values_list("declared_on", flat=True)]:
        said = list(rows.as_of(day, number=number).values_list(number, flat=True))
        total = sum(n or 0 for n in said)
        # More than a place may declare is left for people to say.
        if len(said) == len(villages) and total <= MOST[number]:
            found[day] = total
    return found


def _complete(villages: Sequence[Area]) -> list[Completion]:
    """Return the acts by which registers of these villages, or lists of these communes, are complete."""
    rows = Completion.unscoped.standing().filter(area__in=villages)
    return list(rows.order_by("pk"))


def _call_complete(
    by: Any, village: Area, on: date, declared: int | None, source: str
) -> Completion:
    kind, n = Completion.Kind.REGISTER, village.households.open().count()
    if village.is_commune:
        kind = Completion.Kind.VILLAGES
        n = Area.unscoped.villages().filter(commune=village).open().count()
    return Completion.unscoped.create(
        kind=kind,
        area=village,
        from_day=on,
        registered=n,
        declared=declared,
        reason=source,
        recorded_by=by,
    )


def _declare(by: Any, unit: int, said: dict[str, int], day: date, source: str) -> Declaration:
    return Declaration.unscoped.create(
        area_id=unit, **said, declared_on=day, source=source, recorded_by=by
    )
