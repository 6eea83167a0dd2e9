"""Villages that wait for a team."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from areas.trail import trail
from audit.pages import page_of
from audit.scope import territory
from reports.calls import Ask, most_in_need, total_of, villages_without_team

# Villages that are named first: as many as a meeting can decide on.
PAGE, FIRST = 50, 10


@territory("reports.view_dashboard")
@require_safe
def without_team(request: HttpRequest, pk: int) -> HttpResponse:
    """List every village of a unit that has no team; above them the ten that most need one."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    day, is_country = timezone.localdate(), area.level == Level.COUNTRY
    villages = villages_without_team(area, day)
    places = Area.objects.visible_to(request.user).by_commune()
    page = page_of(villages, request.GET, PAGE, among=places)
    context = {
        "area": area,
        "day": day,
        "page": page,
        # The country founds no team: ten of a hundred thousand villages would help nobody there.
        "first": [] if page.before or is_country else list(most_in_need(villages)[:FIRST]),
        "total": total_of(Ask(area, day)),
        "crumbs": trail(area, request.user),
    }
    return render(request, "reports/without_team.html", context)
