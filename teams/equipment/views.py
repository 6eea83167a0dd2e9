"""Pages of equipment: what a team has, and what is broken in a territory."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.asked import asked_area
from teams.counts.states import by_unit
from teams.equipment import actions
from teams.equipment.forms import EquipmentForm
from teams.models import Equipment, Member, Team
from teams.models.equipment import norms_on, stock_of
from teams.register.actions import OutOfOrder
from web.answers import done, is_sent, refusals_on
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
from web.scope import territory, visible_or_404

EQUIPMENT = (
    Column[Equipment](gettext_lazy("Tổ"), lambda one: str(one.team), 36),
    Column[Equipment](gettext_lazy("Xã"), lambda one: commune_name(one.team.area), 22),
    Column[Equipment](gettext_lazy("Loại"), choice_label(Equipment.Kind, "kind"), 18),
    Column[Equipment](gettext_lazy("Thiết bị"), lambda one: one.name, 26),
    Column[Equipment](gettext_lazy("Tình trạng"), choice_label(Equipment.State, "state")),
    Column[Equipment](gettext_lazy("Người giữ"), lambda one: str(one.custodian or ""), 26),
    Column[Equipment](gettext_lazy("Nguồn"), lambda one: one.source, 24),
    Column[Equipment](gettext_lazy("Nhận ngày"), lambda one: one.received_on),
    Column[Equipment](gettext_lazy("Kiểm tra ngày"), lambda one: one.checked_on),
    Column[Equipment](gettext_lazy("Ngừng từ ngày"), lambda one: one.ended_on),
)
PAGE = 25
CHANGE = "teams.change_team"
FACTS = actions.EQUIPMENT_FACTS
# The word in the address for each state, in the order of the page: what asks for something first.
WORDS = {"hong": "broken", "tot": "good", "mat": "lost", "tra": "returned"}


@with_book
@territory("teams.view_team")
@require_safe
def equipment_list(request: HttpRequest) -> HttpResponseBase:
    """List the equipment of a place in one state; unless one is asked for, in the first that there is."""
    area, asked = asked_area(request), request.GET.get("tinh-trang", "")
    items = Equipment.objects.visible_to(request.user).inside(area.path or "-")
    n = items.by_state()
    wanted = asked if asked in WORDS else next((w for w, s in WORDS.items() if n.get(s)), "hong")
    kept = items.filter(state=WORDS[wanted])
    rows = kept.select_related("team__area__commune", "custodian").order_by(
        "team__area__commune__sort_key", "team__area__sort_key", "kind", "id"
    )
    if wants_book(request):
        filters = [str(Equipment.State(WORDS[wanted]).label)]
        book = Book(_("Thiết bị của các tổ, %(name)s"), "thiet-bi", EQUIPMENT, filters)
        return send_list(request, area, book, rows)
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "wanted": wanted,
        "states": [(w, Equipment.State(s), n.get(s, 0)) for w, s in WORDS.items()],
        "units": by_unit(kept, "team__area", area),
        "day": timezone.localdate(),
    }
    return render(request, "teams/equipment/equipment_list.html", context)


@territory("teams.view_team")
@require_safe
def team_equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one team has, against what it should have."""
    team = visible_or_404(request, Team, "area", pk=pk)
    items = Equipment.objects.visible_to(request.user).filter(team=team).select_related("custodian")
    rows = list(items.order_by("ended_on", "kind", "id"))
    in_use = [item for item in rows if item.ended_on is None]
    norms, province = norms_on(timezone.localdate(), team.area), team.area.province_id
    context = {
        "team": team,
        "crumbs": team.area.trail(request.user, itself=True),
        "items": in_use,
        "gone": [item for item in rows if item.ended_on],
        "stock": stock_of(rows, norms.of(province)),
        "norm": norms.own(province),
    }
    return render(request, "teams/equipment/equipment.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def equipment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an item to a team."""
    team = visible_or_404(request, Team, "area", pk=pk)
    form = EquipmentForm(
        request.POST or None,
        team=team,
        members=_members(request, team),
        initial={"uuid": uuid.uuid4},
    )
    if is_sent(request, form):
        facts = {name: form.cleaned_data[name] for name in (*FACTS, "uuid")}
        late = _("Trang mở quá lâu. Tải lại trang rồi ghi lại thiết bị này.")
        with refusals_on(form, {KeyTaken: (None, late)}):
            actions.add_equipment(by=request.user, team=team, **facts)
            return done(request, _("Đã ghi thiết bị."), "teams:equipment", team.pk)
    return _form(request, form, _("Thêm thiết bị"))


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def equipment_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an item, pass it on, write down a check, or end it."""
    item = visible_or_404(request, Equipment, "team__area", pk=pk)
    form = EquipmentForm(
        request.POST or None,
        team=item.team,
        members=_members(request, item.team, item.custodian_id),
        initial={name: getattr(item, name) for name in (*FACTS, "version")},
    )
    if is_sent(request, form):
        facts = {name: form.cleaned_data[name] for name in (*FACTS, "version")}
        late = _("Thiết bị này vừa được người khác sửa. Tải lại trang rồi sửa.")
        with refusals_on(form, {Outdated: (None, late)}):
            actions.change_equipment(by=request.user, item=item, **facts)
            return done(request, _("Đã lưu."), "teams:equipment", item.team_id)
    return _form(request, form, _("Sửa thiết bị"))


@territory("teams.log_activity")
@require_POST
def equipment_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that an item was looked at today: it works (`tot=1`), or it does not (`tot=0`)."""
    item = visible_or_404(request, Equipment, "team__area", pk=pk)
    whole = {"1": True, "0": False}.get(request.POST.get("tot", ""))
    today = timezone.localdate()
    if whole is None:
        messages.error(request, _("Không rõ thiết bị còn tốt hay hỏng. Bấm lại nút bên dưới."))
        return redirect("teams:equipment", item.team_id)
    try:
        actions.check_equipment(by=request.user, item=item, on=today, whole=whole)
    except (OutOfOrder, Outdated):
        messages.error(request, _("Thiết bị này vừa được người khác sửa. Xem lại bên dưới."))
    else:
        messages.success(request, _("Đã ghi kiểm tra hôm nay: %(name)s.") % {"name": item.name})
    return redirect("teams:equipment", item.team_id)


def _form(request: HttpRequest, form: EquipmentForm, title: str) -> HttpResponse:
    back = reverse("teams:equipment", args=[form.team.pk])
    context = {"form": form, "team": form.team, "title": title, "back": back}
    return render(request, "teams/form.html", context)


def _members(request: HttpRequest, team: Team, holder: int | None = None) -> Any:
    """Return who may hold an item: those who serve, and the one who holds it now."""
    members = Member.objects.visible_to(request.user).filter(team=team)
    return (members.filter(left_on=None) | members.filter(pk=holder or 0)).order_by(
        "sort_key", "id"
    )
