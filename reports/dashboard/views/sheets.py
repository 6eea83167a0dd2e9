"""A dashboard, or the full list of the units below, as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.charts.bands import BANDS
from reports.dashboard.exports.workbook import foot_of, of_board, pages_of, send
from reports.dashboard.queries.dashboard import dashboard_of
from reports.dashboard.queries.listing import chosen
from reports.dashboard.queries.ranking import Choice
from reports.page_cache import area_of
from web.scope import territory


@territory("reports.view_dashboard")
@require_safe
def dashboard_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the figures of a unit and of those below it, as chosen in the address."""
    area, day, choice = area_of(request, pk), timezone.localdate(), Choice.of(request.GET)
    board = dashboard_of(area, day, choice.order)
    children = chosen(area, board.below, choice)
    cut = {child.pk for child in children} != {child.pk for child in board.units.children}
    inside = board.below
    foot = foot_of(children, inside.lost(), inside.whole, inside.needs.steps, cut=cut)
    pages = pages_of(board.figures, board.progress.standings, children, foot)
    body = of_board(area.full_name, day, _filters(choice), pages)
    title, name = _("Tổng quan"), f"tong-quan-{area.pk}-{day:%Y-%m-%d}"
    return send(request, body, name, title=title, area=area)


def _filters(choice: Choice) -> list[str]:
    """Say what was chosen, in the words of the page."""
    found = [_("xếp theo %(name)s") % {"name": choice.order.column.name}]
    if choice.words:
        found.insert(0, _("tên có “%(words)s”") % {"words": choice.words})
    if choice.step is not None:
        found.insert(0, _("xã %(step)s") % {"step": choice.step.label})
    if choice.band:
        band = next(band for band in BANDS if band.key == choice.band)
        found.insert(0, _("nhóm %(band)s") % {"band": band.name})
    return found
