"""A decision the other way round: what is left where something was recorded since, so that nothing can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction

from areas.kinds import Level
from areas.models import Area, Placement
from areas.replanting import below
from audit.actions import locked
from reorganisations.applying.actions.trace import TEAMS
from reorganisations.applying.queries.checks_above import is_above
from reorganisations.drafting.actions.allotting import allot
from reorganisations.drafting.actions.drafts import Change, Unit, add_operation, assign, begin
from reorganisations.drafting.actions.holding import begun_as
from reorganisations.models import Operation, Part, Reorganisation, State
from teams.models import TeamVillage

Kind = Operation.Kind


@transaction.atomic
def reverse(*, by: Any, decision: Reorganisation) -> Reorganisation | None:
    """Begin a draft that leads back to what was before a decision that was carried out; its writer gives number and days.

    Households go where they were, those that came since wait to be assigned. What ended without a successor stays
    ended. Returns None where nothing leads back; while the draft is open, it is the one.
    """
    decision = locked(decision)
    if decision.state != State.APPLIED:
        return None
    key, draft = begun_as(f"reverse {decision.uuid}")
    if draft and draft.operations.exists():
        return draft
    done = list(
        decision.operations.standing().order_by("-pk").prefetch_related("parts__area__parent")
    )
    found = [(one, change) for one in done if (change := _back(decision, one))]
    if not found:
        return None
    draft = draft or begin(by=by, area=decision.area, uuid=key)
    for one, change in found:
        facts: dict[str, Any] = {"sources": change.sources, "units": change.units}
        operation = add_operation(by=by, decision=draft, kind=change.kind, **facts)
        if change.kind == Kind.SPLIT and is_above(change.kind, change.sources):
            _stand_where_they_did(by, one, operation)
        elif change.kind == Kind.SPLIT:
            _put_where_they_were(by, one, operation)
    return draft


def _back(decision: Reorganisation, operation: Operation) -> Change | None:
    """Return the change that leads back, None where none does."""
    parts = sorted(operation.parts.all(), key=lambda part: part.pk)
    sources = [part.area for part in parts if part.side == Part.Side.FROM and part.area]
    targets = [part.area for part in parts if part.side == Part.Side.TO and part.area]
    if any(one.closed_on for one in targets):
        return None
    before = _before(decision, sources)
    if operation.kind == Kind.MERGE:
        return Change(Kind.SPLIT, targets, _units(sources, before, set(targets)))
    if operation.kind == Kind.SPLIT:
        # One that stood before has more below it than came of this one.
        if any(p.area not in sources and not p.is_new for p in parts if p.side == Part.Side.TO):
            return _back_apart(operation, sources, before)
        return Change(Kind.MERGE, targets, _units(sources, before, set(targets)))
    if operation.kind in (Kind.MOVE, Kind.CHANGE):
        return Change(operation.kind, sources, _units(sources, before, set(sources)))
    return _back_above(decision, operation, sources, targets)


def _back_above(
    decision: Reorganisation, operation: Operation, sources: Sequence[Area], targets: Sequence[Area]
) -> Change | None:
    """Return what leads back from a unit that was formed, or from a district that ended; None of other ends."""
    pairs = operation.trace.get("replanted", ())
    if operation.kind == Kind.FORM:
        olds = Area.unscoped.filter(pk__in=[old for old, *_rest in pairs]).order_by("pk")
        level = targets[0].level
        if all(one.level == level and one.is_open for one in olds):
            return Change(Kind.SPLIT, targets, [_as_it_is(one) for one in olds])
        return Change(Kind.END, targets) if level == Level.DISTRICT else None
    came = [one for old, *rest in pairs for one in _came(operation, old, *rest)]
    if not came:
        return None
    return Change(Kind.FORM, came, _units(sources[:1], _before(decision, sources), set()))


def _back_apart(
    operation: Operation, sources: Sequence[Area], before: Mapping[int, Placement]
) -> Change | None:
    """Return what leads back from a split of which a part was there before: what came of the old unit stands below that again."""
    rows = operation.trace.get("replanted", ())
    came = [one for old, *rest in rows for one in _came(operation, old, *rest)]
    if not came:
        return None
    (old,) = sources
    if old.closed_on:
        return Change(Kind.FORM, came, _units(sources, before, set()))
    return Change(Kind.MOVE, came, [replace(_as_it_is(one), parent=old) for one in came])


def _as_it_is(unit: Area) -> Unit:
    parent: Any = unit.parent
    return Unit(kind=unit.kind, name=unit.name, parent=parent, area=unit)


def _came(operation: Operation, old: int, new: int, _at: str, late: Sequence[int]) -> list[Area]:
    """Return the units that an operation put from below one unit below another, and that are there still."""
    decision: Any = operation.reorganisation
    was = Placement.unscoped.filter(parent=old, valid_to=decision.effective_on)
    made = Placement.unscoped.filter(parent=new, recorded_at=operation.applied_at)
    mine = made.filter(area__in=was.values("area")) | Placement.unscoped.filter(pk__in=late)
    rows = Area.unscoped.filter(pk__in=mine.values("area"), parent=new, closed_on=None)
    return list(rows.order_by("pk"))


def _stand_where_they_did(by: Any, done: Operation, split: Operation) -> None:
    """Assign the units below to the parts as which the units above stand again from which they came; the others stay."""
    rows = done.trace["replanted"]
    olds = [old for old, *_rest in rows]
    if done.kind == Kind.MERGE:
        olds = [part.area_id for part in done.parts.filter(side=Part.Side.FROM).order_by("pk")]
    parts: Any = split.parts
    part_of = dict(
        zip(
            sorted(olds) if done.kind == Kind.FORM else olds,
            parts.targets().order_by("pk"),
            strict=True,
        )
    )
    source: Any = parts.sources().get().area
    stay = set(below(source).values_list("pk", flat=True))
    for old, *rest in rows:
        keys = [one.pk for one in _came(done, old, *rest)]
        stay -= set(keys)
        allot(by=by, operation=split, part=part_of[old], areas=keys)
    if living := next((part for part in part_of.values() if part.area_id == source.pk), None):
        allot(by=by, operation=split, part=living, areas=stay)


def _before(decision: Reorganisation, units: Sequence[Area]) -> dict[int, Placement]:
    """Return by unit what it was on the day before the decision took effect."""
    on: Any = decision.effective_on
    rows = Placement.unscoped.on(on - timedelta(days=1)).filter(area__in=units)
    return {row.area_id: row for row in rows.select_related("parent")}


def _units(
    sources: Sequence[Area], before: Mapping[int, Placement], living: set[Area]
) -> list[Unit]:
    """Return the units as they were; those that live go on, the others are made anew."""
    found = []
    takes = next((one for one in sources if one in living), sources[0] if sources else None)
    for one in sources:
        was, area = before[one.pk], one if one in living else None
        parent: Any = was.parent
        facts: Any = {"kind": was.kind, "name": was.name, "code": was.code}
        facts |= {"parent": parent, "area": area}
        found.append(Unit(**facts, takes_teams=one == takes))
    return found


def _put_where_they_were(by: Any, merger: Operation, split: Operation) -> None:
    """Assign the households of a merger to the villages that they came from, and its teams."""
    came = {old: keys for old, _new, _at, keys in merger.trace["homes"]}
    olds = [part.area_id for part in merger.parts.filter(side=Part.Side.FROM).order_by("pk")]
    parts: Any = split.parts
    for old, part in zip(olds, parts.targets().order_by("pk"), strict=True):
        if part.area_id:
            # Those who were there before, and are there still.
            others = {pk for keys in came.values() for pk in keys}
            stayed = part.area.households.exclude(pk__in=others).values_list("pk", flat=True)
            assign(by=by, operation=split, part=part, households=list(stayed))
        assign(by=by, operation=split, part=part, households=came.get(old, ()))
    _give_teams_back(merger, split, dict(zip(olds, parts.targets().order_by("pk"), strict=True)))


def _give_teams_back(merger: Operation, split: Operation, parts: Mapping[int | None, Part]) -> None:
    """Note which team was for which village; what came since goes to the one that takes teams."""
    rows = [
        (old, pk) for old, _new, found in merger.trace["served"] for pk, before in found if before
    ]
    teams = dict(
        TeamVillage.unscoped.filter(pk__in=[pk for _old, pk in rows]).values_list("pk", "team")
    )
    split.trace = {TEAMS: [[teams[pk], parts[old].pk] for old, pk in rows if old in parts]}
    split.save(update_fields=["trace"])
