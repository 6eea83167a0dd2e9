"""The page on which a commune types the numbers of its villages, all of them at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from areas.models import Area
from periodic.content import Content
from periodic.filing.actions.holding import PeriodLocked
from periodic.filing.actions.writing import NoForm, Outdated
from periodic.filing.rules.states import NotNow
from periodic.filing.rules.words import value_text
from periodic.models import Period
from periodic.periods.queries import called, standing
from periodic.writing.actions import Refused, write_villages
from periodic.writing.forms import VillagesForm
from periodic.writing.queries.periods import opened_of
from periodic.writing.rules.villages import beside, on_a_page, sums_of, villages_of
from periodic.writing.views.reports import WRITES, asked_or_404, refuse, said_of
from web.answers import is_sent
from web.scope import territory


@territory(WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def by_village(request: HttpRequest, period: UUID, code: str) -> HttpResponse:
    """Type the numbers of each village; blank is not known, and no 0."""
    asked, area = asked_or_404(request, period, code)
    user: Any = request.user
    if user.area_id != area.pk:
        raise Http404
    opened = opened_of(area, asked)
    said = said_of(asked, area, opened)
    page = Paginator(villages_of(said), on_a_page(said)).get_page(request.GET.get("trang"))
    first = {"version": opened.version if opened else 0}
    rows = list(page.object_list)
    form = VillagesForm(request.POST or None, content=said, rows=rows, initial=first)
    if not rows or not form.columns:
        raise Http404
    if is_sent(request, form):
        try:
            return _written(request, asked, area, said, form, page)
        except (Refused, Outdated, NotNow, NoForm, PeriodLocked) as error:
            refuse(form, error)
    return render(
        request, "periodic/writing/villages.html", _context(asked, area, said, form, page)
    )


def _written(
    request: HttpRequest,
    period: Period,
    area: Area,
    said: Content,
    form: VillagesForm,
    page: Page[Any],
) -> HttpResponse:
    """Write the page, and lead to the next one, or back to the report."""
    n = write_villages(
        by=request.user,
        period=period,
        area=area,
        cells=form.cells,
        content=said,
        version=form.cleaned_data["version"],
    )
    words = ngettext("Đã lưu %(n)s ô.", "Đã lưu %(n)s ô.", n) % {"n": n}
    messages.success(request, words if n else _("Không có ô nào đổi."))
    if page.has_next():
        to = reverse("periodic:by_village", args=[period.uuid, area.address])
        return redirect(f"{to}?trang={page.next_page_number()}")
    return redirect("periodic:report", period.uuid, area.address)


def _context(
    period: Period, area: Area, said: Content, form: VillagesForm, page: Page[Any]
) -> dict[str, Any]:
    known = beside(said)
    return {
        "period": period,
        "name": called(period),
        "area": area,
        "form": form,
        "page": page,
        "known": known,
        "lines": [
            (row, [(one, value_text(row.values[one.key], one)) for one in known], fields)
            for row, fields in form.lines
        ],
        "columns": form.columns,
        "sums": sums_of(said, form.columns),
        "known_sums": [(one, value_text(said.total.values[one.key], one)) for one in known],
        "is_locked": not standing(period, area).may_change,
    }
