"""Villages that wait for a team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.models import Area
from areas.trail import trail
from audit.pages import page_of
from audit.scope import territory
from reports.calls import Ask, total_of, villages_without_team

PAGE = 50


@territory("reports.view_dashboard")
@require_safe
def without_team(request: HttpRequest, pk: int) -> HttpResponse:
    """List every village of a unit that has no team."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    day = timezone.localdate()
    places = Area.objects.visible_to(request.user).by_commune()
    context = {
        "area": area,
        "page": page_of(villages_without_team(area, day), request.GET, PAGE, among=places),
        "total": total_of(Ask(area, day)),
        "crumbs": trail(area, request.user),
    }
    return render(request, "reports/without_team.html", context)
