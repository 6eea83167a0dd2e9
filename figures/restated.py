"""Months of units in one of the two readings: as they stood, or by the units of today, with what went into these since.

Copies of months (`figures.months`) are of the units that stood. By the units of today a unit has what went whole into it
and what stands in it today, and has no more what stood in it and stands elsewhere. A parted unit stays what it was: copies
do not tell which of its households went where. What is there once of several villages is counted once, as in `figures.as_of`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import F, Q

from areas.dated import last_day, month_of
from areas.kinds import Kind, Level
from areas.models import Area
from figures.changes import Known, Moment, stood_elsewhere
from figures.figures import Figures, sums_of
from figures.months import OWN, TOLD, MonthEnds, Point, month_ends
from figures.standing import Lines, Reading, lines_since
from households.counts.rollup import SUMS
from rollup.models import VillageCount
from web.scope import keys_along

# What a village, and what a commune, has or has not: of several that are one today it is there once.
ONCE = ("villages", "with_team", "led", "active", "begun_villages", "waiting")
HEADS = ("communes", "undeclared_lists")
# There only if every one of them had it: a complete register, and not having begun.
EVERY = ("complete", "idle_communes")
_ONCE_OF = {Level.VILLAGE: (*ONCE, EVERY[0]), Level.COMMUNE: (*HEADS, EVERY[1])}
_NAMES = (*OWN, *TOLD, *SUMS)

type Numbers = Counter[str]


class Restated:
    """What changed in one part of the tree since a day, and months of its units in a reading. Two queries.

    `hides`: for who reads no names. A village of few households stays where it stood, so that nobody takes one reading
    from the other. A unit that has ended is always as it stood.
    """

    def __init__(self, within: Area, first: date, reading: Reading, *, hides: bool = False) -> None:
        self.within, self.first, self.hides = within, first, hides
        self.reading = Reading.THEN if within.closed_on else reading
        self._stood = stood_elsewhere(within, first, along=not self.is_then)
        self.lines = lines_since(within, first, Level.PROVINCE)
        self.is_changed = bool(self.lines or self._stood)
        self._moments = dict[Any, Moment]()

    @property
    def is_offered(self) -> bool:
        """Whether there are two readings to choose from."""
        return self.is_changed and not self.within.closed_on

    @property
    def stays(self) -> str:
        """What an address keeps of the choice."""
        return f"&theo={Reading.THEN}" if self.is_offered and self.is_then else ""

    @property
    def is_then(self) -> bool:
        """Whether months are of the units that stood."""
        return self.reading is Reading.THEN

    def series(self, series: Mapping[int, Sequence[Point]]) -> dict[int, list[Point]]:
        """Return series of units inside in the reading. Two queries where units changed, else none."""
        own = {pk: list(points) for pk, points in series.items()}
        if self.is_then or not self.is_changed:
            return own
        days = {point.month: point.on for points in own.values() for point in points}
        moments = {month: one for month, on in days.items() if (one := self.at(on)).units}
        units = set[int]().union(*(one.units for one in moments.values()))
        kept = month_ends(units, moments)
        told = {
            month: _Telling(one, month, kept, hides=self.hides) for month, one in moments.items()
        }
        return {
            pk: [told[one.month].of(pk, one) if one.month in told else one for one in points]
            for pk, points in own.items()
        }

    def at(self, day: date) -> Moment:
        """Return what is to be told otherwise of a day."""
        lines = [line for line in self.lines if line.on > day]
        parents = {one.unit: one.parent for one in self._stood if one.since <= day < one.until}
        key = (len(lines), frozenset(parents.items()))
        if key not in self._moments:
            known = self.known if lines or parents else {}
            self._moments[key] = Moment(Lines(lines), parents, known)
        return self._moments[key]

    def changed_since(self, day: date) -> bool:
        """Say whether a unit changed after a day."""
        return bool(self.at(day).units)

    def moves_few(self, day: date, *, below: bool = False) -> bool:
        """Say whether a village of few households came to the part or left it since a day, or `below` went elsewhere in it.

        One that nobody counted is taken for few.
        """
        at = {pk: now ^ then for pk, (now, then) in self.at(day).above.items()}
        moved = {pk for pk, units in at.items() if (units if below else self.within.pk in units)}
        moved = {pk for pk in moved if self.known[pk].level == Level.VILLAGE}
        if not moved:
            return False
        month = month_of(day) if last_day(month_of(day)) == day else month_of(day, 1)
        then = {pk: one.expected for (pk, _), one in month_ends(moved, [month]).items()}
        now = VillageCount.unscoped.filter(pk__in=moved, area__closed_on=None).order_by()
        counted = [then, dict(now.values_list("pk", "expected"))]
        least = int(settings.SMALL_UNIT_HOUSEHOLDS)
        return any(
            any(0 < n < least for n in said) or not said
            for said in ([of[pk] for of in counted if pk in of] for pk in moved)
        )

    def parts(self, unit: int, day: date) -> list[int]:
        """Return what was a unit of its own on a day and is in this one today."""
        return [] if self.is_then else self.at(day).parts(unit)

    def is_still(self, unit: int, day: date) -> bool:
        """Say whether what was a unit of the part on a day is told under its own name, in that part, today."""
        moment = self.at(day)
        if unit not in moment.units:
            return True
        return moment.lines.whole(unit) == unit and self.within.pk in moment.above_now(unit)

    def is_told(self, unit: int, day: date) -> bool:
        """Say whether a unit is told by itself, within the part, of a day: there in its own days, or still today."""
        if not self.is_then:
            return self.is_still(unit, day)
        where = self.known.get(self.at(day).parents.get(unit, unit))
        return where is None or self.within.pk in keys_along(where.path)

    def former(self, listed: Q) -> list[Area]:
        """Return the units, of those that `listed` says, which are not in the part today, or ended in it."""
        if not self.is_changed:
            return []
        away = Q(pk__in=[one.unit for one in self._stood]) & ~Q(
            path__within=self.within.path or "-"
        )
        ended = Q(path__within=self.within.path or "-", closed_on__gt=self.first)
        if not self.is_then:
            ended |= Q(commune__in=self._whole_inside(), closed_on__gt=self.first)
        units = Area.unscoped.filter(listed, (away if self.is_then else Q(pk=None)) | ended)
        units = units.exclude(closed_on=F("opened_on")).exclude(kind=Kind.UNASSIGNED)
        return list(units.exclude(pk=self.within.pk).in_order())

    def _whole_inside(self) -> list[int]:
        """Return the units that ended and of which all went into the part: what ended in one before is told there."""
        lines, path = Lines(self.lines), self.within.path or "-"
        heirs = {pk: self.known.get(lines.whole(pk)) for pk in lines.units}
        ended = (pk for pk, one in self.known.items() if one.closed_on and pk in heirs)
        return [pk for pk in ended if (heir := heirs[pk]) and heir.path.startswith(path)]

    @cached_property
    def known(self) -> dict[int, Known]:
        """The units that changed, and what they stood under. One query."""
        pks = {pk for line in self.lines for pk in (line.one, line.other)}
        pks |= {pk for one in self._stood for pk in (one.unit, one.parent)}
        rows = Area.unscoped.filter(pk__in=pks).order_by()
        columns = ("level", "kind", "path", "parent_id", "closed_on")
        return {pk: Known(*row) for pk, *row in rows.values_list("pk", *columns)}


class _Telling:
    """One month, being told by the units of today: what is added to which unit, and taken off."""

    def __init__(self, moment: Moment, month: date, kept: MonthEnds, *, hides: bool) -> None:
        self.moment, self.known, self.hides = moment, moment.known, hides
        self.found = {pk: one for pk in moment.units if (one := kept.get((pk, month)))}
        self.moved = defaultdict[int, list[tuple[Figures, int]]](list)
        # What is told of no unit of its own.
        self.hidden = set[int]()
        # By how much a unit has more, or less, of what is there once of several.
        self.once = defaultdict[int, Numbers](Counter)
        for pk, one in self.found.items():
            self._move(pk, one)
        for pk, members in moment.groups.items():
            has = self._has(pk, members)
            for unit in (pk, *moment.above_now(pk)):
                self.once[unit].update(has)

    def _move(self, pk: int, one: Figures) -> None:
        now, then = self.moment.above[pk]
        if now != then and self._stays(pk, one):
            now = then
            self.hidden.add(pk)
        for unit in now ^ then:
            self.moved[unit].append((one, 1 if unit in now else -1))
        if pk in self.moment.grouped:
            for unit in {pk, self.moment.lines.whole(pk), *now}:
                self.once[unit].subtract(self._had(pk))

    def _stays(self, pk: int, one: Figures) -> bool:
        """Say whether a village is too few to be told from where it stood."""
        few = 0 < one.expected < int(settings.SMALL_UNIT_HOUSEHOLDS)
        return self.hides and few and self.known[pk].level == Level.VILLAGE

    def _had(self, pk: int) -> Numbers:
        """Return what was counted of a unit of then."""
        names = _ONCE_OF.get(Level(self.known[pk].level), ())
        return Counter({name: getattr(self.found[pk], name) for name in names})

    def _has(self, unit: int, members: Sequence[int]) -> Numbers:
        """Return what is counted of a unit of today, of those that stood."""
        stood = [self._had(pk) for pk in members if pk in self.found]
        if not stood or self.known[unit].kind == Kind.UNASSIGNED:
            return Counter()
        return Counter({n: (min if n in EVERY else max)(one[n] for one in stood) for n in stood[0]})

    def of(self, unit: int, point: Point) -> Point:
        """Return the month of a unit; without figures where nothing was kept of any of it."""
        parts = [(self.found.get(pk), 1) for pk in self.moment.parts(unit)]
        every = [(point.figures, 1), *parts, *self.moved.get(unit, ())]
        some, once = [(one, sign) for one, sign in every if one], self.once.get(unit, Counter())
        if unit in self.hidden or not (some or any(once.values())):
            return replace(point, figures=None)
        numbers = Counter[str](once)
        for one, sign in some:
            for name in _NAMES:
                numbers[name] += sign * getattr(one, name)
        return replace(
            point, figures=_figures(numbers, is_told=all(one.is_told for one, _ in some))
        )


def _figures(numbers: Numbers, *, is_told: bool) -> Figures:
    """Return the figures that have these numbers; none is less than nothing."""
    n = {name: max(numbers[name], 0) for name in _NAMES}
    rest: dict[str, Any] = {name: n[name] for name in (*OWN, *(TOLD if is_told else ()))}
    return Figures(**rest, sums=sums_of(n), is_told=is_told).of_past()


def rest_of(whole: Figures, parts: Iterable[Figures]) -> Figures:
    """Return what a sum has beyond its parts."""
    numbers = Counter({name: getattr(whole, name) for name in _NAMES})
    for one in parts:
        numbers.subtract({name: getattr(one, name) for name in _NAMES})
    return _figures(numbers, is_told=whole.is_told)
