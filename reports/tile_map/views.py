"""The map without shapes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from figures.indicators import BY_KEY, COVERED, INDICATORS
from reports.tile_map.queries import board_of
from rollup.few import few_for
from web.scope import territory


@territory("reports.view_dashboard")
@require_safe
def tile_map(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the units below as tiles, coloured by one indicator, beside the complete table."""
    places = Area.objects.visible_to(request.user).filter(level__lt=Level.VILLAGE)
    area = get_object_or_404(places, pk=pk)
    day = timezone.localdate()
    indicator = BY_KEY.get(request.GET.get("chi-tieu", ""), COVERED)
    context = {
        "area": area,
        "board": board_of(area, indicator, day, few=few_for(request.user, area)),
        "crumbs": area.trail(request.user, itself=True),
        "day": day,
        "indicator": indicator,
        "indicators": INDICATORS,
        "is_country": area.level == Level.COUNTRY,
    }
    return render(request, "reports/tile_map/tile_map.html", context)
