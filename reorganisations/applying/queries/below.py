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
    """Return what stands below the source of a split by then, in the order of names. Seven queries.

    "Chưa phân thôn" of a commune is among them while households stand there: all of these go to one part, or are assigned to
    villages before.
    """
    source: Any = operation.parts.sources().select_related("area").get().area
    earlier = Part.unscoped.filter(
        operation__reorganisation=operation.reorganisation_id, operation__lt=operation.pk
    )
    targets = earlier.targets()
    gone = earlier.sources().exclude(area__in=_living(targets, source)).values("area")
    left = targets.exclude(parent=source).filter(area__parent=source).values("area")
    came = targets.filter(parent=source, area__isnull=False).values("area")
    units = below(source).exclude(pk__in=gone).exclude(pk__in=left)
    units |= Area.unscoped.filter(pk__in=came, closed_on=None)
    said = dict(operation.allotments.exclude(area=None).values_list("area", "part"))
    coming = dict(operation.allotments.exclude(to_come=None).values_list("to_come", "part"))
    on = operation.reorganisation.effective_on
    rows = [*units.distinct().in_order(), *_unassigned(source, on)]  # type: ignore[attr-defined]  # a queryset of units
    found = [Below(one, None, said.get(one.pk)) for one in rows]
    new = targets.filter(parent=source, area=None).order_by("pk")
    return found + [Below(None, part, coming.get(part.pk)) for part in new]


def _living(targets: object, source: Area) -> list[int]:
    """Return the units below that an earlier work changes and that stay there."""
    rows = targets.filter(parent=source, area__isnull=False)  # type: ignore[attr-defined]  # parts
    return list(rows.values_list("area_id", flat=True))


def _unassigned(commune: Area, on: date | None) -> list[Area]:
    """Return "Chưa phân thôn" of a commune where households stand there, or stood since the day."""
    holders = Area.unscoped.filter(commune=commune, kind=UnitKind.UNASSIGNED)
    return [one for one in holders if one.households.exists() or (on and is_left(one, on))]


def names_twice(operation: Operation) -> list[tuple[str, list[Area]]]:
    """Return the names that two units have which an operation puts below one, each with these: people call them otherwise.

    One query for each unit that comes of it.
    """
    found = list[tuple[str, list[Area]]]()
    parts = list(operation.parts.select_related("area", "parent").order_by("pk"))
    sources = [one.area_id for one in parts if one.side == Part.Side.FROM]
    for part in parts:
        if part.side == Part.Side.TO:
            here = _together(operation, part, sources)
            units = Area.unscoped.filter(here, closed_on=None).exclude(kind=UnitKind.UNASSIGNED)
            by_name = dict[str, list[Area]]()
            for one in units.order_by("sort_key", "pk"):
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
