"""Villages that wait for a team."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.models import Area
from areas.trail import trail
from audit.scope import territory
from reports.calls import most_in_need, villages_without_team

# Villages that are named first: as many as a meeting can decide on.
PAGE, FIRST = 50, 10


@territory("reports.view_dashboard")
@require_safe
def without_team(request: HttpRequest, pk: int) -> HttpResponse:
    """List every village of a unit that has no team: the ten that most need one stand first.

    `?xep=ten` orders them by commune and name instead.
    """
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    day, by_name = timezone.localdate(), request.GET.get("xep") == "ten"
    villages = most_in_need(villages_without_team(area, day))
    if by_name:
        villages = villages.order_by("commune__sort_key", "commune_id", "sort_key")
    page = Paginator(villages, PAGE).get_page(request.GET.get("trang"))
    first = FIRST if page.number == 1 and not by_name else 0
    context = {
        "area": area,
        "crumbs": trail(area, request.user),
        "day": day,
        "page": page,
        "by_name": by_name,
        "first": list(page)[:first],
        "rest": list(page)[first:],
    }
    return render(request, "reports/without_team.html", context)
