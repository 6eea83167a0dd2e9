"""Which villages and communes stood on a day, and which part of a reading each of them is of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from areas.kinds import Level
from areas.models import Area, Placement
from figures.figures import Key
from households.models.moments import end_of
from rollup.models import VillageCount

# The columns of count rows, as a row here has them.
_COLUMNS = ("area_id", "province_id", "district_id", "commune_id")


@dataclass(slots=True)
class Village:
    """One village: its part, its commune, the households in its register, and whether it stood."""

    key: Key
    commune: int
    registered: int
    is_open: bool


@dataclass
class Places:
    """The villages, closed ones among them, and the parts of the communes that stood."""

    villages: dict[int, Village] = field(default_factory=dict)
    communes: dict[int, Key] = field(default_factory=dict)


def places_on(within: Area, day: date, known_on: date | None, group: Sequence[str]) -> Places:
    """Return the villages and communes of a unit, with the households of today's registers.

    Whoever reads the past day takes off what moved since. One query, two with `known_on`.
    """
    found, at = Places(), [_COLUMNS.index(column) for column in group]
    of_villages, unknown = at == [0], _unknown(known_on)
    for level, pk, province, district, above, opened, closed, registered in _rows(within):
        commune = above or pk
        stood = opened <= day and (closed is None or closed > day) and pk not in unknown
        columns = (pk, province, district, commune)
        key: Key = tuple([columns[n] for n in at])
        if level == Level.VILLAGE:
            found.villages[pk] = Village(key, commune, registered or 0, stood)
        elif stood:
            found.communes[pk] = (None,) if of_villages else key
    return found


def _unknown(known_on: date | None) -> set[int]:
    """Return the units that nobody had written down at the end of a day; None is now."""
    if known_on is None:
        return set()
    placements = Placement.unscoped.of_units_unknown(end_of(known_on))
    return set(placements.values_list("area_id", flat=True))


def _rows(within: Area) -> Any:
    counted = VillageCount.unscoped.filter(pk=OuterRef("pk")).order_by()
    rows = Area.unscoped.within(within).filter(level__in=(Level.COMMUNE, Level.VILLAGE)).order_by()
    columns = ("level", "pk", *_COLUMNS[1:], "opened_on", "closed_on")
    return rows.values_list(*columns, Subquery(counted.values("households")))
