"""The units below a unit with their figures: light values, a page may hold a hundred of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from areas.kinds import Kind, Level
from areas.models import Area, Unit
from figures.adoption import Facts, Step, step_of, with_accounts
from figures.figures import Figures, Key, sums_of, total
from figures.live import beyond_villages, read
from reports.units.queries.needs import (
    NEED,
    NO_TEAM,
    NOT_BEGUN,
    WAITING,
    Need,
    Needs,
    first_of_country,
    needs_rows,
)
from rollup.models import CommuneCount

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

type Rows = list[tuple[Any, ...]]


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
    needs: Needs = field(default_factory=partial(Needs.of, (), {}))
    # Of a commune: what it declared and no village explains (rollup.denominators).
    unplaced: Figures = field(default_factory=Figures)
    # Of a commune: the households of which no village is known.
    unassigned: Child | None = None
    # Villages of few households as one row, for who reads no names (reports.units.queries.few).
    few: Child | None = None
    # The longest without a save: the commune, or at the country the province it lies in.
    oldest: Child | None = None

    def of_no_unit(self) -> list[Figures]:
        """Return what counts for the unit and stands under no unit of today; of a commune, in no village."""
        return [self.rest, self.unplaced, *([self.unassigned.figures] if self.unassigned else [])]

    def sums(self, pk: int = 0, level: Level = Level.DISTRICT) -> list[Child]:
        """Return the rows under the units: what stands under none of them, then the unit itself.

        Beyond the villages of a commune, and of no unit of today; `pk` and `level` are the unit's.
        """
        whole = Child(pk, level, "", gettext("Cộng"), None, self.whole, self.needs.steps)
        rows = [self.few] if self.few else []
        if (one := self.unassigned) and one.figures.expected:
            rows.append(Child(0, Level.COMMUNE, "", one.name, None, one.figures))
        if self.unplaced.expected or self.unplaced.unattributed_villages:
            name = gettext("Chưa rõ thôn")
            rows.append(Child(0, Level.COMMUNE, "", name, None, self.unplaced))
        if self.rest.expected or self.rest.with_team:
            rows.append(summed(gettext("Chưa xác định"), self.rest))
        return [*rows, whole]


def below(area: Area, day: date) -> Below:
    """Return the units below a unit with their figures. Two queries, of a commune and the country three.

    One more where a team has ceased to be active since it was counted (figures.live).
    """
    level = Level(area.level)
    if level not in _BELOW:
        return Below([], Figures(), Figures(), [])
    rows = _units(area, day)
    # What a commune declared beyond its villages comes with its own row.
    parts = read(area, day, *_GROUP[level], beyond=False)
    found = _put_together(level, parts, rows)
    match level:
        case Level.COUNTRY:
            _add_needs_of_country(found)
        case Level.COMMUNE:
            _add_commune(found, area)
        case _:
            _add_needs(found, {row[1]: row[6:] for row in rows})
    return found


def _units(area: Area, day: date) -> Rows:
    """Return sort key, key, level, kind, name and district of each unit below, in order.

    Of communes also whether an officer has an account, has signed in, and whether the list is complete.
    """
    level = Level(area.level)
    units: Any = Area.unscoped.filter(level__in=_BELOW[level]).on(day).order_by()
    if level in _ABOVE:
        units = units.filter(**{_ABOVE[level]: area.pk})
    columns = ["sort_key", "pk", "level", "kind", "name", "district_id"]
    if Level.COMMUNE in _BELOW[level]:
        listed = CommuneCount.unscoped.filter(pk=OuterRef("pk"), list_complete=True)
        units = with_accounts(units).annotate(is_listed=Exists(listed))
        columns += ["has_account", "has_signed_in", "is_listed"]
    # Put in order here, by keys made for that: engines take longer, each by rules of its own.
    return sorted(units.values_list(*columns))


def _put_together(level: Level, parts: Mapping[Key, Figures], rows: Rows) -> Below:
    """Give a commune's part to it and to the district above it; what counts for no unit of today is the rest."""
    inside, lost = {row[1]: list[Figures]() for row in rows}, list[Figures]()
    for key, figures in parts.items():
        known = [inside[pk] for pk in key if pk in inside]
        for one in known or [lost]:
            one.append(figures)
    sums = {pk: own[0] if len(own) == 1 else total(own) for pk, own in inside.items()}
    every = [
        Child(pk, at, kind, name, district, sums[pk])
        for _, pk, at, kind, name, district, *_facts in rows
    ]
    rest, units = total(lost), [unit for unit in every if unit.kind != Kind.UNASSIGNED]
    if level == Level.COMMUNE:
        _count_villages(units, rest)
    districts = {unit.pk for unit in units if unit.level == Level.DISTRICT}
    communes = [unit for unit in units if unit.level == Level.COMMUNE]
    children = [u for u in units if not (u.level == Level.COMMUNE and u.district_id in districts)]
    unassigned = next((unit for unit in every if unit.kind == Kind.UNASSIGNED), None)
    beside = [unassigned] if unassigned else []
    whole = total([*(child.figures for child in (*children, *beside)), rest])
    # The unit whose save lies back longest, by the last column of its key.
    dated = [(f.oldest_at, key[-1]) for key, f in parts.items() if f.oldest_at]
    oldest = next((unit for unit in units if dated and unit.pk == min(dated)[1]), None)
    return Below(children, rest, whole, communes, oldest=oldest, unassigned=unassigned)


def _count_villages(villages: Sequence[Child], rest: Figures) -> None:
    """Let each village be one; what is of none is none."""
    rest.villages = 0
    for one in villages:
        one.figures.villages = 1


def _add_needs(found: Below, facts: Mapping[int, tuple[Any, ...]]) -> None:
    """Say of a province or district on which step its communes stand, and what each is called about."""
    districts = {unit.pk: unit for unit in found.children if unit.level == Level.DISTRICT}
    above = {pk: Counter[Step]() for pk in districts}
    needs, names = [], {}
    for unit in found.communes:
        own, pk = unit.figures, unit.district_id or 0
        has_account, has_signed_in, is_listed = facts[unit.pk]
        numbers = own.villages, own.households
        step = step_of(Facts(has_account, has_signed_in, *numbers, is_listed, own.complete))
        unit.steps = {step: 1}
        above.setdefault(pk, Counter())[step] += 1
        homes = own.covered_rate.gap
        needs.append(Need(unit.pk, 0, step, own.waiting, own.without_team, homes))
        names[unit.pk] = unit, districts[pk].full_name if pk in districts else ""
    for pk, unit in districts.items():
        unit.steps = above[pk]
    found.needs = Needs.of(needs, names)


def _add_needs_of_country(found: Below) -> None:
    """Say the same of the country, whose communes the database has counted by province and ranked."""
    for unit in found.children:
        unit.steps = {Step(number): n for number, n in (unit.figures.steps or {}).items()}
    steps = sum((Counter[int](unit.steps) for unit in found.children), Counter[int]())
    amounts = {
        NOT_BEGUN: sum(n for step, n in steps.items() if not Step(step).has_begun),
        WAITING: sum(unit.figures.waiting for unit in found.children),
        NO_TEAM: sum(unit.figures.without_team for unit in found.children),
    }
    provinces = {unit.pk: unit.full_name for unit in found.children}
    first, names, at = list[Need](), dict[int, tuple[Area | Unit, str]](), len(NEED)
    for row in first_of_country():
        need, (kind, name, *district) = Need(*row[:at]), row[at:]
        between = [Unit(0, Level.DISTRICT, *district).full_name] if district[0] else []
        between += [provinces[need.province]] if need.province in provinces else []
        names[need.commune] = Unit(need.commune, Level.COMMUNE, kind, name), ", ".join(between)
        first.append(need)
    found.needs = Needs({step: steps[step] for step in Step}, amounts, first, names)


def _add_commune(found: Below, area: Area) -> None:
    """Add what a commune declared beyond its villages, and what it is called about. One query."""
    rows = needs_rows(CommuneCount.unscoped.filter(pk=area.pk))
    at = len(NEED)
    for values in rows.values_list(*NEED, "unattributed", "unattributed_villages", *_DOUBTS):
        own, (homes, villages, *doubts) = Need(*values[:at]), values[at:]
        row = Figures(sums=sums_of({"unattributed": homes}), unattributed_villages=villages)
        row.waiting, row.idle_communes = own.waiting, int(own.amounts[NOT_BEGUN] > 0)
        row.communes = int(found.whole.households > 0)
        for name, number in zip(_DOUBTS, doubts, strict=True):
            setattr(row, name, number)
        found.unplaced = beyond_villages(row, found.whole)
        found.needs = Needs.of([own], {area.pk: (area, "")})
        found.whole.add(found.unplaced)


# What a commune's row says of its declarations that its villages do not.
_DOUBTS = (
    *("waiting_lists", "undeclared_waiting", "undeclared_villages", "undeclared_lists"),
    *("short_registered", "short_declared"),
)
