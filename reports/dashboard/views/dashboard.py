"""The dashboard of a unit, and its figures as a fragment."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
from reports.dashboard.queries.ranking import COLUMNS, Choice, offered, rows_behind
from reports.page_cache import area_of, cached
from web.scope import territory


@territory("reports.view_dashboard")
@require_safe
def dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where a unit stands on the two targets, how far is left, and whom to call."""
    return cached(request, partial(area_of, request, pk), partial(_dashboard, request))


def _dashboard(request: HttpRequest, area: Area) -> HttpResponse:
    choice = Choice.of(request.GET)
    board = dashboard_of(area, timezone.localdate(), choice.order)
    units, progress = board.units, board.progress
    names = request.user.has_perm("households.view_names")
    months = progress.rates if units.children else {}
    table = Table(units.order, units.level, names, mark=progress.homes.mark, months=months)
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
        **_led(board, names=names),
    }
    return render(request, "reports/dashboard/dashboard.html", context)


def _led(board: Dashboard, *, names: bool) -> dict[str, Any]:
    """Return the numbers of the page with the rows they lead to."""
    pk, level = board.area.pk, board.area.level
    # By the names that templates can write: `links.thieu_dat`.
    own = {
        key.replace("-", "_"): rows_behind(pk, level, column, names=names)
        for key, column in COLUMNS.items()
    }
    below = f"{reverse('reports:below', args=[pk])}?buoc="
    ladder = {step: f"{below}{step.slug}#con" for step in board.steps}
    return {
        "links": own,
        "lede": lede_of(board, own, ladder if board.has_ladder else {}),
        "ladder": [(step, n, ladder[step]) for step, n in board.steps.items()],
        # Each skill and its rate.
        "skills": [(*pair, own[f"ky_nang_{pair[0].number}"]) for pair in board.figures.skills],
        "near": [
            (one, rows_behind(one.pk, one.level, COLUMNS["thieu-1"], names=names))
            for one in board.units.near
        ],
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
