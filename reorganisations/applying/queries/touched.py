"""Which communes an operation touches: their count rows are held, recounted and compared."""

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db.models import Q, Sum

from areas.kinds import Level
from areas.models import Area, Placement
from reorganisations.models import Operation, Part, Reorganisation
from rollup.models import VillageCount

# More households than that are not waited for.
LARGE = 5_000


def communes_of(operation: Operation) -> set[int]:
    """Return the keys of the communes that an operation touches, or touched where it was carried out.

    No query for villages whose parts were read along; of units above the commune every commune below them.
    """
    parts = list(operation.parts.all())
    found: set[int] = {before["parent"] for _pk, before in operation.trace.get("styled", ())}
    found |= _replanted(operation)
    for part in parts:
        found |= {part.area.commune_id or part.area.pk} if part.area else set()
        found |= {part.parent_id} if part.parent_id else set()
    above = [part.area for part in parts if part.area and part.area.is_above_communes]
    if not above and all(part.area is None or part.area.level > Level.COMMUNE for part in parts):
        return found
    here = Q(pk__in=found)
    if inside := [one.path for one in above]:
        here |= Q(path__within_any=inside, closed_on=None)
    return set(Area.unscoped.communes().filter(here).values_list("pk", flat=True))


def units_above(operation: Operation) -> set[int]:
    """Return the units above the communes that an operation names. No query where its parts were read along."""
    parts = operation.parts.all()
    return {part.area.pk for part in parts if part.area and part.area.is_above_communes}


def taken_from(operation: Operation) -> set[int]:
    """Return the units below which stood what an operation that was carried out put elsewhere. No query."""
    styled = {before["parent"] for _pk, before in operation.trace.get("styled", ())}
    return styled | {old for old, *_rest in operation.trace.get("replanted", ())}


def _replanted(operation: Operation) -> set[int]:
    """Return the units between which an operation moved what stood below, and the communes that went along; none where it moved nothing."""
    rows = operation.trace.get("replanted", ())
    if not rows:
        return set()
    found = {pk for old, new, *_rest in rows for pk in (old, new)}
    late = [pk for *_units, keys in rows for pk in keys]
    dated = Placement.unscoped.filter(parent__in=found, recorded_at=operation.applied_at)
    # As keys: with what is still to be found on both sides of an "or" every unit would be read.
    roots = set((dated | Placement.unscoped.filter(pk__in=late)).values_list("area", flat=True))
    below = Q(pk__in=roots) | Q(district__in=roots)
    return found | set(Area.unscoped.communes().filter(below).values_list("pk", flat=True))


def is_large(decision: Reorganisation) -> bool:
    """Say whether so many households stand in the units of a decision that it is carried out, or taken back, behind the pages.

    Two queries.
    """
    parts = Part.unscoped.filter(operation__reorganisation=decision, area__isnull=False)
    keys = set(parts.values_list("area_id", flat=True))
    inside = (Q(**{f"{name}__in": keys}) for name in ("area", "commune", "district", "province"))
    rows = VillageCount.unscoped.filter(reduce(or_, inside)).order_by()
    return (rows.aggregate(n=Sum("households"))["n"] or 0) > LARGE


def made_communes(operations: Sequence[Operation]) -> dict[int, set[int]]:
    """Return by operation the keys of the communes that it has made."""
    made = Part.unscoped.targets().filter(operation__in=operations, area__level=Level.COMMUNE)
    found = defaultdict[int, set[int]](set)
    for operation, pk in made.values_list("operation", "area"):
        found[operation].add(pk or 0)
    return found
