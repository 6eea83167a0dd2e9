"""Homes and dashboards."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.roles import Role
from areas.kinds import Level
from areas.models import Area
from areas.trail import trail
from audit.scope import own, territory
from reports.calls import villages_without_team
from reports.dashboards import dashboard_of
from reports.figures import figures_of_one
from reports.today import today_of

PAGE = 50


@own
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead each role to its own first page."""
    user: Any = request.user
    if user.area_id is None:
        return render(request, "reports/no_area.html")
    if user.role in {Role.OFFICER, Role.MEMBER}:
        return redirect("reports:today")
    if user.role == Role.ADMINISTRATOR:
        return redirect("admin:index")
    return redirect("reports:dashboard", user.area_id)


@territory("households.add_household")
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Show the day's work of an officer or a team member."""
    user: Any = request.user
    places = Area.objects.visible_to(user).select_related("commune", "province")
    area = get_object_or_404(places, pk=user.area_id or 0)
    return render(request, "reports/today.html", {"work": today_of(area), "area": area})


@territory("reports.view_dashboard")
@require_safe
def dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a unit stands on the two targets, how far is left, and whom to call."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    day = timezone.localdate()
    context = {
        "board": dashboard_of(area, day),
        "area": area,
        "day": day,
        "crumbs": trail(area, request.user),
        "is_commune": area.level == Level.COMMUNE,
        "all_rows": request.GET.get("tat-ca") == "1",
    }
    return render(request, "reports/dashboard.html", context)


@territory("reports.view_dashboard")
@require_safe
def unit_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the page of a unit its figures: a fragment that it pulls, for it stands a floor below."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    if not request.headers.get("HX-Request"):
        return redirect("reports:dashboard", area.pk)
    figures = figures_of_one(area, timezone.localdate())
    return render(request, "reports/unit_figures.html", {"area": area, "figures": figures})


@territory("reports.view_dashboard")
@require_safe
def without_team(request: HttpRequest, pk: int) -> HttpResponse:
    """List every village of a unit that has no team."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    villages = villages_without_team(area, timezone.localdate())
    page = Paginator(villages, PAGE).get_page(request.GET.get("trang"))
    context = {"area": area, "page": page, "crumbs": trail(area, request.user)}
    return render(request, "reports/without_team.html", context)
