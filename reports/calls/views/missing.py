"""Villages that wait for a team."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from areas.trail import trail
from reports.calls.exports import WITHOUT_TEAM
from reports.calls.queries.calls import Ask, counts_of
from reports.calls.queries.missing import most_in_need, villages_without_team, with_need
from web.exports import Book, send_book, wants_book, with_book
from web.paging import page_of
from web.scope import territory

# Villages that are named first: as many as a meeting can decide on.
PAGE, FIRST = 50, 10


@with_book
@territory("reports.view_dashboard")
@require_safe
def without_team(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List every village of a unit that has no team; above them the ten that most need one."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    day, is_country = timezone.localdate(), area.level == Level.COUNTRY
    villages = villages_without_team(area, day)
    if wants_book(request):
        title = _("Thôn chưa có tổ, %(name)s") % {"name": area.full_name}
        book, rows = Book(title, f"thon-chua-co-to-{pk}", WITHOUT_TEAM), with_need(villages)
        rows = rows.select_related("commune", "province")
        return send_book(request, book, rows, subject=area, place=area.path or "")
    places = Area.objects.visible_to(request.user).by_commune()
    page = page_of(villages, request.GET, PAGE, among=places)
    context = {
        "area": area,
        "day": day,
        "page": page,
        # The country founds no team: ten of a hundred thousand villages would help nobody there.
        "first": [] if page.before or is_country else list(most_in_need(villages)[:FIRST]),
        "total": sum(counts_of(Ask(area, day)).values()),
        "crumbs": trail(area, request.user),
    }
    return render(request, "reports/calls/without_team.html", context)
