"""Which villages a team is for, as one of its decisions says."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.models import Area
from teams.founding import actions
from teams.founding.forms.teams import VillagesForm
from teams.founding.views.decisions import CHANGE, out_of_order
from teams.models import Decision, Team, TeamVillage, Tier
from teams.register import actions as register_actions
from web.scope import territory


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def team_villages(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which villages a team is for from the day of a decision on; a commune's team has none."""
    user: Any = request.user
    teams = Team.objects.visible_to(user).filter(tier=Tier.VILLAGE, dissolved_on=None)
    team = get_object_or_404(teams.select_related("area__commune"), pk=pk)
    served = TeamVillage.objects.visible_to(user).filter(team=team).open()
    open_villages = Area.objects.visible_to(user).villages().filter(closed_on=None)
    form = VillagesForm(
        request.POST or None,
        villages=open_villages.filter(commune=team.area.commune_id).in_order(),
        decisions=_decisions(user, team),
        now=list(served.values_list("village_id", flat=True)),
    )
    if request.method == "POST" and form.is_valid() and _done(user, team, form):
        messages.success(request, _("Đã ghi các thôn của tổ."))
        return redirect("teams:detail", team.pk)
    context = {"form": form, "team": team, "title": _("Thôn tổ phụ trách")}
    return render(request, "teams/form.html", context)


def _decisions(user: Any, team: Team) -> Any:
    """Return the decisions that can name villages, the latest first."""
    decisions = Decision.objects.visible_to(user).filter(teams=team)
    return decisions.exclude(kind=Decision.Kind.DISSOLVE).order_by("-signed_on", "-pk")


def _done(user: Any, team: Team, form: VillagesForm) -> bool:
    """Do it, or say on the form why it cannot be done."""
    try:
        actions.set_villages(by=user, team=team, **form.cleaned_data)
    except actions.WrongVillages:
        form.add_error("villages", _("Có thôn đã thôi trước ngày của quyết định này."))
    except register_actions.OutOfOrder:
        form.add_error("decision", out_of_order())
    else:
        return True
    return False
