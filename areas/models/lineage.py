"""Where the parts of a unit that has ended are now."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models.expressions import RawSQL

from areas.models.area import Area
from areas.models.placement import Placement, Succession

_LINE, _UNIT = Succession._meta.db_table, Area._meta.db_table
_CAME = (
    f"WITH RECURSIVE came (id) AS (SELECT s.predecessor_id FROM {_LINE} s JOIN {_UNIT} u "  # noqa: S608 - our own names
    "ON u.id = s.successor_id WHERE u.path >= %s AND u.path < %s UNION "
    f"SELECT s.predecessor_id FROM {_LINE} s JOIN came ON came.id = s.successor_id "
    f"JOIN {_UNIT} u ON u.id = came.id WHERE u.closed_on IS NOT NULL) SELECT id FROM came"
)


def units_gone_into(path: str) -> RawSQL:
    """Say which units went into one with this path, or into one below it; those that ended on the way followed on."""
    return RawSQL(_CAME, (path, f"{path[:-1]}/"))  # noqa: S611 - our own names, the path is a parameter


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
