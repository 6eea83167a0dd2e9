"""The dashboard as it stood at the end of a month that is over, in the units of today."""

from datetime import date

from django.conf import settings

from areas.dated import last_day
from areas.kinds import Level
from areas.models import Area
from figures.few import without_few
from figures.figures import Figures
from figures.indicators import COVERED, TEAMS
from figures.months import MonthEnds, Point, finished, is_line, month_ends
from reports.dashboard.queries.dashboard import (
    MONTHS,
    Dashboard,
    Progress,
    Towards,
    units_of,
)
from reports.dashboard.queries.ranking import Order
from reports.units.queries.child_units import Below, below
from reports.units.queries.few import fold


def dashboard_at(
    area: Area, month: date, day: date, order: Order, *, few: frozenset[int] | None = None
) -> Dashboard:
    """Put together what is kept of a month: figures alone, for nobody is called about the past.

    `few` are villages that are one row today: with them those that were few then; None hides none.
    """
    months = finished(day, MONTHS)
    inside, kept = _kept(area, month, day, months)
    if few is not None:
        fold(inside, few)
    whole = kept.get((area.pk, month), Figures().of_past())
    points = _points(area, kept, months, hides=few is not None)
    return Dashboard(
        area=area,
        day=last_day(month),
        figures=whole,
        below=_then(inside, whole),
        units=units_of(area, inside.children, order),
        steps={},
        communes=whole.communes,
        has_ladder=False,
        calls=[],
        to_call={},
        oldest=None,
        oldest_days=0,
        progress=_progress([*points, Point(month, whole, last_day(month))]),
        active_days=int(settings.TEAM_ACTIVE_DAYS),
        old_months=round(int(settings.STATUS_OLD_DAYS) / 30.4),
        is_today=False,
    )


def _then(inside: Below, whole: Figures) -> Below:
    """Return what lay below, without what is told of today alone."""
    return Below(
        inside.children, Figures(), whole, [], unassigned=inside.unassigned, few=inside.few
    )


def _kept(area: Area, month: date, day: date, months: list[date]) -> tuple[Below, MonthEnds]:
    """Return the units of today with what is kept of them of a month, and all that is kept of the months."""
    inside = below(area, day)
    every = [*inside.children, *([inside.unassigned] if inside.unassigned else [])]
    kept = month_ends([area.pk, *(child.pk for child in every)], months)
    for child in every:
        child.figures, child.steps = kept.get((child.pk, month), Figures().of_past()), {}
    inside.rest = Figures()
    return inside, kept


def _points(area: Area, kept: MonthEnds, months: list[date], *, hides: bool) -> list[Point]:
    """Return the months of a unit; of a village those in which it was not few, where it `hides`."""
    points = [Point(one, kept.get((area.pk, one)), last_day(one)) for one in months]
    if hides and area.level == Level.VILLAGE:
        return without_few({area.pk: points}, area.commune_id)[area.pk]
    return points


def _progress(points: list[Point]) -> Progress:
    teams, homes = (Towards(None, None, None, is_line(points, one)) for one in (TEAMS, COVERED))
    return Progress(points=points, rates={}, standings={}, teams=teams, homes=homes)
