"""Who is in the teams of a place, and what they did in twelve months: a page of its own beside the dashboard."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.dated import last_day, months_to, read_month
from areas.kinds import Level
from areas.models import Area
from teams.counts.shares import people_by_unit, tally
from teams.counts.states import steps_of
from teams.models import Activity, Member, Team
from teams.roster.queries import means_of
from teams.roster.rules import composition_words
from teams.roster.views.listing import WORDS
from web.scope import territory, visible_or_404


@territory("teams.view_team")
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far villages have come, who is in the teams, what they did in twelve months; or who was at the end of a month.

    People and sessions of a country are too many to add up at each look: it shows its villages, and no month.
    """
    user, today = request.user, timezone.localdate()
    area = visible_or_404(request, Area, "province", "district", "commune", pk=pk)
    over = months_to(today)[-2::-1] if area.level > Level.COUNTRY else []
    month = read_month(request.GET.get("thang"))
    is_over = month in over
    day = last_day(month) if month and is_over else today
    context = {"area": area, "day": day, "crumbs": area.trail(user), "over": over}
    if not is_over:
        context |= _today(user, area, day)
    if area.level > Level.COUNTRY:
        context |= _people(user, area, day, then=is_over)
    return render(request, "teams/roster/board.html", context)


def _today(user: Any, area: Area, day: date) -> dict[str, Any]:
    """Return what is told of today alone: how far villages have come, what teams have and ask for."""
    return {
        "means": means_of(user, area, day),
        "late_days": settings.NEED_ANSWER_DAYS,
        "steps": [(*step, WORDS[step[0]]) for step in steps_of(area, day)],
    }


def _people(user: Any, area: Area, day: date, *, then: bool) -> dict[str, Any]:
    """Return who is in the teams of a place, or was on a day that is over (`then`), and what they did until it."""
    teams = Team.objects.visible_to(user)
    # A village may have a team that is at home in another one.
    teams = teams.of_place(area) if area.is_village else teams.inside(area.path or "-")
    members = Member.objects.visible_to(user).filter(team__in=teams)
    sessions = Activity.objects.visible_to(user).filter(team__in=teams).held()
    serving = members.filter(left_on=None, team__dissolved_on=None)
    if then:
        serving = members.serving_on(day)
    found = tally(serving, day, then=then)
    return {
        "tally": found,
        "lede": composition_words(found.people, then=then),
        "units": people_by_unit(serving, area, day if then else None),
        "months": sessions.by_month(day),
    }
