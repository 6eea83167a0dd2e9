"""Why a figure changed between two days: the parts add up, or nothing is shown."""

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import batched
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from figures.indicators import COVERED, TEAMS, Indicator
from figures.standing import Reading
from households.models import Household
from reports.why.exports import MOVED, UNITS, VILLAGES, with_households
from reports.why.queries.asked import Asked
from reports.why.queries.few import (
    Row,
    month_before,
    moved_few,
    parts_without_few,
    units_without_few,
    without_few,
)
from reports.why.queries.households import causes, why_covered
from reports.why.queries.kinds import BY_KEY, UNITS as BY_UNITS, Kind
from reports.why.queries.moved import by_unit, movements, stood_between
from reports.why.queries.teams import LABELS, why_teams
from reports.why.queries.then import Stood
from reports.why.queries.waterfall import Why
from rollup.few import NAMES, few_for
from web.exports import CHUNK, Book, Column, send_book, wants_book, with_book
from web.fields import day_asked
from web.paging import page_of
from web.scope import note_names, territory

log = logging.getLogger(__name__)

PAGE = 50
WAYS = {COVERED.key: (COVERED, why_covered), TEAMS.key: (TEAMS, why_teams)}
# Between two reads a save may come: then the parts do not add up, and are read again.
TRIES = 3


@territory("reports.view_dashboard")
@require_safe
def why(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the two ends, the parts between them, and what they did to the rate."""
    asked = _asked(request, _area(request, pk))
    hides = asked.indicator is COVERED and not request.user.has_perm(NAMES)
    context = _common(request, asked)
    if hides and (asked.area.level == Level.VILLAGE or asked.tells_few):
        return render(request, "reports/why/why_few.html", context)
    found = _read(asked)
    if not found.closes:
        log.error("%s of unit %s does not add up: %s", asked.indicator.key, pk, asked.query)
        return render(request, "reports/why/why_refused.html", context)
    if hides and moved_few(found):
        return render(request, "reports/why/why_few.html", context)
    context |= {"why": without_few(found) if hides else found, "hides": hides}
    return render(request, "reports/why/why.html", context)


@with_book
@territory("reports.view_dashboard")
@require_safe
def why_cause(request: HttpRequest, pk: int, cause: str) -> HttpResponseBase:
    """Show where a cause moved the figure: the households to those who may know them, else units."""
    area, names = _area(request, pk), request.user.has_perm(NAMES)
    if cause not in LABELS and cause not in BY_KEY:
        raise Http404
    asked = _asked(request, area, TEAMS if cause in LABELS else COVERED)
    if cause in LABELS:
        return _villages(request, asked, cause)
    kind, context = BY_KEY[cause], _common(request, asked)
    stood = stood_between(area, asked.since, asked.until, asked.reading)
    context |= {"cause": kind, "hides": not names}
    # What came or left with villages has no movement of a household.
    is_of_units = stood is not None and kind is BY_UNITS
    if names and area.level >= Level.COMMUNE and not is_of_units:
        return _households(request, asked, kind, context, stood)
    context["units"] = _units(request, asked, kind, stood)
    context["inside"] = {unit.pk for unit, *_n in context["units"] if unit and _lies_in(area, unit)}
    if wants_book(request):
        return _taken(request, context, UNITS, context["units"])
    return render(request, "reports/why/why_units.html", context)


def _lies_in(area: Area, unit: Area) -> bool:
    return not unit.is_village and str(unit.path).startswith(area.path or "-")


def _units(request: HttpRequest, asked: Asked, kind: Kind, stood: Stood | None) -> list[Row]:
    """Return the units below in which a cause moved the figure, as far as this person may tell them apart."""
    area, since, until = asked.area, asked.since, asked.until
    rows = by_unit(area, since, until, kind, stood)
    if request.user.has_perm(NAMES):
        return list(rows)
    if area.level == Level.VILLAGE or asked.tells_few_below:
        return []
    told = {part.key for part in parts_without_few(causes(area, since, until, stood))}
    if kind.key not in told:
        return []
    return units_without_few(rows, few_for(request.user, area))


def _households(
    request: HttpRequest, asked: Asked, kind: Kind, context: dict[str, Any], stood: Stood | None
) -> HttpResponseBase:
    area = asked.area
    moved = movements(area, asked.since, asked.until, stood).filter(kind.rows)
    moved = moved.exclude(covered=0).select_related("village").order_by("-day", "-pk")
    known = Household.objects.visible_to(request.user)
    if wants_book(request):
        chunks = (list(chunk) for chunk in batched(moved.iterator(CHUNK), CHUNK))
        return _taken(request, context, MOVED, with_households(chunks, known), names=True)
    page = page_of(moved, request.GET, PAGE)
    rows = list(with_households([list(page)], known))
    note_names(request, area.path, *(home.pk for _moved, home in rows if home))
    context |= {"page": page, "rows": rows}
    return render(request, "reports/why/why_households.html", context)


def _villages(request: HttpRequest, asked: Asked, cause: str) -> HttpResponseBase:
    part = next((part for part in _read(asked).parts if part.key == cause), None)
    if part is None:
        raise Http404
    villages = Area.objects.visible_to(request.user).filter(pk__in=part.villages).by_commune()
    context = {**_common(request, asked), "cause": part}
    if wants_book(request):
        return _taken(request, context, VILLAGES, villages)
    context["page"] = page_of(villages, request.GET, PAGE)
    return render(request, "reports/why/why_villages.html", context)


def _taken(
    request: HttpRequest,
    context: dict[str, Any],
    columns: Sequence[Column[Any]],
    rows: Iterable[Any],
    *,
    names: bool = False,
) -> HttpResponseBase:
    """Hand out what a cause moved, as the page shows it."""
    area, days = context["area"], [date_format(context[name]) for name in ("since", "until")]
    filters = [
        gettext("sau ngày %(from)s đến hết ngày %(to)s")
        % dict(zip(("from", "to"), days, strict=True)),
        *context["asked"].words,
    ]
    title = f"{context['cause'].label}, {area.full_name}"
    book = Book(title, f"vi-sao-{area.pk}", columns, filters, names)
    return send_book(request, book, rows, subject=area)


def _area(request: HttpRequest, pk: int) -> Area:
    return get_object_or_404(Area.objects.visible_to(request.user), pk=pk)


def _asked(request: HttpRequest, area: Area, indicator: Indicator | None = None) -> Asked:
    """Return what is asked about: the indicator, the day before the first movement, the last day, by which units.

    Of a commune who reads no names reads whole months only: days taken from each other are single events.
    """
    today = timezone.localdate()
    month_ago = today.replace(day=1) - timedelta(days=1)
    indicator = indicator or WAYS.get(request.GET.get("chi-tieu", ""), WAYS[COVERED.key])[0]
    days = (
        day_asked(request.GET.get("tu")) or month_ago,
        day_asked(request.GET.get("den")) or today,
    )
    since, until = sorted(min(day, today) for day in days)
    if indicator is COVERED and area.level >= Level.COMMUNE and not request.user.has_perm(NAMES):
        since, until = month_before(until)
    return Asked(area, indicator, since, until, Reading.asked(request.GET))


def _read(asked: Asked) -> Why:
    read, between = WAYS[asked.indicator.key][1], (asked.since, asked.until)
    found = read(asked.area, *between, asked.reading)
    for _ in range(TRIES - 1):
        if found.closes:
            break
        found = read(asked.area, *between, asked.reading)
    return found


def _common(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    return {
        "asked": asked,
        "area": asked.area,
        "indicator": asked.indicator,
        "indicators": [one for one, _ in WAYS.values()],
        "since": asked.since,
        "until": asked.until,
        "today": timezone.localdate(),
        "crumbs": asked.area.trail(request.user),
        "query": asked.query,
    }
