"""The dashboard of a unit, and its figures as a fragment."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from areas.kinds import Level
from areas.models import Area
from areas.trail import trail
from figures.indicators import COVERED, TEAMS
from figures.live import figures_of_one
from reports.dashboard.exports.table import Table
from reports.dashboard.queries.dashboard import Dashboard, dashboard_of
from reports.dashboard.queries.lede import lede_of
from reports.dashboard.queries.listing import Choice, can_group
from reports.dashboard.queries.ranking import COLUMNS, Links, offered
from reports.page_cache import cached
from reports.units.views import area_of
from web.scope import territory


@territory("reports.view_dashboard")
@require_safe
def dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a unit stands on the two targets, how far is left, and whom to call."""
    return cached(request, lambda: area_of(request, pk), lambda area: _dashboard(request, area))


def _dashboard(request: HttpRequest, area: Area) -> HttpResponse:
    choice = Choice.of(request.GET)
    board = dashboard_of(area, timezone.localdate(), choice.order)
    links, units, progress = Links.of(request.user), board.units, board.progress
    months = progress.rates if units.children else {}
    table = Table(links, units.order, units.level, mark=progress.homes.mark, months=months)
    context = {
        "board": board,
        "figures": board.figures,
        "progress": progress,
        "teams": TEAMS,
        "homes": COVERED,
        "area": area,
        "day": board.day,
        "crumbs": trail(area, request.user),
        "is_commune": area.level == Level.COMMUNE,
        "table": table,
        "rows": table.rows(units.lowest, units.places),
        "foot": table.foot(area, board.below),
        "choice": choice,
        "orders": offered(choice.order),
        "can_group": can_group(area, units.level),
        **_led(board, links),
    }
    return render(request, "reports/dashboard/dashboard.html", context)


def _led(board: Dashboard, links: Links) -> dict[str, Any]:
    """Return the numbers of the page with the rows they lead to."""
    pk, level = board.area.pk, board.area.level
    # By the names that templates can write: `links.thieu_dat`.
    own = {key.replace("-", "_"): links.rows(pk, level, one) for key, one in COLUMNS.items()}
    below = f"{str(pk).join(links.below)}?buoc="
    ladder = {step: f"{below}{step.slug}#con" for step in board.steps}
    return {
        "links": own,
        "lede": lede_of(board, own, ladder if board.has_ladder else {}),
        "ladder": [(step, n, ladder[step]) for step, n in board.steps.items()],
        # Each skill and its rate.
        "skills": [(*pair, own[f"ky_nang_{pair[0].number}"]) for pair in board.figures.skills],
        "near": [(c, links.rows(c.pk, c.level, COLUMNS["thieu-1"])) for c in board.units.near],
    }


@territory("reports.view_dashboard")
@require_safe
def unit_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the page of a unit its figures: a fragment that it pulls, for it stands a floor below."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    if not request.headers.get("HX-Request"):
        return redirect("reports:dashboard", area.pk)
    figures = figures_of_one(area, timezone.localdate())
    return render(
        request, "reports/dashboard/unit_figures.html", {"area": area, "figures": figures}
    )
