"""The dashboard as it stood at the end of a month that is over, in the units of today or in those that stood then."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from areas.dated import last_day
from areas.kinds import Level
from areas.models import Area
from figures.continued import ONCE, Before, continued
from figures.few import few_then, without_few
from figures.figures import Figures
from figures.indicators import COVERED, TEAMS
from figures.months import MonthEnds, Point, finished, is_line, month_ends
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


def dashboard_at(
    area: Area,
    month: date,
    day: date,
    order: Order,
    *,
    few: frozenset[int] | None = None,
    reading: Reading = Reading.NOW,
) -> Dashboard:
    """Put together what is kept of a month: figures alone, for nobody is called about the past.

    `few` are villages that are one row today: with them those that were few then; None hides none.
    """
    inside, was = below(area, day), stood_below(area, last_day(month))
    changed = {child.pk for child in was} != {child.pk for child in inside.children}
    kept = _kept(area, inside, was, day)
    before = _read(inside, was, kept, month, then=changed and reading is Reading.THEN)
    whole = kept.get((area.pk, month), Figures().of_past())
    if area.level == Level.COMMUNE and before.units:
        _count_once(whole, was, inside.children)
    if few is not None:
        fold(inside, few | _few_of(area, month, before))
    points = _points(area, kept, finished(day, MONTHS), hides=few is not None)
    return Past(
        area=area,
        day=last_day(month),
        figures=whole,
        below=_then(inside, whole),
        units=units_of(area, inside.children, order),
        communes=whole.communes,
        progress=_progress([*points, Point(month, whole, last_day(month))]),
        active_days=int(settings.TEAM_ACTIVE_DAYS),
        old_months=round(int(settings.STATUS_OLD_DAYS) / 30.4),
        reading=reading,
        changed=changed,
        **_of_nobody(),
    )


def _of_nobody() -> dict[str, Any]:
    """Return what a past month does not tell: on which step communes stand, and whom to call."""
    told = {"steps": {}, "has_ladder": False, "is_today": False, "calls": [], "to_call": {}}
    return {**told, "oldest": None, "oldest_days": 0}


def _kept(area: Area, inside: Below, was: list[Child], day: date) -> MonthEnds:
    """Return what is kept of the months of a unit, of what lies below it today and of what lay there."""
    last = [inside.unassigned] if inside.unassigned else []
    units = [area.pk, *(child.pk for child in (*inside.children, *last, *was))]
    return month_ends(units, finished(day, MONTHS))


def _read(inside: Below, was: list[Child], kept: MonthEnds, month: date, *, then: bool) -> Before:
    """Give the units of then, or of today, what is kept of them of a month."""
    _with([inside.unassigned] if inside.unassigned else [], kept, month)
    inside.rest = Figures()
    if then:
        inside.children = _with(was, kept, month)
        return Before()
    return _of_today(inside, was, kept, month)


def _then(inside: Below, whole: Figures) -> Below:
    """Return what lay below, without what is told of today alone."""
    return Below(
        inside.children, Figures(), whole, [], unassigned=inside.unassigned, few=inside.few
    )


def _with(children: list[Child], kept: MonthEnds, month: date) -> list[Child]:
    """Give units what is kept of them of a month."""
    for child in children:
        child.figures, child.steps = kept.get((child.pk, month), Figures().of_past()), {}
    return children


def _of_today(inside: Below, was: list[Child], kept: MonthEnds, month: date) -> Before:
    """Give the units of today what is kept of them, and of what went whole into them; others of then stand beside them."""
    on = last_day(month)
    series, before = continued(
        {
            child.pk: [Point(month, kept.get((child.pk, month)), on)]
            for child in _with(inside.children, kept, month)
        }
    )
    told = set(series)
    _with(was, kept, month)
    for child in inside.children:
        child.figures = series[child.pk][0].figures or child.figures
        told |= set(before.parts(child.pk, on))
    for child in [one for one in was if one.pk not in told]:
        inside.children.append(replace(child, name=gettext("%(name)s (cũ)") % {"name": child.name}))
    return before


def _count_once(whole: Figures, was: list[Child], children: list[Child]) -> None:
    """Count the villages of a commune as those that they are today."""
    for name in ONCE:
        one, other = (
            sum(getattr(child.figures, name) for child in some) for some in (children, was)
        )
        setattr(whole, name, getattr(whole, name) + one - other)


def _few_of(area: Area, month: date, before: Before) -> frozenset[int]:
    """Return the villages that were few then, and those of today that one of these went into."""
    few = few_then(area.pk, [month]).get(month, frozenset())
    into = {pk for pk in before.units if few & set(before.parts(pk, last_day(month)))}
    return few | into


def _points(area: Area, kept: MonthEnds, months: list[date], *, hides: bool) -> list[Point]:
    """Return the months of a unit; of a village those in which it was not few, where it `hides`."""
    points = [Point(one, kept.get((area.pk, one)), last_day(one)) for one in months]
    if hides and area.level == Level.VILLAGE:
        return without_few({area.pk: points}, area.commune_id)[area.pk]
    return points


def _progress(points: list[Point]) -> Progress:
    teams, homes = (Towards(None, None, None, is_line(points, one)) for one in (TEAMS, COVERED))
    return Progress(points=points, rates={}, standings={}, teams=teams, homes=homes)
