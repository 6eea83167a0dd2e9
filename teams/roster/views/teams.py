"""Pages of a team: what it is, and its end."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teams.counts.shares import tally
from teams.founding import actions as founding_actions
from teams.founding.forms.teams import DissolveForm
from teams.members.queries import around, shared_people
from teams.models import (
    Activity,
    Decision,
    Member,
    State,
    Team,
    TeamVillage,
)
from teams.provincial.queries import missing, rule_for
from teams.register.actions import CONTRADICTS, OutOfOrder
from teams.roster.queries import (
    has_enough_people,
    shared_warning,
    size_warnings,
    warnings_of,
    with_last_leader,
)
from web.answers import done, is_sent, refusals_on
from web.scope import territory, visible_or_404

CHANGE = "teams.change_team"


@territory("teams.view_team")
@require_safe
def team_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one team: state, people, sessions, decisions."""
    teams = with_last_leader(Team.objects.visible_to(request.user).select_related("area"))
    team, day = get_object_or_404(teams, pk=pk), timezone.localdate()
    sessions = Activity.objects.visible_to(request.user).filter(team=team).held()
    serving = Member.objects.visible_to(request.user).filter(team=team).serving()
    members, people = list(serving.select_related("account", "further")), tally(serving, day).people
    state, rule = team.state_on(day), rule_for(team, day)
    context = {
        "team": team,
        "state": state,
        "has_enough_people": has_enough_people(team, len(members)),
        "warnings": [*warnings_of(team, day), *_of_people(request, team, len(members), state)],
        "crumbs": team.area.trail(request.user),
        "members": [(one, one.phone_for(request.user)) for one in members],
        "activities": sessions.order_by("-held_on", "-pk")[:5],
        "months": sessions.by_month(day),
        "day": day,
        "served": TeamVillage.objects.visible_to(request.user).filter(team=team).named(),
        "decisions": Decision.objects.visible_to(request.user).filter(teams=team),
        "people": people,
        "rule": rule,
        "missing": missing(rule, {m.organisation for m in members}, people) if rule else [],
        "share": people.share_trained,
        "active_days": settings.TEAM_ACTIVE_DAYS,
    }
    return render(request, "teams/roster/detail.html", context)


def _of_people(request: HttpRequest, team: Team, serving: int, state: State) -> list[str]:
    """Say what is amiss with the people of a team in force. Two queries."""
    if state == State.DISSOLVED:
        return []
    also = shared_people(around(team.area)).get(team.pk, [])
    teams = Team.objects.visible_to(request.user).select_related("area")
    seen = teams.in_bulk([team.pk, *(one.team for one in also)])
    return [*size_warnings(serving), *(shared_warning(one, seen.get(one.team)) for one in also)]


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Dissolve a team by a decision."""
    team = visible_or_404(request, Team, "area", pk=pk)
    form = DissolveForm(request.POST or None, founded_on=team.founded_on)
    if is_sent(request, form):
        with refusals_on(form, {OutOfOrder: ("on", CONTRADICTS)}):
            founding_actions.dissolve_team(by=request.user, team=team, **form.cleaned_data)
            return done(request, _("Đã giải thể tổ."), "teams:detail", team.pk)
    return render(
        request, "teams/form.html", {"form": form, "team": team, "title": _("Giải thể tổ")}
    )
