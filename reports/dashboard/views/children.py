"""The full list of the units below a unit: searched, cut to a band, ordered, put together."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from areas.trail import trail
from reports.charts import bands
from reports.dashboard.exports.table import Row, Table
from reports.dashboard.queries.dashboard import child_level
from reports.dashboard.queries.listing import Listing, listing_of
from reports.dashboard.queries.ranking import Choice, offered
from reports.page_cache import area_of, cached
from reports.units.queries.child_units import below
from web.scope import territory


@territory("reports.view_dashboard")
@require_safe
def children(request: HttpRequest, pk: int) -> HttpResponse:
    """List the units below one, 25 a page; every choice stands in the address."""
    if request.GET.get("q"):
        # Words are typed once and hardly ever again by another.
        return _list(request, _above_villages(request, pk))
    return cached(request, lambda: _above_villages(request, pk), lambda area: _list(request, area))


def _above_villages(request: HttpRequest, pk: int) -> Area:
    area = area_of(request, pk)
    if area.level == Level.VILLAGE:
        raise Http404
    return area


def _list(request: HttpRequest, area: Area) -> HttpResponse:
    day, choice = timezone.localdate(), Choice.of(request.GET)
    inside = below(area, day)
    listing = listing_of(area, inside, choice)
    level = child_level(area, inside.children)
    stays = _staying(request, "xep", "trang")
    names = request.user.has_perm("households.view_names")
    table = Table(choice.order, level, names, stays, former=listing.former)
    context = {
        "area": area,
        "day": day,
        "crumbs": trail(area, request.user),
        "level": level,
        "count": len(inside.children),
        "figures": inside.whole,
        "choice": choice,
        "listing": listing,
        "page": listing.page,
        "orders": offered(choice.order),
        "bands": bands.counted(inside.children),
        "table": table,
        "rows": _rows(request, table, listing, choice),
        "foot": table.foot(area, inside),
    }
    return render(request, "reports/dashboard/list.html", context)


def _rows(request: HttpRequest, table: Table, listing: Listing, choice: Choice) -> list[Row]:
    page: Any = listing.page
    if not listing.is_grouped:
        places = choice.order.places(list(page.paginator.object_list))
        return table.rows(page, places[page.start_index() - 1 :] if page else [])
    return table.groups(page, choice.opened, _staying(request, "mo"))


def _staying(request: HttpRequest, *dropped: str) -> str:
    """Write the choices of this page that stay in the addresses it leads to."""
    query = request.GET.copy()
    for name in dropped:
        query.pop(name, None)
    return f"{query.urlencode()}&" if query else ""
