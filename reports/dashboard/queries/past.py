"""The dashboard as it stood at the end of a month that is over, in the units of today or in those that stood then."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from areas.dated import last_day, month_of
from areas.kinds import Level
from areas.models import Area
from figures.few import few_then, without_few
from figures.figures import Figures, total
from figures.indicators import COVERED, TEAMS
from figures.months import Point, finished, is_line, month_ends
from figures.restated import Restated, rest_of
from figures.standing import Reading
from reports.dashboard.queries.dashboard import (
    MONTHS,
    Dashboard,
    Progress,
    Towards,
    units_of,
)
from reports.dashboard.queries.ranking import Order
from reports.units.queries.child_units import Below, Child, below
from reports.units.queries.few import fold
from reports.units.queries.then import stood_below


@dataclass(frozen=True)
class Past(Dashboard):
    """A past month; `reading` says by which units, `changed` whether these are others today."""

    reading: Reading = Reading.NOW
    changed: bool = False


def told_of(
    area: Area, month: date, day: date, reading: Reading, *, hides: bool = False
) -> Restated:
    """Return by which units a month, and those of the line beside it, are told. Two queries."""
    first = min(last_day(month), last_day(month_of(day, MONTHS)))
    return Restated(area, first, reading, hides=hides)


def dashboard_at(
    units: Restated, month: date, day: date, order: Order, *, few: frozenset[int] | None = None
) -> Past:
    """Put together what is kept of a month: figures alone, for nobody is called about the past.

    `few` are villages that are one row today: with them those that were few then; None hides none.
    """
    area, on = units.within, last_day(month)
    months = _Months(units, month, day)
    inside, whole = _inside(months, few), months.figures(area.pk)
    points = months.points(hides=few is not None)
    return Past(
        area=area,
        day=on,
        figures=whole,
        below=inside,
        units=units_of(area, inside.children, order),
        communes=whole.communes,
        progress=_progress([*points, Point(month, whole, on)]),
        active_days=int(settings.TEAM_ACTIVE_DAYS),
        old_months=round(int(settings.STATUS_OLD_DAYS) / 30.4),
        reading=units.reading,
        changed=units.is_offered and units.changed_since(on),
        **_of_nobody(),
    )


def _inside(months: "_Months", few: frozenset[int] | None) -> Below:
    """Return what lay below, with what is of none of these units."""
    units, area, on = months.units, months.area, months.on
    inside = below(area, months.day)
    inside.children = months.children(inside, stood_below(area, on))
    whole, last = months.figures(area.pk), [inside.unassigned] if inside.unassigned else []
    rest = rest_of(whole, (one.figures for one in (*inside.children, *months.told(last))))
    inside.rest, unplaced = Figures(), rest
    if few is not None:
        # What is in no row is told with the few: beside them it would be somebody's.
        inside.rest, unplaced = rest, Figures()
        into = {one.pk for one in inside.children if months.few & set(units.parts(one.pk, on))}
        fold(inside, few | months.few | into)
    return _then(inside, whole, unplaced)


def _of_nobody() -> dict[str, Any]:
    """Return what a past month does not tell: on which step communes stand, and whom to call."""
    told = {"steps": {}, "has_ladder": False, "is_today": False, "calls": [], "to_call": {}}
    return {**told, "oldest": None, "oldest_days": 0}


class _Months:
    """What is kept of the months of a unit, and of one month of what lies below it, in a reading."""

    def __init__(self, units: Restated, month: date, day: date) -> None:
        self.units, self.area, self.day = units, units.within, day
        self.month, self.on = month, last_day(month)
        self._finished = finished(day, MONTHS)
        self._told = dict[int, Figures | None]()

    def children(self, inside: Below, was: list[Child]) -> list[Child]:
        """Return the units of then, or those of today and beside them what of then went into none of these."""
        own = {one.pk for one in inside.children}
        others = [one for one in was if one.pk not in own]
        if self.units.is_then:
            self._read(was, inside)
            return self.told(was)
        old = [one for one in others if self.units.is_still(one.pk, self.on)]
        self._read([*inside.children, *old], inside)
        old = [replace(one, name=gettext("%(name)s (cũ)") % {"name": one.name}) for one in old]
        return self.told([*inside.children, *old])

    def _read(self, children: list[Child], inside: Below) -> None:
        last = [inside.unassigned] if inside.unassigned else []
        units = [self.area.pk, *(one.pk for one in (*children, *last))]
        months = {*self._finished, self.month}
        kept = month_ends(units, months)
        series = {pk: [Point(self.month, kept.get((pk, self.month)), self.on)] for pk in units}
        own = sorted(months)
        series[self.area.pk] = [
            Point(one, kept.get((self.area.pk, one)), last_day(one)) for one in own
        ]
        told = self.units.series(series)
        self._own = told[self.area.pk]
        self._told = {pk: some[0].figures for pk, some in told.items()}
        (self._told[self.area.pk],) = (one.figures for one in self._own if one.month == self.month)

    def figures(self, pk: int) -> Figures:
        """Return what is kept of a unit of the month."""
        return self._told.get(pk) or Figures().of_past()

    def told(self, children: list[Child]) -> list[Child]:
        """Give units what is kept of them of the month."""
        for child in children:
            child.figures, child.steps = self.figures(child.pk), {}
        return children

    @cached_property
    def few(self) -> frozenset[int]:
        """The villages that were few then."""
        return few_then(self.area.pk, [self.month]).get(self.month, frozenset())

    def points(self, *, hides: bool) -> list[Point]:
        """Return the months of the unit; of a village those in which it was not few, where it `hides`."""
        points = [one for one in self._own if one.month in self._finished]
        if hides and self.area.level == Level.VILLAGE:
            return without_few({self.area.pk: points}, self.area.commune_id)[self.area.pk]
        return points


def _then(inside: Below, whole: Figures, unplaced: Figures) -> Below:
    """Return what lay below, without what is told of today alone; with what is of none of these units."""
    children = inside.children
    if any(one.level < Level.VILLAGE for one in children):
        unplaced, inside.rest = Figures(), total([unplaced, inside.rest])
    told: dict[str, Any] = {
        "unassigned": inside.unassigned,
        "few": inside.few,
        "unplaced": unplaced,
    }
    return Below(children, inside.rest, whole, [], **told)


def _progress(points: list[Point]) -> Progress:
    teams, homes = (Towards(None, None, None, is_line(points, one)) for one in (TEAMS, COVERED))
    return Progress(points=points, rates={}, standings={}, teams=teams, homes=homes)
