"""The page of what was published of a unit: read beside the register, entered, withdrawn."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from areas.kinds import Level
from areas.models import Area
from periodic.models import PublishedFigure
from periodic.naming.rules import NAMES, Named
from periodic.published.actions import (
    Known,
    Withdrawn,
    enter_figure,
    load_figures,
    withdraw_figure,
    withdraw_loaded,
)
from periodic.published.exports import PUBLISHED
from periodic.published.forms import HEADINGS, FigureForm, TableForm, WithdrawForm
from periodic.published.queries import (
    AGAIN,
    NEW,
    day_held,
    figures_of,
    lines_of,
    loaded_with,
    national,
    register_on,
    standings,
)
from web.answers import Refusals, done, is_sent, refusals_on
from web.exports import Book, send_list, wants_book, with_book
from web.fields import day_asked
from web.scope import territory, visible_or_404

READS, ENTERS = "periodic.view_report", "periodic.add_publishedfigure"
# On a page, and in the fold of a dashboard.
PAGE, BESIDE = 25, 5
_KNOWN: Refusals = {
    Known: ("name", gettext_lazy("Số này của ngày ấy, theo nguồn ấy, đã có trong danh sách.")),
    Named: (None, NAMES),
}
_GONE: Refusals = {
    Withdrawn: (None, gettext_lazy("Người khác vừa rút số này.")),
    Named: ("why", NAMES),
}


def _unit(request: HttpRequest, pk: int) -> Area:
    """Return a unit of the reader's territory of which figures are published."""
    return visible_or_404(request, Area, pk=pk, level__lt=Level.VILLAGE)


@with_book
@territory(READS)
@require_safe
def published(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List what was published of a unit; beside that of one day, what the register says of the same."""
    area = _unit(request, pk)
    found = figures_of(request.user, area)
    day = day_held(found, day_asked(request.GET.get("ngay")))
    facts = register_on(area, day) if day else None
    if wants_book(request):
        book = Book(_("Số đã công bố, %(name)s"), "da-cong-bo", PUBLISHED)
        return send_list(request, area, book, lines_of(found, day, facts))
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {
        "area": area,
        "page": page,
        "lines": lines_of(page.object_list, day, facts),
        "day": day,
        "may_enter": request.user.has_perm(ENTERS),
        "national": lines_of(national(area), None, None),
        "crumbs": area.trail(request.user, itself=True),
    }
    return render(request, "periodic/published/published.html", context)


@territory(READS)
@require_safe
def beside(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was published of a unit, and of the country, in the fold of its dashboard: beside ours, never in it."""
    area = _unit(request, pk)
    found = figures_of(request.user, area).filter(withdrawn_at=None)
    day = day_held(found, None)
    lines = lines_of(found[:BESIDE], day, register_on(area, day) if day else None)
    context = {"area": area, "lines": [*lines, *lines_of(national(area)[:BESIDE], None, None)]}
    return render(request, "periodic/published/beside.html", context)


@territory(ENTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what a source said of a unit."""
    area = _unit(request, pk)
    form = FigureForm(request.POST or None)
    if is_sent(request, form):
        with refusals_on(form, _KNOWN):
            enter_figure(by=request.user, area=area, **form.cleaned_data)
            return done(request, _("Đã ghi số đã công bố."), "periodic:published", area.pk)
    context = {"area": area, "form": form, "crumbs": area.trail(request.user, itself=True)}
    return render(request, "periodic/published/publish.html", context)


@territory(ENTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish_table(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a file of published figures, show what of it would come in, and enter it once that is confirmed."""
    area = _unit(request, pk)
    form = TableForm(request.POST or None, request.FILES or None)
    if is_sent(request, form):
        if "ghi" in request.POST:
            return _loaded(request, area, form)
        states = standings(area, form.rows)
        rows = list(zip(form.rows, states, strict=True))
        fresh = sum(state in (NEW, AGAIN) for state in states)
        return _table_page(request, area, form, rows=rows, fresh=fresh)
    return _table_page(request, area, form)


def _table_page(request: HttpRequest, area: Area, form: TableForm, **read: Any) -> HttpResponse:
    context = {"area": area, "form": form, "crumbs": area.trail(request.user, itself=True), **read}
    context["headings"] = [one for key, one in HEADINGS.items() if key != "confirmed"]
    return render(request, "periodic/published/table.html", context)


def _loaded(request: HttpRequest, area: Area, form: TableForm) -> HttpResponse:
    try:
        made = load_figures(by=request.user, area=area, rows=form.rows, again=True)
    except Named:
        form.add_error("text", NAMES)
        return _table_page(request, area, form)
    words = ngettext("Đã ghi %(n)s số đã công bố.", "Đã ghi %(n)s số đã công bố.", len(made))
    said = words % {"n": len(made)}
    if made:
        out = f"{reverse('periodic:unpublish', args=[made[0].uuid])}?ca-tep=1"
        said = format_html('{} <a href="{}">{}</a>', said, out, _("Nạp nhầm thì rút cả tệp"))
    return done(request, said, "periodic:published", area.pk)


@territory(ENTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, figure: UUID) -> HttpResponse:
    """Withdraw a figure with a reason, or all that came in by the same file."""
    row = visible_or_404(request, PublishedFigure, uuid=figure, withdrawn_at=None)
    start = {"is_whole": "ca-tep" in request.GET}
    form = WithdrawForm(request.POST or None, loaded=loaded_with(row).count(), initial=start)
    if is_sent(request, form):
        with refusals_on(form, _GONE):
            said = {"by": request.user, "figure": row, "why": form.cleaned_data["why"]}
            if form.cleaned_data.get("is_whole"):
                n = withdraw_loaded(**said)
                words = ngettext("Đã rút %(n)s số của tệp.", "Đã rút %(n)s số của tệp.", n)
                words %= {"n": n}
            else:
                withdraw_figure(**said)
                words = _("Đã rút số này.")
            return done(request, words, "periodic:published", row.area_id)
    crumbs = row.area.trail(request.user, itself=True)
    context = {"row": row, "area": row.area, "form": form, "crumbs": crumbs}
    return render(request, "periodic/published/withdraw.html", context)
