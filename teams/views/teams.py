"""Pages of teams: the list of a place, one team, founding one, its people and sessions."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.models import Area
from areas.trail import trail
from audit.scope import key_of, territory
from teams import actions
from teams.forms import ActivityForm, DecisionForm, DissolveForm, MemberForm, TeamForm
from teams.models import Decision, Member, State, Team, Tier, VillageTeamCount
from teams.models.training import share_trained, with_share

PAGE = 50
CHANGE = "teams.change_team"
# Which villages a list shows: the word in the address, and on the page.
STATES = (
    ("", _lazy("Mọi thôn")),
    ("none", _lazy("Chưa có tổ")),
    ("co-to", _lazy("Có tổ")),
    ("chua-hoat-dong", _lazy("Có tổ, chưa hoạt động")),
    ("hoat-dong", _lazy("Đang hoạt động")),
)


@territory("teams.view_team")
@require_safe
def team_list(request: HttpRequest) -> HttpResponse:
    """List the villages of a place with the state of each one's team; those without come first."""
    user: Any = request.user
    places = Area.objects.visible_to(user)
    area = get_object_or_404(places, pk=key_of(request.GET.get("dia-ban")) or user.area_id)
    villages = places.within(area).villages().on(timezone.localdate())
    wanted = request.GET.get("tinh-trang", "")
    villages = _in_state(villages, VillageTeamCount.objects.visible_to(user), wanted)
    ordered = villages.select_related("commune").order_by("commune__sort_key", "sort_key", "id")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("trang"))
    own_teams = Team.objects.visible_to(user).filter(area=area, tier=Tier.COMMUNE)
    context = {
        "area": area,
        "crumbs": trail(area, user),
        "page": page,
        "rows": _rows(user, list(page)),
        "wanted": wanted,
        "states": STATES,
        "commune_teams": own_teams.filter(dissolved_on=None).select_related("area"),
    }
    return render(request, "teams/list.html", context)


def _in_state(villages: Any, counts: Any, wanted: str) -> Any:
    """Keep the villages whose team has come so far; an unknown state keeps all."""
    with_team = counts.filter(teams__gt=0).values("pk")
    active = counts.active(timezone.localdate()).values("pk")
    match wanted:
        case "none":
            return villages.exclude(pk__in=with_team)
        case "co-to":
            return villages.filter(pk__in=with_team)
        case "hoat-dong":
            return villages.filter(pk__in=active)
        case "chua-hoat-dong":
            return villages.filter(pk__in=with_team).exclude(pk__in=active)
        case _:
            return villages


def _rows(user: Any, villages: list[Area]) -> list[tuple[Area, State, Team | None]]:
    """Pair each village with its state and its team, in two queries."""
    today = timezone.localdate()
    ids = [village.pk for village in villages]
    counts = VillageTeamCount.objects.visible_to(user).in_bulk(ids)
    teams = Team.objects.visible_to(user).filter(area__in=ids, dissolved_on=None).order_by("id")
    team_of = {team.area_id: team for team in with_share(teams)}
    return [
        (v, counts[v.pk].state_on(today) if v.pk in counts else State.NONE, team_of.get(v.pk))
        for v in villages
    ]


@territory("teams.view_team")
@require_safe
def team_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one team: state, people, sessions, decisions."""
    team = _team(request, pk)
    context = {
        "team": team,
        "state": team.state_on(timezone.localdate()),
        "crumbs": trail(team.area, request.user),
        "members": Member.objects.visible_to(request.user).filter(team=team).serving(),
        "activities": team.activities.all()[:10],
        "decisions": team.decisions.all(),
        "share": share_trained(team.members.filter(left_on=None)),
        "active_days": settings.TEAM_ACTIVE_DAYS,
    }
    return render(request, "teams/detail.html", context)


@territory("teams.add_team")
@require_http_methods(["GET", "POST"])
def team_add(request: HttpRequest) -> HttpResponse:
    """Found a team: a village and a leader are enough."""
    user: Any = request.user
    covered = VillageTeamCount.objects.visible_to(user).filter(teams__gt=0)
    villages = Area.objects.visible_to(user).villages().filter(closed_on=None)
    free = villages.exclude(pk__in=covered.values("pk")).in_order()
    if user.area.level < 3:
        free = free.filter(pk=key_of(request.POST.get("area") or request.GET.get("thon")))
    form = TeamForm(request.POST or None, villages=free, initial={"area": request.GET.get("thon")})
    if request.method == "POST" and form.is_valid():
        team = _found(user, form.cleaned_data)
        messages.success(request, _("Đã thành lập tổ. Thêm thành viên ngay bên dưới."))
        return redirect("teams:detail", team.pk)
    return render(request, "teams/new.html", {"form": form, "area": user.area})


def _found(user: Any, data: dict[str, Any]) -> Team:
    leader = {
        "full_name": data["leader"],
        "role": Member.Role.LEADER,
        "organisation": data["organisation"],
        "phone": data["phone"],
    }
    return actions.found_team(
        by=user, area=data["area"], on=data["signed_on"], number=data["number"], members=[leader]
    )


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a person to a team; a new leader takes over from the one before."""
    team = _team(request, pk)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.join(
            by=request.user, team=team, joined_on=timezone.localdate(), **form.cleaned_data
        )
        messages.success(request, _("Đã thêm vào tổ."))
        return redirect("teams:detail", team.pk)
    context = {"form": form, "team": team, "title": _("Thêm người vào tổ")}
    return render(request, "teams/form.html", context)


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def member_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a member's name, role, organisation or telephone."""
    member = _member(request, pk)
    names = ("full_name", "role", "organisation", "phone")
    form = MemberForm(request.POST or None, initial={n: getattr(member, n) for n in names})
    if request.method == "POST" and form.is_valid():
        actions.change_member(by=request.user, member=member, **form.cleaned_data)
        messages.success(request, _("Đã lưu."))
        return redirect("teams:detail", member.team_id)
    context = {"form": form, "team": member.team, "title": _("Sửa thành viên"), "member": member}
    return render(request, "teams/form.html", context)


@territory(CHANGE)
@require_POST
def member_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member leave the team today."""
    member = _member(request, pk)
    actions.leave(by=request.user, member=member, on=timezone.localdate())
    messages.success(request, _("Đã ghi: %(name)s rời tổ.") % {"name": member.full_name})
    return redirect("teams:detail", member.team_id)


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def decision_change(request: HttpRequest, pk: int, decision: int) -> HttpResponse:
    """Fill in or correct a decision of the team."""
    team = _team(request, pk)
    found = get_object_or_404(Decision.unscoped.filter(teams=team), pk=decision)
    names = ("number", "signed_on", "signer")
    start = {name: getattr(found, name) for name in names}
    form = DecisionForm(request.POST or None, decision=found, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.record_number(by=request.user, decision=found, **form.cleaned_data)
        messages.success(request, _("Đã lưu quyết định."))
        return redirect("teams:detail", team.pk)
    return render(
        request, "teams/form.html", {"form": form, "team": team, "title": _("Quyết định")}
    )


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Dissolve a team by a decision."""
    team = _team(request, pk)
    form = DissolveForm(request.POST or None, founded_on=team.founded_on)
    if request.method == "POST" and form.is_valid():
        actions.dissolve_team(by=request.user, team=team, **form.cleaned_data)
        messages.success(request, _("Đã giải thể tổ."))
        return redirect("teams:detail", team.pk)
    return render(
        request, "teams/form.html", {"form": form, "team": team, "title": _("Giải thể tổ")}
    )


@territory("teams.log_activity")
@require_http_methods(["GET", "POST"])
def activity_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Log a session: this is what makes a team active."""
    team = _team(request, pk)
    form = ActivityForm(request.POST or None, initial={"uuid": uuid.uuid4})
    if request.method == "POST" and form.is_valid():
        try:
            actions.log_activity(by=request.user, team=team, **form.cleaned_data)
        except actions.KeyTaken:
            form.add_error(None, _("Trang mở quá lâu. Tải lại trang rồi ghi lại buổi này."))
        else:
            messages.success(request, _("Đã ghi buổi hướng dẫn."))
            return redirect("teams:detail", team.pk)
    context = {"form": form, "team": team, "title": _("Ghi buổi hướng dẫn")}
    return render(request, "teams/form.html", context)


def _team(request: HttpRequest, pk: int) -> Team:
    teams = Team.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(teams, pk=pk)


def _member(request: HttpRequest, pk: int) -> Member:
    members = Member.objects.visible_to(request.user).filter(left_on=None)
    return get_object_or_404(members.select_related("team__area"), pk=pk)
