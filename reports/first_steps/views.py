"""The first page of whoever runs a place where hardly anything is there yet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import Level
from reports.first_steps.queries.ladder import RUNS
from reports.first_steps.queries.steps import first_steps_of
from web.scope import territory


@territory(RUNS)
@require_safe
def first_steps(request: HttpRequest) -> HttpResponse:
    """Show the first steps of one's own place, told by its data, with one button each."""
    user: Any = request.user
    if user.area.level == Level.VILLAGE:
        raise Http404
    context = {
        "area": user.area,
        "first": first_steps_of(user.area, user),
        "now": timezone.localtime(),
        "is_commune": user.area.level == Level.COMMUNE,
    }
    return render(request, "reports/first_steps/first_steps.html", context)
