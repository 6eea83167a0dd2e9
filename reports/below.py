"""The units below a unit with their figures: light values, a page may hold a hundred of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import DateField

from areas.composed import Answer, Composed, Rows, Slot, by_keys
from areas.kinds import Level, Unit
from areas.models import Area
from figures.figures import Figures, total
from figures.live import read
from teams.models import State

# Where the units below stand. A province has districts, communes, or (while it changes) both.
_BELOW: dict[Level, tuple[Level, ...]] = {
    Level.COUNTRY: (Level.PROVINCE,),
    Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE),
    Level.DISTRICT: (Level.COMMUNE,),
    Level.COMMUNE: (Level.VILLAGE,),
}
# How the count rows of a unit are grouped for its children.
_GROUP: dict[Level, tuple[str, ...]] = {
    Level.COUNTRY: ("province_id",),
    Level.PROVINCE: ("district_id", "commune_id"),
    Level.DISTRICT: ("commune_id",),
    Level.COMMUNE: ("area_id",),
}
# The column that names the unit above.
_ABOVE = {
    Level.PROVINCE: "province_id",
    Level.DISTRICT: "district_id",
    Level.COMMUNE: "commune_id",
}
_UNIT, _DAY = Slot("unit"), Slot("day", DateField())


@dataclass(slots=True)
class Child(Unit):
    """One unit below, by its key, with its figures."""

    district_id: int | None
    figures: Figures

    @property
    def state(self) -> State:
        """How far a village's team has come, by the same counts as everywhere."""
        return self.figures.state

    @property
    def is_small(self) -> bool:
        """Whether so few households live here that a rate of them ranks nobody."""
        return self.figures.expected < int(settings.SMALL_UNIT_HOUSEHOLDS)


@dataclass(slots=True)
class Below:
    """The units below a unit in Vietnamese order, and the figures of the unit itself.

    `rest` are figures that stand under no unit of today: a village ended with households left in
    it. They count for the whole, so they are shown and not dropped.
    """

    children: list[Child]
    rest: Figures
    whole: Figures
    # Every commune inside a province or a district, those under districts too.
    communes: list[Child]
    # The longest without a save: the commune, or at the country the province it lies in.
    oldest: Child | None = None

    @property
    def has_rest(self) -> bool:
        """Whether something stands under no unit of today."""
        return bool(self.rest.expected or self.rest.with_team)


def ask_below(area: Area, day: date) -> Answer[Below]:
    """Ask for the units below with their figures. Three queries, however many there are."""
    level = Level(area.level)
    if level not in _BELOW:
        return lambda: _below(level, {}, [])
    units = _units_query(level).ask(unit=area.pk, day=day)
    parts = read(area, day, *_GROUP[level])
    return lambda: _below(level, parts, units())


def below(area: Area, day: date) -> Below:
    """Return the same at once."""
    return ask_below(area, day)()


def _below(level: Level, parts: dict[Any, Figures], rows: Rows) -> Below:
    """Put the units together; of each there is its sort key, key, level, kind, name and district."""
    rows.sort()
    inside, lost = _shared_out(parts, {row[1] for row in rows})
    units = [
        Child(pk, at, kind, name, district, _together(inside.get(pk, [])))
        for _, pk, at, kind, name, district in rows
    ]
    districts = {unit.pk for unit in units if unit.level == Level.DISTRICT}
    children = [u for u in units if not (u.level == Level.COMMUNE and u.district_id in districts)]
    rest = _together(lost)
    if level == Level.COMMUNE:
        rest.villages = 0
        for child in children:
            child.figures.villages = 1
    whole = total([*(child.figures for child in children), rest])
    communes = [unit for unit in units if unit.level == Level.COMMUNE]
    return Below(children, rest, whole, communes, _oldest(parts, units))


def _shared_out(
    parts: dict[Any, Figures], known: set[int]
) -> tuple[dict[int, list[Figures]], list[Figures]]:
    """Give each part to the units it counts for, and say which parts count for none of today's.

    A commune counts for itself and for the district above it, where it still stands in one.
    """
    inside, lost = defaultdict[int, list[Figures]](list), list[Figures]()
    for key, figures in parts.items():
        counts_for = [pk for pk in key if pk in known]
        for pk in counts_for:
            inside[pk].append(figures)
        if not counts_for:
            lost.append(figures)
    return inside, lost


def _together(parts: list[Figures]) -> Figures:
    return parts[0] if len(parts) == 1 else total(parts)


@cache
def _units_query(level: Level) -> Composed:
    def compose() -> Any:
        # Put in order afterwards, by keys made for that: engines take longer, each by rules of its own.
        units = Area.unscoped.filter(level__in=_BELOW[level]).on(_DAY).order_by()
        if level in _ABOVE:
            units = units.filter(**{_ABOVE[level]: _UNIT})
        return units.values_list("sort_key", "pk", "level", "kind", "name", "district_id")

    return by_keys(compose)


def _oldest(parts: dict[Any, Figures], units: list[Child]) -> Child | None:
    """Find the unit whose save lies back longest, by the last column of its key."""
    dated = [(f.oldest_at, key[-1]) for key, f in parts.items() if f.oldest_at and f.communes]
    oldest = min(dated)[1] if dated else None
    return next((unit for unit in units if unit.pk == oldest), None)
