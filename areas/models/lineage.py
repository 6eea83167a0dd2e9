"""Where the parts of a unit that has ended are now."""

from collections.abc import Iterable
from datetime import date, timedelta

from areas.models.area import Area
from areas.models.placement import Placement, Succession


def paths_gone_from(unit: Area) -> list[str]:
    """Return the paths of the units that stood in one on its last day, and now stand elsewhere.

    Not of one that took in others since: of those nothing is told here. One query for each level below, and two.
    """
    if unit.closed_on is None:
        return []
    last, found, above = unit.closed_on - timedelta(days=1), dict[int, str | None](), [unit.pk]
    while above:
        rows = Placement.unscoped.on(last).filter(parent__in=above)
        below = dict(rows.values_list("area_id", "area__path"))
        above = [pk for pk in below if pk not in found]
        found |= below
    away = {
        pk: path for pk, path in found.items() if path and not path.startswith(unit.path or "-")
    }
    lines = Succession.unscoped.filter(successor__in=away, on__gte=unit.closed_on)
    strange = lines.exclude(predecessor__in=[unit.pk, *found])
    mixed = set(strange.values_list("successor_id", flat=True))
    mixed |= _took_in(away, [unit.pk, *found], last)
    # What stands above one that took in others has them inside, too.
    others = tuple(away[pk] for pk in mixed)
    return outermost(
        path for path in away.values() if not any(one.startswith(path) for one in others)
    )


def _took_in(units: Iterable[int], known: Iterable[int], last: date) -> set[int]:
    """Return which of some units have one below them today that stood elsewhere on the last day."""
    strange = Placement.unscoped.on(last).filter(area__parent__in=units).exclude(area__in=known)
    return {pk for pk in strange.values_list("area__parent", flat=True) if pk}


def outermost(paths: Iterable[str]) -> list[str]:
    """Leave out each path that lies inside another one: a place is asked for once."""
    kept = list[str]()
    for path in sorted(paths):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept
