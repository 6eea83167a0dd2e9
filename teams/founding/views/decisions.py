"""Pages of decisions: those of a place, one of them, its list of members on paper."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.kinds import Level
from areas.models import Area
from areas.trail import trail
from teams.founding import actions
from teams.founding.exports import DECISIONS
from teams.founding.forms.decisions import CorrectionForm, ScanForm
from teams.models import Decision, Member, Scan, Team
from teams.register import actions as register_actions
from web.exports import Book, send_book, wants_book, with_book
from web.scope import key_of, territory

PAGE = 50
SHOW, CHANGE = "teams.view_team", "teams.change_team"


@with_book
@territory(SHOW)
@require_safe
def decision_list(request: HttpRequest) -> HttpResponseBase:
    """List the decisions of a place, latest first."""
    user: Any = request.user
    places = Area.objects.visible_to(user)
    area = get_object_or_404(places, pk=key_of(request.GET.get("dia-ban")) or user.area_id)
    scans = Scan.objects.visible_to(user).kept().filter(decision=OuterRef("pk"))
    found = (
        Decision.objects.visible_to(user)
        .inside(area.path or "-")
        .annotate(n_teams=Count("teams", distinct=True), has_scan=Exists(scans))
        .order_by("-signed_on", "-pk")
    )
    unnumbered = request.GET.get("so") == "chua-co"
    if unnumbered:
        found = found.filter(pk__in=Decision.objects.visible_to(user).unnumbered(localdate()))
    if wants_book(request):
        filters = [_("Thành lập, chưa có số")] if unnumbered else []
        return send_book(request, _book(area, filters), found, subject=area, place=area.path or "")
    context = {
        "area": area,
        "crumbs": trail(area, user),
        "unnumbered": unnumbered,
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "is_commune": area.level == Level.COMMUNE,
    }
    return render(request, "teams/founding/decisions.html", context)


def _book(area: Area, filters: list[str]) -> Book[Decision]:
    title = _("Quyết định về tổ công nghệ số, %(name)s") % {"name": area.full_name}
    return Book(title, f"quyet-dinh-{area.pk}", DECISIONS, filters)


@territory(SHOW)
@require_safe
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a decision says, its teams and its scans."""
    return shown(request, decision_of(request, pk), ScanForm())


def shown(request: HttpRequest, decision: Decision, form: ScanForm) -> HttpResponse:
    """Draw the page of a decision, with the form for its scan as it was filled in."""
    user: Any = request.user
    teams = teams_of(request, decision)
    context = {
        "decision": decision,
        "teams": teams,
        "crumbs": trail(teams[0].area, user) if teams else [],
        "scans": Scan.objects.visible_to(user).kept().filter(decision=decision),
        "may_change": user.has_perm(CHANGE) and is_whole(request, decision),
        "has_annex": decision.kind != Decision.Kind.DISSOLVE and not decision.withdrawn_on,
        "form": form,
    }
    return render(request, "teams/founding/decision.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def decision_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in or correct what a decision says of itself."""
    decision = whole_decision_of(request, pk)
    form = CorrectionForm(request.POST or None, decision=decision)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_number(by=request.user, decision=decision, **form.cleaned_data)
        except register_actions.OutOfOrder:
            form.add_error("signed_on", out_of_order())
        else:
            messages.success(request, _("Đã lưu quyết định."))
            return redirect("teams:decision", decision.pk)
    context = {"form": form, "decision": decision}
    return render(request, "teams/founding/decision_change.html", context)


@territory(SHOW)
@require_safe
def annex(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who was in the teams of a decision on its day, as a list that goes with it on A4."""
    decision = decision_of(request, pk)
    if decision.kind == Decision.Kind.DISSOLVE or decision.withdrawn_on:
        raise Http404
    teams = teams_of(request, decision)
    members = Member.objects.visible_to(request.user).filter(team__in=teams)
    of_team: dict[int, list[Member]] = defaultdict(list)
    for member in members.serving_on(decision.signed_on).select_related("further"):
        member.role = member.role_then  # type: ignore[attr-defined]
        of_team[member.team_id].append(member)
    context = {
        "decision": decision,
        "rows": [(team, of_team[team.pk]) for team in teams],
        "commune": (teams[0].area.commune or teams[0].area) if teams else None,
    }
    return render(request, "teams/founding/annex.html", context)


def decision_of(request: HttpRequest, pk: int) -> Decision:
    """Return a decision on a team of the reader's territory."""
    return get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)


def whole_decision_of(request: HttpRequest, pk: int) -> Decision:
    """Return one of which all teams are the reader's: nobody changes what others share."""
    decision = decision_of(request, pk)
    if not is_whole(request, decision):
        raise Http404
    return decision


def is_whole(request: HttpRequest, decision: Decision) -> bool:
    """Say whether a decision holds and all its teams stand in the reader's territory."""
    own = Team.objects.visible_to(request.user)
    return (
        decision.withdrawn_on is None
        and not decision.teams.exclude(pk__in=own.values("pk")).exists()
    )


def teams_of(request: HttpRequest, decision: Decision) -> list[Team]:
    """Return the reader's teams of a decision, in the order of their places."""
    teams = Team.objects.visible_to(request.user).filter(decisions=decision)
    return list(teams.select_related("area__commune").order_by("area__sort_key", "pk"))


def out_of_order() -> str:
    """Say that a day contradicts others."""
    return _("Ngày này trái với ngày của quyết định khác hoặc với vai trò đã ghi của tổ.")
