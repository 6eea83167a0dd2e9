"""Months of units of today from before they stood: those of what went whole into them, so that lines go on across a merger."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from django.db.models import Exists, F, OuterRef

from areas.kinds import Level
from areas.models import Succession
from figures.figures import Figures, sums_of, total
from figures.months import Point, month_ends
from households.counts.rollup import SUMS

# What a village has or has not: of several that are one it is there once.
ONCE = (
    *("villages", "with_team", "led", "active", "begun_villages"),
    *("waiting", "undeclared_villages"),
)


@dataclass
class Before:
    """By unit, what went whole into it and when, all that went into those as well; and which units are villages."""

    units: dict[int, list[tuple[int, date]]] = field(default_factory=lambda: defaultdict(list))
    villages: set[int] = field(default_factory=set)

    def parts(self, unit: int, day: date) -> list[int]:
        """Return what was a unit of its own on a day and is in this one today."""
        return [pk for pk, on in self.units.get(unit, ()) if day < on]


def before(units: Collection[int]) -> Before:
    """Return what went whole into units of today. One query, one more for each time that it went on."""
    found, heads = Before(), {pk: {pk} for pk in units}
    others = Succession.unscoped.filter(predecessor=OuterRef("predecessor"))
    parted = Exists(others.exclude(successor=OuterRef("successor")))
    rows = Succession.unscoped.filter(~parted, undecided=False, predecessor__closed_on=F("on"))
    seen = set(heads)
    while heads:
        further = defaultdict[int, set[int]](set)
        some = rows.filter(successor__in=heads).order_by("on", "pk")
        for one, other, on, level in some.values_list(
            "predecessor_id", "successor_id", "on", "predecessor__level"
        ):
            for head in heads[other]:
                found.units[head].append((one, on))
                found.villages |= {head} if level == Level.VILLAGE else set()
            further[one] |= heads[other]
        heads = {pk: of for pk, of in further.items() if pk not in seen}
        seen |= set(heads)
    return found


def continued(
    series: Mapping[int, Sequence[Point]], known: Before | None = None
) -> tuple[dict[int, list[Point]], Before]:
    """Return series of months in which each unit has what was to be in it, and what that was."""
    own = {pk: list(points) for pk, points in series.items()}
    was = known or before(own)
    months = {point.month for points in own.values() for point in points}
    parts = {pk for pk, _on in chain.from_iterable(was.units.values())}
    kept = month_ends(parts, months)

    def whole(pk: int, point: Point) -> Point:
        found = [kept.get((one, point.month)) for one in was.parts(pk, point.on)]
        some = [figures for figures in (point.figures, *found) if figures]
        if not any(found):
            return point
        return replace(point, figures=joined(some, is_village=pk in was.villages))

    return {pk: [whole(pk, one) for one in points] for pk, points in own.items()}, was


def joined(parts: Sequence[Figures], *, is_village: bool) -> Figures:
    """Return the figures of units that are one today."""
    found = total(parts)
    if not is_village:
        return found
    for name in ONCE:
        setattr(found, name, min(getattr(found, name), 1))
    sums = dict(zip(SUMS, found.sums, strict=True))
    sums["complete"] = int(all(part.complete for part in parts))
    found.sums = sums_of(sums)
    return found
