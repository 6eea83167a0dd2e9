"""How a unit came to its figures, and the unit beside another time or another unit."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.dated import last_day, month_of, read_month
from areas.kinds import Level
from areas.models import Area
from figures.few import without_few
from figures.indicators import BY_KEY, COVERED, INDICATORS, Indicator
from figures.live import figures_of_one
from figures.months import Point, ends, is_line, series_of, steps_of, whole_change
from figures.restated import Restated
from figures.standing import Reading
from reports.trends.queries import (
    LINE,
    Comparison,
    Multiple,
    marks_of,
    months_offered,
    multiples_of,
    with_month,
    with_unit,
)
from reports.units.queries.child_units import below
from reports.units.queries.few import fold
from reports.units.views import few_page
from rollup.few import NAMES, few_in, is_folded_for
from web.scope import key_of, territory

# Little lines on one page.
PAGE = 24


@territory("reports.view_dashboard")
@require_safe
def trend(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one indicator of a unit over two years, with the table behind the line."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    if is_folded_for(request.user, area):
        return few_page(request, area)
    day, indicator = timezone.localdate(), _indicator(request)
    points = series_of(area, day)
    units = _units(request, area, points[0].on)
    points = _told(units, points)
    steps = steps_of(points, indicator)
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "day": day,
        "indicator": indicator,
        "indicators": INDICATORS,
        "units": units,
        "points": points,
        "is_line": is_line(points, indicator),
        "change": whole_change(points, indicator),
        "marks": marks_of(area, points[0].on, day),
        "steps": steps,
        "since": steps[-1].point.on if steps else day,
    }
    return render(request, "reports/trends/trend.html", context)


@territory("reports.view_dashboard")
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a unit beside itself at an earlier time, or beside another one, and its parts' lines."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    if is_folded_for(request.user, area):
        return few_page(request, area)
    day, indicator = timezone.localdate(), _indicator(request)
    month = _month(request, day)
    units = _units(request, area, min(last_day(month), last_day(month_of(day, LINE))))
    lines = _multiples(units, indicator, day)
    low, high = ends((line.points for line in lines), indicator)
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "day": day,
        "indicator": indicator,
        "indicators": INDICATORS,
        "comparison": _comparison(request, units, month, day),
        "units": units,
        "months": months_offered(day),
        "last_month": month_of(day, 1),
        "last_year": month_of(day, 12),
        "siblings": _siblings(request.user, area, day),
        "page": Paginator(lines, PAGE).get_page(request.GET.get("trang")),
        "low": low,
        "high": high,
    }
    return render(request, "reports/trends/compare.html", context)


def _told(units: Restated, points: list[Point]) -> list[Point]:
    """Return the months of a unit in the reading; of a village those in which it was not few."""
    area, series = units.within, units.series({units.within.pk: points})
    if units.hides and area.level == Level.VILLAGE:
        series = without_few(series, area.commune_id, units)
    return series[area.pk]


def _units(request: HttpRequest, area: Area, first: date) -> Restated:
    """Return by which units the months since a day are told."""
    hides = not request.user.has_perm(NAMES)
    return Restated(area, first, Reading.asked(request.GET), hides=hides)


def _multiples(units: Restated, indicator: Indicator, day: date) -> list[Multiple]:
    """Return the lines of the units below; of villages those that are this person's to read, where not few."""
    area = units.within
    inside, hides = below(area, day), units.hides and area.level == Level.COMMUNE
    if hides:
        fold(inside)
    few_of = area.pk if hides else None
    return multiples_of(inside.children, indicator, day, units, few_of=few_of)


def _indicator(request: HttpRequest) -> Indicator:
    return BY_KEY.get(request.GET.get("chi-tieu", ""), COVERED)


def _month(request: HttpRequest, day: date) -> date:
    """Return the month to compare with: the one asked for, else the last one; another is not there."""
    wanted = None if request.GET.get("don-vi") else request.GET.get("voi")
    month = read_month(wanted) if wanted else month_of(day, 1)
    if month is None or month not in months_offered(day):
        raise Http404
    return month


def _comparison(request: HttpRequest, units: Restated, month: date, day: date) -> Comparison:
    """Read what to compare with; a unit that the reader may not see is none."""
    area = units.within
    now = figures_of_one(area, day)
    if chosen := request.GET.get("don-vi"):
        others = Area.objects.visible_to(request.user).units().filter(level=area.level)
        other = get_object_or_404(others.exclude(pk=area.pk), pk=key_of(chosen))
        if is_folded_for(request.user, other):
            raise Http404
        return with_unit(area, now, other, day)
    hides = units.hides and area.level == Level.VILLAGE
    return with_month(units, now, month, day, few_of=area.commune_id if hides else None)


def _siblings(user: Any, area: Area, day: date) -> list[Area]:
    """Return the units beside this one that the reader may see."""
    units = Area.objects.visible_to(user).units()
    beside = units.filter(parent=area.parent_id, level=area.level)
    found = beside.on(day).exclude(pk=area.pk).in_order()
    if area.level == Level.VILLAGE and not user.has_perm(NAMES):
        found = found.exclude(pk__in=few_in([area.commune_id or 0]))
    return list(found.only("pk", "level", "kind", "name")) if area.parent_id else []
