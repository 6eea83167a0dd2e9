"""Who is in the teams of a place, and what they did in twelve months: a page of its own beside the dashboard."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from teams.counts.shares import people_by_unit, tally
from teams.counts.states import steps_of
from teams.models import Activity, Member, Team
from teams.roster.queries import means_of
from teams.roster.views.listing import WORDS
from web.scope import territory, visible_or_404


@territory("teams.view_team")
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far villages have come, who is in the teams, what they did in twelve months.

    People and sessions of a country are too many to add up at each look: it shows its villages.
    """
    user, day = request.user, timezone.localdate()
    area = visible_or_404(request, Area, "province", "district", "commune", pk=pk)
    context: dict[str, Any] = {
        "area": area,
        "day": day,
        "crumbs": area.trail(user),
        "means": means_of(user, area, day),
        "late_days": settings.NEED_ANSWER_DAYS,
        "steps": [(*step, WORDS[step[0]]) for step in steps_of(area, day)],
    }
    if area.level > Level.COUNTRY:
        teams = Team.objects.visible_to(user)
        # A village may have a team that is at home in another one.
        teams = teams.of_place(area) if area.is_village else teams.inside(area.path or "-")
        members = Member.objects.visible_to(user).filter(team__in=teams)
        sessions = Activity.objects.visible_to(user).filter(team__in=teams).held()
        serving = members.filter(left_on=None, team__dissolved_on=None)
        context |= {
            "tally": tally(serving, day),
            "units": people_by_unit(serving, area),
            "months": sessions.by_month(day),
        }
    return render(request, "teams/roster/board.html", context)
