"""Pages of decisions: those of a place, one of them, its scans, its list of members on paper, the villages it names."""

import uuid as uuids
from collections import defaultdict

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.asked import asked_area
from areas.kinds import Level
from areas.models import Area
from teams.documents.views import sent
from teams.founding import actions
from teams.founding.forms.decisions import CorrectionForm, ScanForm
from teams.founding.forms.teams import VillagesForm
from teams.models import Decision, Member, Scan, Team, TeamVillage, Tier, may_read_personal
from teams.register.actions import CONTRADICTS, OutOfOrder
from web.answers import Refusals, done, is_sent, refusals_on
from web.exports import Book, Column, choice_label, send_list, wants_book, with_book
from web.once import Outdated
from web.scope import territory, visible_or_404

DECISIONS = (
    Column[Decision](gettext_lazy("Loại"), choice_label(Decision.Kind, "kind"), 16),
    Column[Decision](gettext_lazy("Số quyết định"), lambda one: one.number, 20),
    Column[Decision](gettext_lazy("Ngày ký"), lambda one: one.signed_on),
    Column[Decision](gettext_lazy("Người ký"), lambda one: one.signer, 26),
    Column[Decision](gettext_lazy("Trích yếu"), lambda one: one.abstract, 50),
    Column[Decision](gettext_lazy("Số tổ"), lambda one: one.n_teams, 8),  # type: ignore[attr-defined]  # annotated by the query
    Column[Decision](gettext_lazy("Rút ngày"), lambda one: one.withdrawn_on),
)
PAGE = 50
SHOW, CHANGE = "teams.view_team", "teams.change_team"


@with_book
@territory(SHOW)
@require_safe
def decision_list(request: HttpRequest) -> HttpResponseBase:
    """List the decisions of a place, latest first."""
    area, user = asked_area(request), request.user
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
        filters = [_("Chưa có số")] if unnumbered else []
        book = Book(_("Quyết định về tổ công nghệ số, %(name)s"), "quyet-dinh", DECISIONS, filters)
        return send_list(request, area, book, found)
    context = {
        "area": area,
        "crumbs": area.trail(user),
        "unnumbered": unnumbered,
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "is_commune": area.level == Level.COMMUNE,
    }
    return render(request, "teams/founding/decisions.html", context)


@territory(SHOW)
@require_safe
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a decision says, its teams and its scans."""
    return shown(request, visible_or_404(request, Decision, pk=pk), ScanForm())


def shown(request: HttpRequest, decision: Decision, form: ScanForm) -> HttpResponse:
    """Draw the page of a decision, with the form for its scan as it was filled in."""
    user = request.user
    teams = teams_of(request, decision)
    context = {
        "decision": decision,
        "teams": teams,
        "crumbs": teams[0].area.trail(user) if teams else [],
        "scans": Scan.objects.visible_to(user).kept().filter(decision=decision),
        "may_change": user.has_perm(CHANGE) and is_whole(request, decision),
        "has_annex": decision.kind != Decision.Kind.DISSOLVE and not decision.withdrawn_on,
        "form": form,
    }
    return render(request, "teams/founding/decision.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def decision_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill in or correct what a decision says of itself."""
    decision = whole_decision_of(request, pk)
    form = CorrectionForm(request.POST or None, decision=decision)
    if is_sent(request, form):
        late = _("Quyết định này vừa được người khác sửa. Tải lại trang rồi sửa.")
        refusals: Refusals = {OutOfOrder: ("signed_on", CONTRADICTS), Outdated: (None, late)}
        with refusals_on(form, refusals):
            actions.record_number(by=request.user, decision=decision, **form.cleaned_data)
            return done(request, _("Đã lưu quyết định."), "teams:decision", decision.pk)
    context = {"form": form, "decision": decision}
    return render(request, "teams/founding/decision_change.html", context)


@territory(SHOW)
@require_safe
def annex(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who was in the teams of a decision on its day, as a list that goes with it on A4."""
    decision = visible_or_404(request, Decision, pk=pk)
    if decision.kind == Decision.Kind.DISSOLVE or decision.withdrawn_on:
        raise Http404
    teams = teams_of(request, decision)
    members = Member.objects.visible_to(request.user).filter(team__in=teams)
    of_team: dict[int, list[Member]] = defaultdict(list)
    for member in members.serving_on(decision.signed_on).select_related("further"):
        member.role = member.role_then  # type: ignore[attr-defined]  # as of then
        of_team[member.team_id].append(member)
    context = {
        "decision": decision,
        "rows": [(team, of_team[team.pk]) for team in teams if not decision.ends(team)],
        "commune": (teams[0].area.commune or teams[0].area) if teams else None,
        "shows_years": may_read_personal(request.user),
    }
    return render(request, "teams/founding/annex.html", context)


def whole_decision_of(request: HttpRequest, pk: int) -> Decision:
    """Return one of which all teams are the reader's: nobody changes what others share."""
    decision = visible_or_404(request, Decision, pk=pk)
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


@territory(CHANGE)
@require_POST
def scan_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a scan of a decision, once its content was checked."""
    decision = whole_decision_of(request, pk)
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, decision, form)
    actions.add_scan(by=request.user, decision=decision, checked=form.cleaned_data["file"])
    return done(request, _("Đã lưu bản chụp."), "teams:decision", decision.pk)


@territory(SHOW)
@require_safe
def scan(request: HttpRequest, uuid: uuids.UUID) -> HttpResponseBase:
    """Send a scan as a file to save, never as a page; who opened it is written down."""
    found = visible_or_404(request, Scan, "decision", uuid=uuid, withdrawn_at=None)
    name = f"{slugify(found.decision.number) or found.decision_id}-{found.pk}.{found.kind}"
    response = sent(found, f"quyet-dinh-{name}")
    if request.method == "GET":
        actions.note_opening(by=request.user, scan=found)
    return response


@territory(CHANGE)
@require_POST
def scan_withdraw(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take back a scan that should not be here."""
    found = visible_or_404(request, Scan, "decision", uuid=uuid, withdrawn_at=None)
    decision = whole_decision_of(request, found.decision_id)
    actions.withdraw_scan(by=request.user, scan=found)
    return done(request, _("Đã gỡ bản chụp."), "teams:decision", decision.pk)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def team_villages(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which villages a team is for from the day of a decision on; a commune's team has none."""
    user, in_force = request.user, {"tier": Tier.VILLAGE, "dissolved_on": None}
    team = visible_or_404(request, Team, "area__commune", pk=pk, **in_force)
    served = TeamVillage.objects.visible_to(user).filter(team=team).open()
    open_villages = Area.objects.visible_to(user).villages().filter(closed_on=None)
    decisions = Decision.objects.visible_to(user)
    form = VillagesForm(
        request.POST or None,
        villages=open_villages.filter(commune=team.area.commune_id).in_order(),
        decisions=decisions.but_ending(team).order_by("-signed_on", "-pk"),
        now=list(served.values_list("village_id", flat=True)),
    )
    closed = _("Có thôn đã thôi trước ngày của quyết định này.")
    refusals: Refusals = {
        actions.WrongVillages: ("villages", closed),
        OutOfOrder: ("decision", CONTRADICTS),
    }
    if is_sent(request, form):
        with refusals_on(form, refusals):
            actions.set_villages(by=user, team=team, **form.cleaned_data)
            return done(request, _("Đã ghi các thôn của tổ."), "teams:detail", team.pk)
    context = {"form": form, "team": team, "title": _("Thôn tổ phụ trách")}
    return render(request, "teams/form.html", context)
