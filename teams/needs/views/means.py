"""What the teams of a place have to work with: sums that the dashboard pulls into itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.models import Area
from teams.models import Equipment, Member, Need
from teams.models.training import share_trained
from web.scope import territory


@territory("teams.view_team")
@require_safe
def means(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how many requests are open, what is broken, how many people were trained. Four queries."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    path, day = area.path or "-", timezone.localdate()
    needs = Need.objects.visible_to(request.user).inside(path)
    items = Equipment.objects.visible_to(request.user).inside(path).in_use().by_state()
    serving = Member.objects.visible_to(request.user).inside(path)
    context = {
        "area": area,
        "day": day,
        "asked": needs.open_and_late(day),
        "late_days": settings.NEED_ANSWER_DAYS,
        "broken": items.get(Equipment.State.BROKEN, 0),
        "in_use": sum(items.values()),
        "share": share_trained(serving.filter(left_on=None, team__dissolved_on=None)),
    }
    return render(request, "teams/needs/means_of.html", context)
