"""What stands below the source of a split when its turn comes, and to which part each of that was assigned."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from areas.kinds import Kind as UnitKind
from areas.models import Area
from areas.replanting import below
from households.lifecycle.actions.rehoming import is_left
from reorganisations.models import Operation, Part

Kind = Operation.Kind


@dataclass(frozen=True)
class Below:
    """One unit below, there (`area`) or to come of an earlier work of the decision (`to_come`), and the part it was given."""

    area: Area | None
    to_come: Part | None
    part: int | None

    @property
    def name(self) -> str:
        """What it is called, or will be."""
        return (self.area or self.to_come).full_name  # type: ignore[union-attr]  # one of them is there


def below_of(operation: Operation) -> list[Below]:
    """Return what stands below the source of a split by then, in the order of names. Four queries where its parts were read along.

    "Chưa phân thôn" of a commune is among them while households stand there: all of these go to one part, or are assigned to
    villages before.
    """
    sources: list[Any] = [one.area for one in operation.parts.all() if one.side == Part.Side.FROM]
    (source,) = sources
    gone, came, new = _changed(operation, source)
    there = below(source).exclude(pk__in=gone) | Area.unscoped.filter(pk__in=came, closed_on=None)
    units = [*there.in_order()]  # type: ignore[attr-defined]  # a queryset of units
    rows = operation.allotments.values_list("area", "to_come", "part")
    said: dict[Any, int] = {(area, to_come): part for area, to_come, part in rows}
    units += _unassigned(source, operation.reorganisation.effective_on)
    found = [Below(one, None, said.get((one.pk, None))) for one in units]
    return found + [Below(None, part, said.get((None, part.pk))) for part in new]


def _changed(operation: Operation, source: Area) -> tuple[set[int], set[int], list[Part]]:
    """Return of earlier works the units that leave a unit, those that come below it, and the parts that will. One query."""
    earlier = Part.unscoped.filter(
        operation__reorganisation=operation.reorganisation_id, operation__lt=operation.pk
    )
    rows = list(earlier.select_related("area").order_by("pk"))
    targets = [one for one in rows if one.side == Part.Side.TO]
    here = [one for one in targets if one.parent_id == source.pk]
    came = {one.area_id for one in here if one.area_id}
    gone = {one.area_id for one in rows if one.side == Part.Side.FROM and one.area_id} - came
    elsewhere = [one.area for one in targets if one.area and one.parent_id != source.pk]
    gone |= {one.pk for one in elsewhere if one.parent_id == source.pk}
    return gone, came, [one for one in here if one.area_id is None]


def _unassigned(commune: Area, on: date | None) -> list[Area]:
    """Return "Chưa phân thôn" of a commune where households stand there, or stood since the day."""
    holders = Area.unscoped.filter(commune=commune, kind=UnitKind.UNASSIGNED)
    return [one for one in holders if one.households.exists() or (on and is_left(one, on))]


def names_twice(operation: Operation) -> list[tuple[str, list[Area]]]:
    """Return the names that two units have which an operation puts below one, each with these: people call them otherwise.

    One query for each unit that comes of it, where its parts were read along.
    """
    found = list[tuple[str, list[Area]]]()
    parts = sorted(operation.parts.all(), key=lambda part: part.pk)
    sources = [one.area_id for one in parts if one.side == Part.Side.FROM]
    for part in parts:
        if part.side == Part.Side.TO:
            here = _together(operation, part, sources)
            units = Area.unscoped.filter(here, closed_on=None).exclude(kind=UnitKind.UNASSIGNED)
            by_name = dict[str, list[Area]]()
            for one in units.select_related("parent").order_by("sort_key", "pk"):
                by_name.setdefault(one.full_name, []).append(one)
            found += [(name, ones) for name, ones in by_name.items() if len(ones) > 1]
    return found


def _together(operation: Operation, part: Part, sources: list[int | None]) -> Q:
    """Say which units stand together below a part."""
    own = Q(parent=part.area_id) if part.area_id else Q(pk__in=())
    if operation.kind == Kind.MERGE:
        return own | Q(parent__in=sources)
    if operation.kind == Kind.SPLIT:
        keys = part.allotments.exclude(area=None).values("area")
        return Q(pk__in=keys) | (own if part.area_id not in sources else Q(pk__in=()))
    if operation.kind == Kind.FORM:
        return Q(pk__in=sources)
    return Q(parent=F("pk")) | Q(pk=part.area_id) | Q(parent=part.parent_id)
