"""Why a figure changed between two days: the parts add up, or nothing is shown."""

import logging
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
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
from figures.changes import has_changed
from figures.indicators import COVERED, TEAMS, Indicator
from households.models import Household
from reports.why.exports import MOVED, UNITS, VILLAGES, with_households
from reports.why.queries.few import (
    Row,
    month_before,
    moved_few,
    parts_without_few,
    units_without_few,
    without_few,
)
from reports.why.queries.households import BY_KEY, Kind, by_unit, causes, movements, why_covered
from reports.why.queries.teams import LABELS, why_teams
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
    area = _area(request, pk)
    asked = _asked(request, area)
    hides = asked[0] is COVERED and not request.user.has_perm(NAMES)
    context = _common(request, area, *asked)
    if hides and area.level == Level.VILLAGE:
        return render(request, "reports/why/why_few.html", context)
    found = _read(area, *asked)
    if not found.closes:
        log.error("%s of unit %s does not add up from %s to %s", asked[0].key, pk, *asked[1:])
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
    area = _area(request, pk)
    _, since, until = _asked(request, area)
    if cause in LABELS:
        return _villages(request, area, since, until, cause)
    if cause not in BY_KEY:
        raise Http404
    kind = BY_KEY[cause]
    context = _common(request, area, COVERED, since, until)
    context["cause"] = kind
    if request.user.has_perm(NAMES) and area.level >= Level.COMMUNE:
        return _households(request, area, kind, context)
    context["units"] = _units(request, area, kind, since, until)
    context["hides"] = not request.user.has_perm(NAMES)
    if wants_book(request):
        return _taken(request, context, UNITS, context["units"])
    return render(request, "reports/why/why_units.html", context)


def _units(request: HttpRequest, area: Area, kind: Kind, since: date, until: date) -> list[Row]:
    """Return the units below in which a cause moved the figure, as far as this person may tell them apart."""
    rows = by_unit(area, since, until, kind)
    if request.user.has_perm(NAMES):
        return list(rows)
    told = {part.key for part in parts_without_few(causes(area, since, until))}
    if area.level == Level.VILLAGE or kind.key not in told:
        return []
    return units_without_few(rows, few_for(request.user, area))


def _households(
    request: HttpRequest, area: Area, kind: Kind, context: dict[str, Any]
) -> HttpResponseBase:
    moved = movements(area, context["since"], context["until"]).filter(kind.rows)
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


def _villages(
    request: HttpRequest, area: Area, since: date, until: date, cause: str
) -> HttpResponseBase:
    found = _read(area, TEAMS, since, until)
    part = next(part for part in found.parts if part.key == cause)
    villages = Area.objects.visible_to(request.user).filter(pk__in=part.villages).by_commune()
    context = {**_common(request, area, TEAMS, since, until), "cause": part}
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
        % dict(zip(("from", "to"), days, strict=True))
    ]
    title = f"{context['cause'].label}, {area.full_name}"
    book = Book(title, f"vi-sao-{area.pk}", columns, filters, names)
    return send_book(request, book, rows, subject=area)


def _area(request: HttpRequest, pk: int) -> Area:
    return get_object_or_404(Area.objects.visible_to(request.user), pk=pk)


def _asked(request: HttpRequest, area: Area) -> tuple[Indicator, date, date]:
    """Return what is asked about: the indicator, the day before the first movement, the last day.

    Of a commune who reads no names reads whole months only: days taken from each other are single events.
    """
    today = timezone.localdate()
    month_ago = today.replace(day=1) - timedelta(days=1)
    indicator, _ = WAYS.get(request.GET.get("chi-tieu", ""), WAYS[COVERED.key])
    days = (
        day_asked(request.GET.get("tu")) or month_ago,
        day_asked(request.GET.get("den")) or today,
    )
    since, until = sorted(min(day, today) for day in days)
    if indicator is COVERED and area.level >= Level.COMMUNE and not request.user.has_perm(NAMES):
        since, until = month_before(until)
    return indicator, since, until


def _read(area: Area, indicator: Indicator, since: date, until: date) -> Why:
    read = WAYS[indicator.key][1]
    found = read(area, since, until)
    for _ in range(TRIES - 1):
        if found.closes:
            break
        found = read(area, since, until)
    return found


def _query(indicator: Indicator, since: date, until: date) -> str:
    return f"tu={since.isoformat()}&den={until.isoformat()}&chi-tieu={indicator.key}"


def _common(
    request: HttpRequest, area: Area, indicator: Indicator, since: date, until: date
) -> dict[str, Any]:
    return {
        "area": area,
        "indicator": indicator,
        "indicators": [one for one, _ in WAYS.values()],
        "since": since,
        "until": until,
        "today": timezone.localdate(),
        "crumbs": area.trail(request.user),
        "query": _query(indicator, since, until),
        "by_today": area.level < Level.VILLAGE and has_changed(area, since),
    }
