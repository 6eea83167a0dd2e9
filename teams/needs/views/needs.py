"""Pages of needs: what was asked for, what the register shows, and what is answered."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.kinds import Level
from areas.models import Area
from areas.trail import trail, trail_to
from teams.activities import actions as activities_actions
from teams.equipment import actions as equipment_actions
from teams.models import Need
from teams.needs import actions
from teams.needs.exports import NEEDS, RANKING
from teams.needs.forms import AnswerForm, NeedForm
from teams.needs.queries.choice import STATES, NeedChoice
from teams.needs.queries.gaps import ASKING, GAPS, ranked, ranking
from web.exports import Book, send_book, wants_book, with_book
from web.scope import key_of, territory

PAGE = 50
Status = Need.Status
CHANGED = gettext_lazy(
    "Nhu cầu này vừa được người khác trả lời hoặc rút. Xem lại rồi trả lời nếu vẫn cần."
)


@with_book
@territory("teams.view_team")
@require_safe
def need_list(request: HttpRequest) -> HttpResponseBase:
    """List the requests of a place: what is open first, the longest wait on top."""
    area, day = _area(request), timezone.localdate()
    inside = Need.objects.visible_to(request.user).inside(area.path or "-")
    choice = NeedChoice.of(request.GET)
    kept = choice.keep(inside).select_related("area__commune", "area__province")
    if wants_book(request):
        return send_book(request, _book(area, choice), kept, subject=area, place=area.path or "")
    by_status, by_kind = inside.by("status"), choice.in_state(inside).by("kind")
    page = Paginator(kept, PAGE)
    context = {
        "area": area,
        "crumbs": trail(area, request.user),
        "day": day,
        "page": (shown := page.get_page(request.GET.get("trang"))),
        "rows": [(need, need.waited(day), need.is_late(day)) for need in shown],
        "states": [(w, text, sum(by_status.get(s, 0) for s in of)) for w, text, of in STATES],
        "kinds": [(k, by_kind.get(k.value, 0)) for k in Need.Kind],
        "wanted": choice.wanted,
        "kind": choice.kind,
        "late": inside.unanswered(day).count(),
        "late_days": settings.NEED_ANSWER_DAYS,
    }
    return render(request, "teams/needs/needs.html", context)


def _book(area: Area, choice: NeedChoice) -> Book[Need]:
    filters = [str(choice.state)]
    if choice.kind:
        filters.append(str(Need.Kind(choice.kind).label))
    title = _("Nhu cầu, %(name)s") % {"name": area.full_name}
    return Book(title, f"nhu-cau-{area.pk}", NEEDS, filters)


@with_book
@territory("teams.view_team")
@require_safe
def need_ranking(request: HttpRequest) -> HttpResponseBase:
    """Rank the units below a place by what they lack: as the register shows, and as they ask."""
    area, day = _area(request), timezone.localdate()
    by = next((gap.key for gap in GAPS if gap.key == request.GET.get("xep")), ASKING)
    lines = ranking(area, day, by)
    if wants_book(request):
        title = _("Xếp theo chỗ thiếu, %(name)s") % {"name": area.full_name}
        book = Book(title, f"cho-thieu-{area.pk}", RANKING)
        return send_book(request, book, lines, subject=area, place=area.path or "")
    context = {
        "area": area,
        "crumbs": trail(area, request.user),
        "day": day,
        "gaps": GAPS,
        "by": by,
        "lines": lines,
        "ranked": ranked(lines, by),
        "sums": [(gap, sum(line.gaps[i] for line in lines)) for i, gap in enumerate(GAPS)],
        "asked": sum(line.asked for line in lines),
        "asking": sum(line.asking for line in lines),
        "min_members": settings.TEAM_MIN_MEMBERS,
    }
    return render(request, "teams/needs/need_ranking.html", context)


@territory("teams.add_need")
@require_http_methods(["GET", "POST"])
def need_add(request: HttpRequest) -> HttpResponse:
    """Write down what a village or commune lacks."""
    start = {"uuid": uuid.uuid4, "area": request.GET.get("dia-ban")}
    form = NeedForm(request.POST or None, places=_places(request), initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            need = actions.ask(by=request.user, **form.cleaned_data)
        except actions.HasTeam:
            form.add_error("kind", _("Nơi này đã có tổ. Chọn loại khác."))
        except activities_actions.KeyTaken:
            form.add_error(None, _("Trang mở quá lâu. Tải lại trang rồi nêu lại nhu cầu này."))
        else:
            messages.success(request, _("Đã ghi nhu cầu."))
            return redirect("teams:need", need.pk)
    return render(request, "teams/needs/need_form.html", {"form": form})


@territory("teams.view_team")
@require_http_methods(["GET", "POST"])
def need_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one request, and take the answer of those who may give one."""
    need = _need(request, pk)
    may = request.user.has_perm("teams.change_need") and need.status != Status.WITHDRAWN
    form = AnswerForm(request.POST or None, initial=_answer_of(need)) if may else None
    if request.method == "POST" and form and form.is_valid():
        try:
            actions.answer_need(by=request.user, need=need, **form.cleaned_data)
        except equipment_actions.Outdated as outdated:
            form.add_error(None, str(CHANGED))
            need = outdated.current
        else:
            messages.success(request, _("Đã trả lời."))
            return redirect("teams:need", need.pk)
    day = timezone.localdate()
    context = {
        "need": need,
        "form": form,
        "crumbs": trail_to(need.area, request.user),
        "waited": need.waited(day),
        "late": need.is_late(day),
    }
    return render(request, "teams/needs/need.html", context)


@territory("teams.add_need")
@require_POST
def need_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a request that is still open."""
    need = _need(request, pk)
    try:
        actions.withdraw_need(
            by=request.user, need=need, version=key_of(request.POST.get("version"))
        )
    except equipment_actions.Outdated:
        messages.error(request, str(CHANGED))
    else:
        messages.success(request, _("Đã rút nhu cầu."))
    return redirect("teams:need", need.pk)


def _area(request: HttpRequest) -> Area:
    user: Any = request.user
    places = Area.objects.visible_to(user)
    return get_object_or_404(places, pk=key_of(request.GET.get("dia-ban")) or user.area_id)


def _need(request: HttpRequest, pk: int) -> Need:
    needs = Need.objects.visible_to(request.user)
    return get_object_or_404(
        needs.select_related("area", "team", "logged_by", "answered_by"), pk=pk
    )


def _places(request: HttpRequest) -> Any:
    """Return the places one may ask for: those of one's commune, or above it the one named."""
    user: Any = request.user
    places = Area.objects.visible_to(user).filter(closed_on=None, level__gte=Level.COMMUNE)
    if user.area.level < Level.COMMUNE:
        named = request.POST.get("area") or request.GET.get("dia-ban")
        places = places.filter(pk=key_of(named))
    return places.order_by("level", "sort_key", "id")


def _answer_of(need: Need) -> dict[str, Any]:
    start = {"version": need.version, "answer": need.answer, "given": need.given}
    return start if need.status == Status.NEW else {**start, "status": need.status}
