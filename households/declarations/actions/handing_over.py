"""What villages said of their registers when a decision on units ends them, and what it comes to in their successor.

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

type Changed = list[tuple[Model, dict[str, Any] | None]]
_UNDOING = ("undone_on", "undone_at", "undone_by_id", "undone_reason")


def close_registers(*, by: Any, villages: Sequence[Area], on: date, source: str) -> Changed:
    """End what villages declared, and that their registers are complete: from the day on they expect no household.

    As of each later day on which one declared something, too: that would hold from there on.
    """
    said = Declaration.unscoped.standing().filter(area__in=villages).exclude(households=None)
    days = {(pk, max(on, day)) for pk, day in said.values_list("area", "declared_on")}
    found: Changed = [(_declare(by, pk, 0, day, source), None) for pk, day in sorted(days)]
    return found + end_completions(by=by, villages=villages, on=on, source=source)


def end_completions(*, by: Any, villages: Sequence[Area], on: date, source: str) -> Changed:
    """Let no register of these villages be complete any more from a day on."""
    found: Changed = []
    for act in _complete(villages):
        found.append((act, {name: getattr(act, name) for name in _UNDOING}))
        act.undone_on, act.undone_at = max(on, act.from_day), timezone.now()
        act.undone_by, act.undone_reason = by, source
        act.save()
    return found


def open_register(*, by: Any, village: Area, of: Sequence[Area], on: date, source: str) -> Changed:
    """Let a village declare what those declared whose households it took, if each of them did, day by day.

    It is complete if all of theirs were and none waits for a confirmation. To be called once the households came, and
    before the registers of the others are closed. One that lives on is among them.
    """
    acts, sums = _complete(of), _sums_declared(of, on)
    total = sums.get(max(sums, default=on))
    found: Changed = [(_declare(by, village.pk, n, day, source), None) for day, n in sums.items()]
    if len(acts) < len(of) or any(act.needs_confirmation and not act.confirmed_at for act in acts):
        return found + end_completions(by=by, villages=[village], on=on, source=source)
    if village.pk not in {act.area_id for act in acts}:
        since = max(on, *(act.since for act in acts))
        found.append((_call_complete(by, village, since, total, source), None))
    return found


def _sums_declared(villages: Sequence[Area], on: date) -> dict[date, int]:
    """Return what villages declared together as of a day, and as of each later one on which one of them did."""
    rows = Declaration.unscoped.standing().filter(area__in=villages).exclude(households=None)
    later = rows.filter(declared_on__gt=on).order_by("declared_on")
    found = dict[date, int]()
    for day in [on, *later.values_list("declared_on", flat=True)]:
        said = list(rows.as_of(day).values_list("households", flat=True))
        if len(said) == len(villages):
            found[day] = sum(n or 0 for n in said)
    return found


def _complete(villages: Sequence[Area]) -> list[Completion]:
    """Return the acts by which registers of these villages are complete."""
    rows = Completion.unscoped.standing().registers().filter(area__in=villages)
    return list(rows.order_by("pk"))


def _call_complete(
    by: Any, village: Area, on: date, declared: int | None, source: str
) -> Completion:
    return Completion.unscoped.create(
        kind=Completion.Kind.REGISTER,
        area=village,
        from_day=on,
        registered=village.households.open().count(),
        declared=declared,
        reason=source,
        recorded_by=by,
    )


def _declare(by: Any, village: int, number: int, day: date, source: str) -> Declaration:
    return Declaration.unscoped.create(
        area_id=village, households=number, declared_on=day, source=source, recorded_by=by
    )
