"""The page on which the teams of one village become one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from areas.kinds import Level
from areas.models import Area
from teams.founding import actions
from teams.founding.forms.joining import JoiningForm
from teams.founding.queries import formerly, shared_since
from teams.founding.views.decisions import CHANGE
from teams.models import Team
from teams.register.actions import CONTRADICTS, OutOfOrder, Twice
from web.answers import Refusals, done, is_sent, refusals_on
from web.scope import territory, visible_or_404

CHANGED = gettext_lazy("Người của các tổ vừa thay đổi. Xem lại rồi ghi.")
REFUSALS: Refusals = {
    Twice: ("number", gettext_lazy("Quyết định này đã ghi rồi.")),
    OutOfOrder: ("signed_on", CONTRADICTS),
    actions.WrongVillages: (None, gettext_lazy("Thôn của các tổ này đều đã ngừng.")),
    actions.NotTogether: (None, CHANGED),
    actions.NoLeader: ("leader", CHANGED),
    actions.NotAsked: (None, CHANGED),
}


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which team goes on, who leads and who does not go on; looked at first, then written as one decision."""
    village = visible_or_404(request, Area, "commune", pk=pk, level=Level.VILLAGE)
    here = Team.objects.visible_to(request.user).in_force(timezone.localdate()).of_place(village)
    teams = list(here.select_related("area").order_by("pk"))
    context: dict[str, Any] = {"village": village, "teams": teams}
    if len(teams) < 2:
        return render(request, "teams/founding/one_team.html", context)
    form = JoiningForm(
        request.POST or None,
        teams=teams,
        serving=actions.serving_in(teams),
        since=shared_since(village, teams),
        formerly=formerly(village, teams),
    )
    looks = "xem" in request.POST
    if not looks and is_sent(request, form):
        into, others = form.chosen()
        with refusals_on(form, REFUSALS):
            actions.join_teams(
                by=request.user, paper=form.paper(), into=into, others=others, **form.said()
            )
            words = _("Đã kiện toàn thành một tổ: %(numbers)s") % {"numbers": form.numbers()}
            return done(request, words, "teams:detail", into.pk)
    part = "#numbers" if looks and request.headers.get("HX-Request") else ""
    return render(request, f"teams/founding/join.html{part}", context | {"form": form})
