"""Rows of teams counted for the units below a unit."""

from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce

from areas.kinds import Level
from areas.models import Area

# By which column of a place rows are grouped, for the units that a reader of each level looks at.
GROUPS = {Level.COUNTRY: "province", Level.PROVINCE: "commune", Level.DISTRICT: "commune"}


def count_by_unit(rows: Any, place: str, area: Area, what: str = "pk") -> dict[int, int]:
    """Count rows by the units below: their keys and how many rows stand there, in one query.

    Provinces of the country, communes of a province or district, else villages. `place` is the path
    from a row to its area, "" where the rows are areas; `what` is the column whose values are counted. What stands at a commune itself, such as its
    own team, is counted there.
    """
    head = f"{place}__" if place else ""
    own = f"{place}_id" if place else "id"
    group = GROUPS.get(Level(area.level))
    unit: Any = Coalesce(f"{head}{group}_id", own) if group else own
    return dict(rows.order_by().values_list(unit).annotate(n=Count(what, distinct=True)))


def by_unit(rows: Any, place: str, area: Area) -> list[tuple[Area, int]]:
    """Return the same as units in order, the most first; nothing of a commune or village."""
    if Level(area.level) not in GROUPS:
        return []
    counts = count_by_unit(rows, place, area)
    units = Area.unscoped.in_bulk(counts)
    found = [(units[pk], n) for pk, n in counts.items()]
    return sorted(found, key=lambda row: (-row[1], row[0].sort_key))
