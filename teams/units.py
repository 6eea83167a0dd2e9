"""Rows of teams counted for the units below a unit."""

from typing import Any, NamedTuple

from django.db.models import Count
from django.db.models.functions import Coalesce

from areas.kinds import Level
from areas.models import Area

# By which column of a place rows are grouped, for the units that a reader of each level looks at.
GROUPS = {Level.COUNTRY: "province", Level.PROVINCE: "commune", Level.DISTRICT: "commune"}


class Counted(NamedTuple):
    """A unit and how many rows stand in it."""

    unit: Area
    n: int


def count_by_unit(rows: Any, place: str, area: Area) -> list[Counted]:
    """Count rows by province in the country, by commune below it; the most first. Two queries.

    `place` is the path from a row to its area. A commune and a village have no such list: [].
    """
    group = GROUPS.get(Level(area.level))
    if not group:
        return []
    # What a commune's own team has stands at the commune itself.
    unit = Coalesce(f"{place}__{group}_id", f"{place}_id")
    n = dict(rows.order_by().values_list(unit).annotate(n=Count("pk")))
    units = Area.unscoped.in_bulk(n)
    found = [Counted(units[pk], m) for pk, m in n.items() if pk in units]
    return sorted(found, key=lambda row: (-row.n, row.unit.sort_key))
