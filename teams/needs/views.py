"""Pages of needs: what was asked for and is answered, what the register shows, and sums for the dashboard."""

import uuid
from operator import methodcaller
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.asked import asked_area
from areas.kinds import Level
from areas.models import Area
from teams.models import Need
from teams.needs import actions
from teams.needs.forms import AnswerForm, NeedForm
from teams.needs.queries import ASKING, GAPS, STATES, Line, NeedChoice, ranked, ranking
from web.answers import Refusals, done, is_sent, refusals_on
from web.exports import (
    Book,
    Column,
    choice_label,
    commune_name,
    send_list,
    wants_book,
    with_book,
)
from web.once import KeyTaken, Outdated
from web.scope import key_of, territory, visible_or_404


def _status(need: Need) -> str:
    """Say how far a request has come, and that it has waited too long."""
    status = Need.Status(need.status).label
    late = need.is_late(timezone.localdate())
    return gettext("%(status)s, quá hạn trả lời") % {"status": status} if late else str(status)


NEEDS = (
    Column[Need](gettext_lazy("Nơi cần"), lambda one: str(one.area), 28),
    Column[Need](gettext_lazy("Xã"), lambda one: commune_name(one.area), 22),
    Column[Need](gettext_lazy("Tỉnh"), lambda one: str(one.area.province or ""), 18),
    Column[Need](gettext_lazy("Thiếu gì"), choice_label(Need.Kind, "kind")),
    Column[Need](gettext_lazy("Cần gì"), lambda one: one.words, 36),
    Column[Need](gettext_lazy("Cần, số lượng"), lambda one: one.number, 10),
    Column[Need](gettext_lazy("Cần, đồng"), lambda one: one.amount, sums=True),
    Column[Need](gettext_lazy("Gửi ngày"), lambda one: one.asked_on),
    Column[Need](gettext_lazy("Người đề nghị"), lambda one: one.asked_by, 26),
    Column[Need](gettext_lazy("Tình trạng"), _status, 24),
    Column[Need](gettext_lazy("Đã chờ (ngày)"), lambda one: one.waited(timezone.localdate()), 10),
    Column[Need](gettext_lazy("Trả lời"), lambda one: one.answer, 36),
    Column[Need](gettext_lazy("Trả lời ngày"), lambda one: one.answered_on),
    Column[Need](gettext_lazy("Đã cấp (đồng)"), lambda one: one.given, sums=True),
)
RANKING = (
    Column[Line](gettext_lazy("Đơn vị"), lambda line: line.unit.full_name, 30),
    *(Column[Line](gap.title, methodcaller("number", gap.key), 12, sums=True) for gap in GAPS),
    Column[Line](gettext_lazy("Đề nghị đang mở"), lambda line: line.asked, 12, sums=True),
    Column[Line](gettext_lazy("Nơi đề nghị"), lambda line: line.asking, 12, sums=True),
)
PAGE = 25
Status = Need.Status
# What a page of a request names of other rows.
ALONG = ("area", "team", "logged_by", "answered_by")
CHANGED = gettext_lazy(
    "Đề nghị này vừa được người khác trả lời hoặc rút. Xem lại rồi trả lời nếu vẫn cần."
)


@with_book
@territory("teams.view_team")
@require_safe
def need_list(request: HttpRequest) -> HttpResponseBase:
    """List the requests of a place: what is open first, the longest wait on top."""
    area, day = asked_area(request), timezone.localdate()
    inside = Need.objects.visible_to(request.user).inside(area.path or "-")
    choice = NeedChoice.of(request.GET)
    kept = choice.keep(inside).select_related("area__commune", "area__province")
    if wants_book(request):
        book = Book(_("Đề nghị, %(name)s"), "nhu-cau", NEEDS, choice.words)
        return send_list(request, area, book, kept)
    by_status, by_kind = inside.by("status"), choice.in_state(inside).by("kind")
    page = Paginator(kept, PAGE)
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "day": day,
        "page": (shown := page.get_page(request.GET.get("trang"))),
        "rows": [(need, need.waited(day), need.is_late(day)) for need in shown],
        "states": [
            (w, text, sum(by_status.get(s, 0) for s in of)) for w, (text, of) in STATES.items()
        ],
        "kinds": [(k, by_kind.get(k.value, 0)) for k in Need.Kind],
        "wanted": choice.wanted,
        "kind": choice.kind,
        "late": inside.unanswered(day).count(),
        "late_days": settings.NEED_ANSWER_DAYS,
    }
    return render(request, "teams/needs/needs.html", context)


@with_book
@territory("teams.view_team")
@require_safe
def need_ranking(request: HttpRequest) -> HttpResponseBase:
    """Rank the units below a place by what they lack: as the register shows, and as they ask."""
    area, day = asked_area(request), timezone.localdate()
    by = next((gap.key for gap in GAPS if gap.key == request.GET.get("xep")), ASKING)
    lines = ranking(area, day, by)
    if wants_book(request):
        book = Book(_("Xếp theo mức thiếu, %(name)s"), "cho-thieu", RANKING)
        return send_list(request, area, book, lines)
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "day": day,
        "gaps": GAPS,
        "by": by,
        "lines": lines,
        "page": Paginator(ranked(lines, by), PAGE).get_page(request.GET.get("trang")),
        "sums": [(gap, sum(line.gaps[i] for line in lines)) for i, gap in enumerate(GAPS)],
        "asked": sum(line.asked for line in lines),
        "asking": sum(line.asking for line in lines),
        "min_members": settings.TEAM_MIN_MEMBERS,
    }
    return render(request, "teams/needs/need_ranking.html", context)


@territory("teams.add_need")
@require_http_methods(["GET", "HEAD", "POST"])
def need_add(request: HttpRequest) -> HttpResponse:
    """Write down what a village or commune lacks."""
    start = {"uuid": uuid.uuid4, "area": request.GET.get("dia-ban")}
    form = NeedForm(request.POST or None, places=_places(request), initial=start)
    refusals: Refusals = {
        actions.HasTeam: ("kind", _("Nơi này đã có tổ. Chọn loại khác.")),
        KeyTaken: (None, _("Trang mở quá lâu. Tải lại trang rồi gửi lại đề nghị này.")),
    }
    if is_sent(request, form):
        with refusals_on(form, refusals):
            need = actions.ask(by=request.user, **form.cleaned_data)
            return done(request, _("Đã gửi đề nghị."), "teams:need", need.pk)
    return render(request, "teams/needs/need_form.html", {"form": form})


@territory("teams.view_team")
@require_http_methods(["GET", "HEAD", "POST"])
def need_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one request, and take the answer of those it is addressed to: the units above the commune."""
    need = visible_or_404(request, Need, *ALONG, pk=pk)
    may = request.user.has_perm("teams.change_need")
    if request.method == "POST" and not may:
        raise Http404
    may = may and need.status != Status.WITHDRAWN
    start = {"version": need.version, "answer": need.answer, "given": need.given}
    start |= {"status": need.status} if need.status != Status.NEW else {}
    form = AnswerForm(request.POST or None, initial=start) if may else None
    if request.method == "POST" and form and form.is_valid():
        try:
            actions.answer_need(by=request.user, need=need, **form.cleaned_data)
        except Outdated as outdated:
            form.add_error(None, str(CHANGED))
            need = outdated.current
        else:
            return done(request, _("Đã trả lời."), "teams:need", need.pk)
    day = timezone.localdate()
    context = {
        "need": need,
        "form": form,
        "crumbs": need.area.trail(request.user, itself=True),
        "waited": need.waited(day),
        "late": need.is_late(day),
    }
    return render(request, "teams/needs/need.html", context)


@territory("teams.add_need")
@require_POST
def need_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a request that is still open."""
    need = visible_or_404(request, Need, *ALONG, pk=pk)
    try:
        actions.withdraw_need(
            by=request.user, need=need, version=key_of(request.POST.get("version"))
        )
    except Outdated:
        messages.error(request, str(CHANGED))
    else:
        messages.success(request, _("Đã rút đề nghị."))
    return redirect("teams:need", need.pk)


def _places(request: HttpRequest) -> Any:
    """Return the places one may ask for: those of one's commune, or above it the one named."""
    user: Any = request.user
    units = Area.objects.visible_to(user).units()
    places = units.filter(closed_on=None, level__gte=Level.COMMUNE)
    if user.area.level < Level.COMMUNE:
        named = request.POST.get("area") or request.GET.get("dia-ban")
        places = places.filter(pk=key_of(named))
    return places.order_by("level", "sort_key", "id")
