"""Where the parts of a unit that has ended are now."""

from datetime import timedelta

from areas.models.area import Area
from areas.models.placement import Placement, Succession


def paths_gone_from(unit: Area) -> list[str]:
    """Return the paths of the units that stood in one on its last day, and now stand elsewhere.

    Not of one that took in others since: of those nothing is told here. One query for each level below, and one.
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
    return [path for pk, path in away.items() if pk not in mixed]
