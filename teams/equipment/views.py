"""Pages of equipment: what a team has, and what is broken in a territory."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.models import Area
from areas.trail import trail, trail_to
from teams.activities import actions as activities_actions
from teams.counts.by_unit import by_unit
from teams.equipment import actions
from teams.equipment.exports import EQUIPMENT
from teams.equipment.forms import EquipmentForm
from teams.models import Equipment, Member, Team
from teams.models.norm import norms_on, stock_of
from teams.register import actions as register_actions
from web.exports import Book, send_book, wants_book, with_book
from web.scope import key_of, territory

PAGE = 50
CHANGE = "teams.change_team"
FACTS = actions.EQUIPMENT_FACTS
# The word in the address for each state.
WORDS = {"hong": "broken", "tot": "good", "mat": "lost", "tra": "returned"}


@with_book
@territory("teams.view_team")
@require_safe
def equipment_list(request: HttpRequest) -> HttpResponseBase:
    """List the equipment of a place in one state, broken unless another is asked for."""
    user: Any = request.user
    places = Area.objects.visible_to(user)
    area = get_object_or_404(places, pk=key_of(request.GET.get("dia-ban")) or user.area_id)
    items = Equipment.objects.visible_to(user).inside(area.path or "-")
    asked = request.GET.get("tinh-trang", "")
    wanted = asked if asked in WORDS else "hong"
    n = items.by_state()
    kept = items.filter(state=WORDS[wanted])
    rows = kept.select_related("team__area__commune", "custodian").order_by(
        "team__area__commune__sort_key", "team__area__sort_key", "kind", "id"
    )
    if wants_book(request):
        return send_book(request, _book(area, wanted), rows, subject=area, place=area.path or "")
    context = {
        "area": area,
        "crumbs": trail(area, user),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "wanted": wanted,
        "states": [(w, Equipment.State(s), n.get(s, 0)) for w, s in WORDS.items()],
        "units": by_unit(kept, "team__area", area),
        "day": timezone.localdate(),
    }
    return render(request, "teams/equipment/equipment_list.html", context)


def _book(area: Area, wanted: str) -> Book[Equipment]:
    title = _("Thiết bị của các tổ, %(name)s") % {"name": area.full_name}
    return Book(
        title, f"thiet-bi-{area.pk}", EQUIPMENT, [str(Equipment.State(WORDS[wanted]).label)]
    )


@territory("teams.view_team")
@require_safe
def team_equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one team has, against what it should have."""
    team = _team(request, pk)
    items = Equipment.objects.visible_to(request.user).filter(team=team).select_related("custodian")
    rows = list(items.order_by("ended_on", "kind", "id"))
    in_use = [item for item in rows if item.ended_on is None]
    norms, province = norms_on(timezone.localdate(), team.area), team.area.province_id
    context = {
        "team": team,
        "crumbs": trail_to(team.area, request.user),
        "items": in_use,
        "gone": [item for item in rows if item.ended_on],
        "stock": stock_of(rows, norms.of(province)),
        "norm": norms.own(province),
    }
    return render(request, "teams/equipment/equipment.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def equipment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an item to a team."""
    team = _team(request, pk)
    form = EquipmentForm(
        request.POST or None,
        team=team,
        members=_members(request, team),
        initial={"uuid": uuid.uuid4},
    )
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in FACTS}
        key = form.cleaned_data["uuid"]
        try:
            actions.add_equipment(by=request.user, team=team, uuid=key, **facts)
        except activities_actions.KeyTaken:
            form.add_error(None, _("Trang mở quá lâu. Tải lại trang rồi ghi lại thiết bị này."))
        else:
            messages.success(request, _("Đã ghi thiết bị."))
            return redirect("teams:equipment", team.pk)
    context = {"form": form, "team": team, "title": _("Thêm thiết bị")}
    return render(request, "teams/equipment/means_form.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def equipment_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an item, pass it on, write down a check, or end it."""
    item = _item(request, pk)
    start = {name: getattr(item, name) for name in (*FACTS, "version")}
    members = _members(request, item.team, item.custodian_id)
    form = EquipmentForm(request.POST or None, team=item.team, members=members, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in FACTS}
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_equipment(by=request.user, item=item, version=version, **facts)
        except actions.Outdated:
            form.add_error(None, _("Thiết bị này vừa được người khác sửa. Tải lại trang rồi sửa."))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("teams:equipment", item.team_id)
    context = {"form": form, "team": item.team, "title": _("Sửa thiết bị")}
    return render(request, "teams/equipment/means_form.html", context)


@territory("teams.log_activity")
@require_POST
def equipment_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that an item was looked at today: it works (`tot=1`), or it does not."""
    item = _item(request, pk)
    whole = request.POST.get("tot") == "1"
    today = timezone.localdate()
    try:
        actions.check_equipment(by=request.user, item=item, on=today, whole=whole)
    except (register_actions.OutOfOrder, actions.Outdated):
        messages.error(request, _("Thiết bị này vừa được người khác sửa. Xem lại bên dưới."))
    else:
        messages.success(request, _("Đã ghi kiểm tra hôm nay: %(name)s.") % {"name": item.name})
    return redirect("teams:equipment", item.team_id)


def _team(request: HttpRequest, pk: int) -> Team:
    teams = Team.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(teams, pk=pk)


def _item(request: HttpRequest, pk: int) -> Equipment:
    items = Equipment.objects.visible_to(request.user)
    return get_object_or_404(items.select_related("team__area"), pk=pk)


def _members(request: HttpRequest, team: Team, holder: int | None = None) -> Any:
    """Return who may hold an item: those who serve, and the one who holds it now."""
    members = Member.objects.visible_to(request.user).filter(team=team)
    return (members.filter(left_on=None) | members.filter(pk=holder or 0)).order_by(
        "sort_key", "id"
    )
