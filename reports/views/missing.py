"""Villages that wait for a team."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.models import Area
from areas.trail import trail
from audit.scope import territory
from reports.calls import villages_without_team

PAGE = 50


@territory("reports.view_dashboard")
@require_safe
def without_team(request: HttpRequest, pk: int) -> HttpResponse:
    """List every village of a unit that has no team."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    villages = villages_without_team(area, timezone.localdate())
    page = Paginator(villages, PAGE).get_page(request.GET.get("trang"))
    context = {"area": area, "page": page, "crumbs": trail(area, request.user)}
    return render(request, "reports/without_team.html", context)
