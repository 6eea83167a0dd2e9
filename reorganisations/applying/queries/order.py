"""Whether the works of one decision can be done one after the other, on one day: what an earlier one ends or moves is what it was no more."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from areas.kinds import Level
from areas.models import Area
from reorganisations.models import Operation, Part

Kind = Operation.Kind
# What an operation changes: the units before, and what comes of them.
type Sides = tuple[Operation, Sequence[Area], Sequence[Part]]


def out_of_order(works: Iterable[Sides]) -> list[str]:
    """Name the units that a work changes after an earlier one ended them, or put or called them otherwise that very day."""
    ended, changed, found = set[int](), set[int](), dict[int, Area]()
    for operation, sources, targets in works:
        # What the official lists have ended before goes nowhere by a work.
        standing = [one for one in sources if one.is_open]
        lost = [one for one in standing if one.parent_id in ended or one.pk in changed]
        for part in targets:
            lost += _lost(part, sources, ended, changed)
        found |= {one.pk: one for one in lost}
        living = {part.area_id for part in targets}
        if operation.kind in (Kind.MERGE, Kind.SPLIT, Kind.END):
            ended |= {one.pk for one in sources} - living
        changed |= {part.area_id for part in targets if part.area_id and is_styled(part)}
        changed |= {one.pk for one in sources if operation.kind == Kind.FORM}
        changed |= _given_away(operation, sources)
    words = _(
        "%(unit)s kết thúc hoặc đổi chỗ ở một việc ghi trước. Bỏ việc ấy rồi ghi lại sau việc này."
    )
    return [words % {"unit": one.full_name} for one in found.values()]


def _lost(part: Part, sources: Sequence[Area], ended: set[int], changed: set[int]) -> list[Area]:
    """Return of what a part names what is not as it says by then."""
    lost = [one for one in (part.parent, part.area) if one and one.pk in ended]
    if part.area and part.area not in sources and is_styled(part):
        lost += [part.area] if part.area.parent_id in ended or part.area.pk in changed else []
    return lost


def _given_away(operation: Operation, sources: Sequence[Area]) -> set[int]:
    """Return the units that a split above the village puts below another unit."""
    if operation.kind != Kind.SPLIT or all(one.level == Level.VILLAGE for one in sources):
        return set()
    rows = operation.allotments.exclude(area=None)
    pairs = rows.values_list("area", "area__parent", "part__area")
    return {area for area, stood, goes in pairs if area and stood != goes}


def is_styled(part: Part) -> bool:
    """Say whether a unit that lives on is called otherwise by a part, or put elsewhere."""
    unit = part.area
    if unit is None or part.is_new:
        return False
    now = (unit.kind, unit.name, unit.code, unit.parent_id)
    return now != (part.kind, part.name, part.code or unit.code, part.parent_id)
