"""Pages of teams: the list of a place, one team, founding one, its people and sessions."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.kinds import Level
from areas.models import Area
from areas.trail import trail
from audit.pages import page_of
from audit.scope import key_of, territory
from teams import actions
from teams.forms import DissolveForm, MemberForm, NewMemberForm, TeamForm
from teams.models import (
    Activity,
    Decision,
    Member,
    State,
    Team,
    TeamVillage,
    Tier,
    VillageTeamCount,
)
from teams.models.training import share_trained, with_share
from teams.views.decisions import out_of_order
from teams.warnings import warnings_of, with_last_leader

PAGE = 50
# Teams of closed villages that the list shows at once.
HOMELESS = 20
CHANGE = "teams.change_team"
# Which villages a list shows: the word in the address, and on the page.
STATES = (
    ("", gettext_lazy("Mọi thôn")),
    ("none", gettext_lazy("Chưa có tổ")),
    ("co-to", gettext_lazy("Có tổ")),
    ("chua-hoat-dong", gettext_lazy("Có tổ, chưa hoạt động")),
    ("hoat-dong", gettext_lazy("Đang hoạt động")),
    ("lau-khong-hop", gettext_lazy("Lâu không có buổi nào")),
)


@territory("teams.view_team")
@require_safe
def team_list(request: HttpRequest) -> HttpResponse:
    """List the villages of a place with the state of each one's team; those without come first."""
    user: Any = request.user
    places = Area.objects.visible_to(user)
    area = get_object_or_404(places, pk=key_of(request.GET.get("dia-ban")) or user.area_id)
    villages = places.within(area).on(timezone.localdate())
    villages = villages.by_commune(everywhere=area.level == Level.COUNTRY)
    wanted = request.GET.get("tinh-trang", "")
    page = page_of(_in_state(user, villages, wanted), request.GET, PAGE, among=villages)
    own_teams = Team.objects.visible_to(user).filter(area=area, tier=Tier.COMMUNE)
    context = {
        "area": area,
        "crumbs": trail(area, user),
        "page": page,
        "rows": _rows(user, list(page)),
        "wanted": wanted,
        "states": STATES,
        "paid_here": Level.COUNTRY < area.level < Level.VILLAGE,
        "commune_teams": own_teams.filter(dissolved_on=None).select_related("area"),
        "homeless": _of_closed_villages(user, area),
    }
    return render(request, "teams/list.html", context)


def _in_state(user: Any, villages: Any, wanted: str) -> Any:
    """Keep the villages whose team has come so far; an unknown state keeps all."""
    own = VillageTeamCount.objects.visible_to(user).filter(pk=OuterRef("pk"))
    with_team, active = Exists(own.filter(teams__gt=0)), Exists(own.active(timezone.localdate()))
    match wanted:
        case "none":
            return villages.filter(~with_team)
        case "co-to":
            return villages.filter(with_team)
        case "hoat-dong":
            return villages.filter(active)
        case "chua-hoat-dong":
            return villages.filter(with_team, ~active)
        case "lau-khong-hop":
            quiet = Team.objects.visible_to(user).quiet(timezone.localdate())
            served = TeamVillage.objects.visible_to(user).filter(valid_to=None, team__in=quiet)
            return villages.filter(pk__in=served.values("village"))
        case _:
            return villages


def _of_closed_villages(user: Any, area: Area) -> list[Team]:
    """Return the first teams in force whose village is no more: no row of the list shows them.

    The country, which mends no single team, is spared reading all of them.
    """
    if area.level == Level.COUNTRY:
        return []
    day, here = timezone.localdate(), TeamVillage.objects.visible_to(user).inside(area.path or "-")
    closed = here.on(day).filter(valid_to=None, village__closed_on__lte=day)
    teams = Team.objects.visible_to(user).filter(pk__in=closed.values("team"))
    return list(teams.select_related("area").order_by("area__closed_on", "pk")[:HOMELESS])


def _rows(user: Any, villages: list[Area]) -> list[tuple[Area, State, Team | None]]:
    """Pair each village with its state and its team, in two queries."""
    today = timezone.localdate()
    ids = [village.pk for village in villages]
    counts = VillageTeamCount.objects.visible_to(user).in_bulk(ids)
    served = Q(villages__village__in=ids, villages__valid_to=None)
    teams = Team.objects.visible_to(user).filter(served, dissolved_on=None).order_by("id")
    teams = with_share(with_last_leader(teams)).annotate(for_village=F("villages__village"))
    team_of = {team.for_village: team for team in teams}
    return [
        (v, counts[v.pk].state_on(today) if v.pk in counts else State.NONE, team_of.get(v.pk))
        for v in villages
    ]


@territory("teams.view_team")
@require_safe
def team_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one team: state, people, sessions, decisions."""
    teams = with_last_leader(Team.objects.visible_to(request.user).select_related("area"))
    team, day = get_object_or_404(teams, pk=pk), timezone.localdate()
    sessions = Activity.objects.visible_to(request.user).filter(team=team).held()
    context = {
        "team": team,
        "state": team.state_on(day),
        "warnings": warnings_of(team, day),
        "crumbs": trail(team.area, request.user),
        "members": Member.objects.visible_to(request.user).filter(team=team).serving(),
        "activities": sessions.order_by("-held_on", "-pk")[:5],
        "months": sessions.by_month(day),
        "day": day,
        "served": TeamVillage.objects.visible_to(request.user).filter(team=team).named(),
        "decisions": Decision.objects.visible_to(request.user).filter(teams=team),
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
        "organisation": Member.Organisation.VILLAGE,
        "phone": data["phone"],
    }
    return actions.found_team(
        by=user,
        area=data["area"],
        also=data["also"],
        on=data["signed_on"],
        number=data["number"],
        members=[leader],
    )


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a person to a team; a new leader takes over from the one before."""
    team = _team(request, pk)
    form = NewMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.join(by=request.user, team=team, **form.cleaned_data)
        except actions.OutOfOrder:
            form.add_error("joined_on", _("Sau ngày này tổ đã có tổ trưởng khác."))
        else:
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
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Dissolve a team by a decision."""
    team = _team(request, pk)
    form = DissolveForm(request.POST or None, founded_on=team.founded_on)
    if request.method == "POST" and form.is_valid():
        try:
            actions.dissolve_team(by=request.user, team=team, **form.cleaned_data)
        except actions.OutOfOrder:
            form.add_error("on", out_of_order())
        else:
            messages.success(request, _("Đã giải thể tổ."))
            return redirect("teams:detail", team.pk)
    return render(
        request, "teams/form.html", {"form": form, "team": team, "title": _("Giải thể tổ")}
    )


def _team(request: HttpRequest, pk: int) -> Team:
    teams = Team.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(teams, pk=pk)


def _member(request: HttpRequest, pk: int) -> Member:
    members = Member.objects.visible_to(request.user).filter(left_on=None)
    return get_object_or_404(members.select_related("team__area"), pk=pk)
