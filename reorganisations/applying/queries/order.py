"""Whether the works of one decision can be done one after the other, on one day: what an earlier one ends or moves is what it was no more."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from areas.kinds import Level
from areas.models import Area
from reorganisations.models import Operation, Part

Kind = Operation.Kind


class Work(Protocol):
    """An operation with the units before, and what comes of them."""

    operation: Operation
    sources: list[Area]
    targets: list[Part]


def out_of_order(works: Iterable[Work]) -> list[tuple[int, str]]:
    """Name at each work the units that an earlier one has ended, or put or called otherwise that very day."""
    ended, changed, found = set[int](), set[int](), list[tuple[int, str]]()
    words = _(
        "%(unit)s kết thúc hoặc đổi chỗ ở một việc ghi trước. Bỏ việc ấy rồi ghi lại sau việc này."
    )
    for work in works:
        operation, sources, targets = work.operation, work.sources, work.targets
        # What the official lists have ended before goes nowhere by a work.
        standing = [one for one in sources if one.is_open]
        lost = [one for one in standing if one.parent_id in ended or one.pk in changed]
        for part in targets:
            lost += _lost(part, sources, ended, changed)
        found += [(operation.pk, words % {"unit": one.full_name}) for one in dict.fromkeys(lost)]
        if operation.kind in (Kind.MERGE, Kind.SPLIT, Kind.END):
            ended |= {one.pk for one in sources} - {part.area_id for part in targets}
        changed |= {part.area_id for part in targets if part.area_id and is_styled(part)}
        changed |= {one.pk for one in sources if operation.kind == Kind.FORM}
        changed |= _given_away(operation, sources)
    return found


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
