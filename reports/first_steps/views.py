"""The first page of whoever runs a place where hardly anything is there yet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from reports.first_steps.queries.kick_off import OFFICER, STEPS, WORK, aims_of, officer_of
from reports.first_steps.queries.ladder import RUNS
from reports.first_steps.queries.steps import first_steps_of
from skills.catalogue import SKILLS
from web.scope import territory, visible_or_404


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


@territory("reports.view_dashboard")
@require_safe
def kick_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet for the first meeting of a commune, to print on one page."""
    commune, day = visible_or_404(request, Area, pk=pk, level=Level.COMMUNE), timezone.localdate()
    context = {
        "area": commune,
        "crumbs": commune.trail(request.user, itself=True),
        "day": day,
        "skills": SKILLS,
        "work": WORK,
        "of_officer": OFFICER,
        "officer": officer_of(commune),
        "steps": STEPS,
        "aims": list(aims_of(commune, day)),
    }
    return render(request, "reports/first_steps/kick_off.html", context)
