"""One decision over several teams of a commune: founded, reconstituted or dissolved together."""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from areas.kinds import Level
from areas.models import Area
from rollup.models import VillageCount
from teams.founding import actions
from teams.founding.forms.decisions import EndForm, FoundManyForm, PaperForm, TeamPart
from teams.founding.views.decisions import CHANGE
from teams.models import Member, Team
from teams.models.team import AT_ONCE
from teams.register.actions import CONTRADICTS, OutOfOrder, Twice
from web.answers import Refusals, done, is_sent, refusals_on
from web.scope import key_of, territory, visible_or_404

REFUSALS: Refusals = {
    Twice: ("number", gettext_lazy("Quyết định này đã ghi rồi.")),
    OutOfOrder: ("signed_on", CONTRADICTS),
}


@territory("teams.add_team")
@require_http_methods(["GET", "HEAD", "POST"])
def found_many(request: HttpRequest) -> HttpResponse:
    """Found a team in each village whose leader is named, by one decision."""
    user: Any = request.user
    commune = _commune(request)
    covered = VillageCount.objects.visible_to(user).filter(teams__gt=0)
    villages = Area.objects.visible_to(user).within(commune).villages().filter(closed_on=None)
    free = villages.exclude(pk__in=covered.values("pk")).in_order()[:AT_ONCE]
    form = FoundManyForm(request.POST or None, villages=free)
    if is_sent(request, form):
        with refusals_on(form, REFUSALS):
            decision = actions.found_teams(by=user, paper=form.paper(), places=form.places())
            return done(
                request, _("Đã thành lập tổ theo quyết định này."), "teams:decision", decision.pk
            )
    return render(request, "teams/founding/found_many.html", {"form": form, "commune": commune})


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def reconstitute(request: HttpRequest) -> HttpResponse:
    """Choose teams, then say for each who leaves, who is what and who comes; one decision for all."""
    commune = _commune(request)
    here = Team.objects.visible_to(request.user).inside(commune.path or "-").select_related("area")
    in_force = here.in_force(timezone.localdate())
    teams = list(in_force.order_by("area__level", "area__sort_key", "pk"))
    chosen = [team for team in teams if team.pk in _keys(request)]
    if not chosen:
        return render(request, "teams/founding/choose.html", {"teams": teams, "commune": commune})
    form = PaperForm(request.POST or None)
    parts = _parts(request, chosen)
    if request.method == "POST" and _all_valid(form, parts):
        changes = [part.changes() for part in parts]
        with refusals_on(form, REFUSALS):
            decision = actions.reconstitute(by=request.user, paper=form.paper(), changes=changes)
            return done(
                request, _("Đã kiện toàn theo quyết định này."), "teams:decision", decision.pk
            )
    context = {"form": form, "parts": parts, "commune": commune}
    return render(request, "teams/founding/reconstitute.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def dissolve_many(request: HttpRequest) -> HttpResponse:
    """Dissolve the teams chosen, by one decision."""
    commune = _commune(request)
    teams = Team.objects.visible_to(request.user).inside(commune.path or "-")
    open_teams = teams.filter(dissolved_on=None).select_related("area")
    form = EndForm(request.POST or None, teams=open_teams.order_by("area__sort_key", "pk"))
    form.fields["teams"].initial = list(_keys(request))
    if is_sent(request, form):
        ended = form.cleaned_data["teams"]
        with refusals_on(form, REFUSALS):
            decision = actions.dissolve_teams(by=request.user, paper=form.paper(), teams=ended)
            if decision:
                return done(request, _("Đã giải thể tổ."), "teams:decision", decision.pk)
    return render(request, "teams/founding/dissolve.html", {"form": form, "commune": commune})


def _commune(request: HttpRequest) -> Area:
    """Return the commune that decides: the one asked for, or the reader's own."""
    user: Any = request.user
    key = key_of(request.POST.get("dia-ban") or request.GET.get("dia-ban")) or user.area_id
    return visible_or_404(request, Area, "province", pk=key, level=Level.COMMUNE)


def _keys(request: HttpRequest) -> set[int]:
    asked = request.POST if request.method == "POST" else request.GET
    return {key_of(text) for text in asked.getlist("to")[:AT_ONCE]}


def _parts(request: HttpRequest, teams: list[Team]) -> list[TeamPart]:
    of_team: dict[int, list[Member]] = defaultdict(list)
    for member in Member.objects.visible_to(request.user).filter(team__in=teams).serving():
        of_team[member.team_id].append(member)
    data = request.POST or None
    return [TeamPart(data, team=team, members=of_team[team.pk]) for team in teams]


def _all_valid(form: PaperForm, parts: list[TeamPart]) -> bool:
    """Check all of a page; what is wrong with a team stands in the one summary too."""
    for part in parts:
        for errors in part.errors.values():
            form.add_error(None, [f"{part.team}: {error}" for error in errors])
    return form.is_valid()
