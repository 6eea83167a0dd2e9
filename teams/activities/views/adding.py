"""Logging a session in a few taps: whose it is, then the form."""

import uuid as uuids
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from teams.activities import actions
from teams.activities.forms import OTHER, TODAY, NewActivityForm
from teams.activities.views.answering import address_of, form_shown, saved
from teams.models import Activity, Member, Team
from web.answers import is_sent, refusals_on
from web.once import KeyTaken
from web.scope import key_of, territory, visible_or_404

LOG = "teams.log_activity"
PAGE = 50
# Teams of a commune that the form offers.
TEAMS = 100
# What stays as it was typed when another team is chosen.
KEPT = (
    "day",
    "held_on",
    "place",
    "turns",
    "people",
    "persons",
    "women",
    "households",
    "title",
    "note",
    "uuid",
)


@territory(LOG)
@require_safe
def activity_start(request: HttpRequest) -> HttpResponse:
    """Lead to the form of the team asked for, last written for, or the only one; else let it be chosen."""
    user, teams = request.user, _teams(request)
    if "chon" not in request.GET and (team := _asked(request, teams) or _usual(user, teams)):
        return redirect("teams:activity_add", team.pk)
    page = Paginator(teams, PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "area": user.area}  # type: ignore[union-attr]  # who is signed in has one
    return render(request, "teams/activities/activity_start.html", context)


def _teams(request: HttpRequest) -> Any:
    """Return the teams in force for which this person may log a session."""
    teams = Team.objects.visible_to(request.user).in_force(timezone.localdate())
    ordered = teams.order_by("area__commune__sort_key", "area__sort_key", "pk")
    return ordered.select_related("area")


def _asked(request: HttpRequest, teams: Any) -> Team | None:
    """Return the team that the address names (`to`), or that of the village it names (`thon`)."""
    key, village = key_of(request.GET.get("to")), key_of(request.GET.get("thon"))
    which = Q(pk=key) if key else Q(villages__village=village, villages__valid_to=None)
    found: Team | None = teams.filter(which).first() if key or village else None
    return found


def _usual(user: Any, teams: Any) -> Team | None:
    """Return the team this person wrote for last, or the only one there is."""
    own = Activity.objects.visible_to(user).filter(logged_by=user, team__in=teams.order_by())
    if last := own.select_related("team").order_by("-pk").first():
        return last.team
    few = list(teams[:2])
    return few[0] if len(few) == 1 else None


@territory(LOG)
@require_http_methods(["GET", "HEAD", "POST"])
def activity_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a session, from today, where the team met last, with everybody there: this makes it active."""
    team = visible_or_404(request, Team, "area", pk=pk)
    teams = list(_teams(request)[:TEAMS])
    if team not in teams:
        teams.append(team)
    if request.method == "POST" and (other := _other(request, team, teams)):
        return _of_another(request, other, teams)
    form = _new_form(request, team, teams, request.POST or None, request.FILES or None)
    if is_sent(request, form):
        late = _("Trang mở quá lâu. Tải lại trang rồi ghi lại buổi này.")
        with refusals_on(form, {KeyTaken: (None, late)}):
            activity = actions.log_activity(by=request.user, team=team, **form.facts)
            return saved(request, team, f"{activity.get_absolute_url()}?moi=1")
    return form_shown(request, form, team, _("Ghi buổi hướng dẫn"), back=_page_of(team))


def _other(request: HttpRequest, team: Team, teams: list[Team]) -> Team | None:
    """Return the team that was chosen where it is not the one the form was of; nothing is saved then."""
    key = key_of(request.POST.get("to"))
    chosen = next((one for one in teams if one.pk == key), None)
    just_chosen = request.headers.get("HX-Trigger-Name") == "to"
    return chosen if chosen and (just_chosen or chosen != team) else None


def _of_another(request: HttpRequest, team: Team, teams: list[Team]) -> HttpResponse:
    """Answer with the form of another team: its places and members, and all else as it was typed."""
    typed: dict[str, Any] = {name: request.POST[name] for name in KEPT if name in request.POST}
    typed |= {"skills": request.POST.getlist("skills")}
    typed |= {"where": OTHER} if typed.get("place") else {}
    form = _new_form(request, team, teams, **typed)
    title, told = _("Ghi buổi hướng dẫn"), str(team)
    return form_shown(request, form, team, title, back=_page_of(team), told=told)


def _new_form(
    request: HttpRequest, team: Team, teams: list[Team], *sent: Any, **typed: Any
) -> NewActivityForm:
    """Return the form of a session of a team, filled in as usual where nothing was typed."""
    members = list(Member.objects.visible_to(request.user).filter(team=team).serving())
    places = Activity.objects.visible_to(request.user).filter(team=team).held().places()
    usual = {
        "to": team.pk,
        "uuid": uuids.uuid4,
        "day": TODAY,
        "where": next(iter(places), ""),
        "present": [member.pk for member in members],
    }
    return NewActivityForm(
        *sent,
        team=team,
        teams=teams,
        action=address_of(team),
        members=members,
        places=places,
        initial=usual | typed,
    )


def _page_of(team: Team) -> str:
    return reverse("teams:detail", args=[team.pk])
