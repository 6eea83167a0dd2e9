"""The units below a unit with their figures: light values, a page may hold a hundred of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import DateField, Exists, OuterRef

from areas.composed import Answer, Composed, Rows, Slot, by_keys
from areas.kinds import Level, Unit
from areas.models import Area
from figures.adoption import Facts, Step, step_of, with_accounts
from figures.figures import Figures, sums_of, total
from figures.live import beyond_villages, read
from reports.units.queries.needs import (
    NEED,
    Need,
    Needs,
    ask_first_of_country,
    need_of,
    needs_of_country,
    needs_rows,
)
from rollup.models import CommuneCount
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
    # How many communes of it stand on each step; of a village none.
    steps: Mapping[Step, int] = field(default_factory=dict)

    @property
    def step(self) -> Step | None:
        """How far a commune has come; None of any other unit."""
        return next(iter(self.steps), None) if self.level == Level.COMMUNE else None

    @property
    def has_begun(self) -> bool:
        """Whether anything is registered in it, of a larger unit in any of its communes."""
        return not self.steps or any(step.has_begun for step in self.steps)

    @property
    def state(self) -> State:
        """How far a village's team has come, by the same counts as everywhere."""
        return self.figures.state

    @property
    def is_small(self) -> bool:
        """Whether so few households live here that a rate of them ranks nobody; of none nothing is said."""
        return 0 < self.figures.expected < int(settings.SMALL_UNIT_HOUSEHOLDS)


def summed(name: str, figures: Figures, steps: Mapping[Step, int] | None = None) -> Child:
    """Return a sum as a row: no unit of today, so without a key; above communes, so that it counts their steps."""
    return Child(0, Level.DISTRICT, "", name, None, figures, steps or {})


def sum_of(name: str, children: Iterable[Child]) -> Child:
    """Return the sum of units, with the steps of all."""
    children = list(children)
    steps = sum((Counter(child.steps) for child in children), Counter[Step]())
    return summed(name, total(child.figures for child in children), steps)


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
    # What each commune inside is called about; of a commune itself.
    needs: Needs = field(default_factory=Needs)
    # Of a commune: what it declared and no village explains (rollup.denominators).
    unplaced: Figures = field(default_factory=Figures)
    # The longest without a save: the commune, or at the country the province it lies in.
    oldest: Child | None = None

    @property
    def steps(self) -> dict[Step, int]:
        """How many communes stand on each step; every step is named, lowest first."""
        found = sum(self.needs.steps.values(), Counter[Step]())
        return {step: found[step] for step in Step}

    @property
    def has_unplaced(self) -> bool:
        """Whether a commune declared more than its villages explain."""
        return bool(self.unplaced.expected or self.unplaced.unattributed_villages)

    @property
    def has_rest(self) -> bool:
        """Whether something stands under no unit of today."""
        return bool(self.rest.expected or self.rest.with_team)


def ask_below(area: Area, day: date) -> Answer[Below]:
    """Ask for the units below with their figures. Three queries, of a commune and the country four."""
    level = Level(area.level)
    if level not in _BELOW:
        return lambda: _below(level, {}, [])
    units = _units_query(level).ask(unit=area.pk, day=day)
    # What a commune declared beyond its villages comes with its own row.
    parts = read(area, day, *_GROUP[level], beyond=False)
    match level:
        case Level.COUNTRY:
            first = ask_first_of_country.ask()
            return lambda: _of_country(_below(level, parts, units()), first())
        case Level.COMMUNE:
            own = _own_row.ask(unit=area.pk)
            return lambda: _of_commune(_below(level, parts, units()), own())
        case _:
            return lambda: _below(level, parts, units())


def below(area: Area, day: date) -> Below:
    """Return the same at once."""
    return ask_below(area, day)()


def _below(level: Level, parts: dict[Any, Figures], rows: Rows) -> Below:
    """Put the units together; of each there is its sort key, key, level, kind, name, district, and accounts."""
    rows.sort()
    inside, lost = _shared_out(parts, {row[1] for row in rows})
    units = [
        Child(pk, at, kind, name, district, _together(inside.get(pk, [])))
        for _, pk, at, kind, name, district, *_accounts in rows
    ]
    accounts = {row[1]: row[6:] for row in rows if row[2] == Level.COMMUNE}
    needs = [_need(unit, *accounts[unit.pk]) for unit in units if unit.pk in accounts]
    _stand(units, needs)
    districts = {unit.pk for unit in units if unit.level == Level.DISTRICT}
    children = [u for u in units if not (u.level == Level.COMMUNE and u.district_id in districts)]
    rest = _together(lost)
    if level == Level.COMMUNE:
        rest.villages = 0
        for child in children:
            child.figures.villages = 1
    whole = total([*(child.figures for child in children), rest])
    communes = [unit for unit in units if unit.level == Level.COMMUNE]
    return Below(children, rest, whole, communes, Needs.of(needs), oldest=_oldest(parts, units))


def _need(unit: Child, has_account: bool, has_signed_in: bool, is_listed: bool) -> Need:  # noqa: FBT001 - columns
    """Say what a commune is called about, from its figures and what stands of its accounts."""
    own = unit.figures
    facts = Facts(
        has_account=bool(has_account),
        has_signed_in=bool(has_signed_in),
        n_villages=own.villages,
        n_households=own.households,
        list_complete=bool(is_listed),
        n_complete=own.complete,
    )
    homes = own.covered_rate.gap
    return Need(unit.pk, 0, step_of(facts), own.waiting, own.without_team, homes)


def _stand(units: Iterable[Child], needs: Iterable[Need]) -> None:
    """Put communes, and the districts above them, on the ladder; without accounts nothing is said."""
    by_commune = {need.commune: need.step for need in needs}
    above = defaultdict[int, Counter[Step]](Counter)
    for unit in units:
        step = by_commune.get(unit.pk)
        if unit.level == Level.COMMUNE and step is not None:
            unit.steps = {step: 1}
            above[unit.district_id or 0][step] += 1
    for unit in units:
        if unit.level == Level.DISTRICT:
            unit.steps = above[unit.pk]


def _of_country(found: Below, first: Rows) -> Below:
    """Put the provinces on the ladder, each by its communes."""
    provinces = {unit.pk: unit.figures for unit in found.children}
    found.needs = needs_of_country(provinces, first)
    for unit in found.children:
        unit.steps = found.needs.steps.get(unit.pk, {})
    return found


def _of_commune(found: Below, rows: Rows) -> Below:
    """Add what a commune declared beyond its villages, and its own step."""
    at = len(NEED)
    for values in rows:
        own, (homes, villages, *doubts) = need_of(*values[:at]), values[at:]
        row = Figures(sums=sums_of({"unattributed": homes}), unattributed_villages=villages)
        row.waiting, row.idle_communes = own.waiting, int(not own.step.has_begun)
        row.communes = int(found.whole.households > 0)
        for name, number in zip(_DOUBTS, doubts, strict=True):
            setattr(row, name, number)
        found.unplaced, found.needs = beyond_villages(row, found.whole), Needs.of([own])
        found.whole.add(found.unplaced)
    return found


# What a commune's row says of its declarations that its villages do not.
_DOUBTS = (
    *("waiting_lists", "undeclared_waiting", "undeclared_villages", "undeclared_lists"),
    *("short_registered", "short_declared"),
)


@by_keys
def _own_row() -> Any:
    rows = needs_rows(CommuneCount.unscoped.filter(pk=_UNIT))
    return rows.values_list(*NEED, "unattributed", "unattributed_villages", *_DOUBTS)


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
        columns = ("sort_key", "pk", "level", "kind", "name", "district_id")
        if Level.COMMUNE not in _BELOW[level]:
            return units.values_list(*columns)
        listed = CommuneCount.unscoped.filter(pk=OuterRef("pk"), list_complete=True)
        units = with_accounts(units).annotate(is_listed=Exists(listed))
        return units.values_list(*columns, "has_account", "has_signed_in", "is_listed")

    return by_keys(compose)


def _oldest(parts: dict[Any, Figures], units: list[Child]) -> Child | None:
    """Find the unit whose save lies back longest, by the last column of its key."""
    dated = [(f.oldest_at, key[-1]) for key, f in parts.items() if f.oldest_at]
    oldest = min(dated)[1] if dated else None
    return next((unit for unit in units if unit.pk == oldest), None)
