"""The list of communes to call, its printed sheet, and what came of a call."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from areas.kinds import Level
from areas.models import Area
from reports.calls.actions import record_call
from reports.calls.exports import CALLS, WITHOUT_TEAM, calls_in_order, without_few
from reports.calls.forms import CallForm
from reports.calls.queries.calls import DAYS, Ask, Call, call_to, counts_of, page_of, totals_of
from reports.calls.queries.missing import most_in_need, villages_without_team, with_need
from reports.models import Contact
from reports.units.queries.needs import (
    FIRST,
    NOT_BEGUN,
    REASONS,
    STALE,
    Need,
    first_reason,
    needs_within,
    weights,
)
from rollup.few import NAMES, few_below, few_in
from web import paging
from web.exports import Book, send_book, wants_book, with_book
from web.once import KeyTaken
from web.scope import key_of, territory

PAGE, SHEET = 25, 60
# Villages on a page, and how many of them are named first: as many as a meeting can decide on.
VILLAGES, NAMED = 50, 10
READ, WRITE = "reports.view_dashboard", "reports.add_contact"


@with_book
@territory(READ)
@require_safe
def calls(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List the communes to call about one reason, the most to gain first."""
    area = _area(request, pk)
    needs = needs_within(area)
    ask = _ask(request.GET, area, needs)
    counts = weights(needs, ask.reason) if ask.reason in FIRST else counts_of(ask)
    if wants_book(request):
        rows = calls_in_order(ask, counts)
        return send_book(request, _book(ask), rows, subject=area)
    found = _page(request, ask, counts, PAGE)
    context = {
        **found,
        "reasons": totals_of(ask, needs).items(),
        "crumbs": area.trail(request.user, itself=True),
        "form": CallForm(),
        "history": _history(request, area) if area.level == Level.COMMUNE else None,
    }
    return render(request, "reports/calls/calls.html", context)


def _book(ask: Ask) -> Book[Call]:
    filters = [str(ask.reason.title)]
    if ask.reason is STALE:
        filters.append(_("quá %(n)s ngày") % {"n": ask.days})
    title = _("Cần gọi, %(name)s") % {"name": ask.area.full_name}
    return Book(title, f"can-goi-{ask.area.pk}", CALLS, filters)


@territory(READ)
@require_safe
def call_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the same list as a sheet of paper with boxes to fill in by hand."""
    area = _area(request, pk)
    ask = _ask(request.GET, area)
    context = {
        **_page(request, ask, counts_of(ask), SHEET),
        "crumbs": area.trail(request.user, itself=True),
        "outcomes": Contact.Outcome.labels,
    }
    return render(request, "reports/calls/calls_sheet.html", context)


@territory(WRITE)
@require_POST
def call_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a call; the row answers in place, or the list without script."""
    commune = get_object_or_404(Area.objects.visible_to(request.user).communes(), pk=pk)
    form = CallForm(request.POST)
    saved = form.is_valid() and _record(request, commune, form)
    whole = _whole(request, commune)
    ask = _ask(request.POST, whole)
    if not request.headers.get("HX-Request") and saved:
        messages.success(request, _("Đã ghi lần gọi %(name)s.") % {"name": commune.full_name})
        return redirect(f"{_address(request, ask)}#x-{commune.pk}")
    context = {
        "call": call_to(ask, commune),
        "ask": ask,
        "area": whole,
        "form": CallForm() if saved else form,
        "saved": timezone.localtime() if saved else None,
        "page_number": key_of(request.POST.get("trang")) or 1,
        "crumbs": whole.trail(request.user, itself=True),
        "key": uuid.uuid4(),
    }
    one = bool(request.headers.get("HX-Request"))
    return render(
        request, "reports/calls/call.html" if one else "reports/calls/call_add.html", context
    )


def _record(request: HttpRequest, commune: Area, form: CallForm) -> bool:
    """Write the call down; say on the form why not."""
    try:
        record_call(by=request.user, commune=commune, **form.cleaned_data)
    except KeyTaken:
        form.add_error(None, _("Trang mở quá lâu. Tải lại trang rồi ghi lại lần gọi này."))
        return False
    return True


def _area(request: HttpRequest, pk: int) -> Area:
    places = Area.objects.visible_to(request.user).filter(level__lt=Level.VILLAGE)
    return get_object_or_404(places, pk=pk)


def _ask(sent: Any, area: Area, needs: list[Need] | None = None) -> Ask:
    """Read the reason and the days; without a reason it is the first that anybody is called for."""
    reason = REASONS.get(sent.get("viec", ""))
    reason = reason or first_reason(needs_within(area) if needs is None else needs)
    days = key_of(sent.get("ngay"))
    return Ask(area, timezone.localdate(), reason, days if days in DAYS else DAYS[0])


def _page(request: HttpRequest, ask: Ask, counts: dict[int, int], size: int) -> dict[str, Any]:
    """Return one page of the list; nothing is read of the communes on other pages."""
    page = Paginator(range(len(counts)), size).get_page(request.GET.get("trang"))
    start = (page.number - 1) * size
    found = page_of(ask, counts, start, start + size)
    return {
        "ask": ask,
        "area": ask.area,
        "page": page,
        "page_number": page.number,
        "calls": [(call, uuid.uuid4()) for call in found],
        "amount": len(counts) if ask.reason is NOT_BEGUN else sum(counts.values()),
        "days": DAYS,
    }


def _history(request: HttpRequest, commune: Area) -> Any:
    """Return all calls to one commune, newest first, in pages of their own."""
    rows = Contact.objects.visible_to(request.user).filter(commune=commune)
    newest = rows.select_related("called_by").order_by("-called_on", "-id")
    return paging.page_of(newest, request.GET, PAGE)


def _whole(request: HttpRequest, commune: Area) -> Area:
    """Find the unit whose list was being read; the commune itself when that is none of his."""
    places = Area.objects.visible_to(request.user).filter(level__lt=Level.VILLAGE)
    return places.filter(pk=key_of(request.POST.get("dia-ban"))).first() or commune


def _address(request: HttpRequest, ask: Ask) -> str:
    """Return the address of the list that was being read."""
    words = {"viec": ask.reason.key, "ngay": ask.days, "trang": key_of(request.POST.get("trang"))}
    return f"{reverse('reports:calls', args=[ask.area.pk])}?{urlencode(words)}"


def _first(request: HttpRequest, villages: Any) -> list[Area]:
    """Return the villages that most need a team; of few households none where names are not read."""
    if request.user.has_perm(NAMES):
        return list(most_in_need(villages)[:NAMED])
    found = list(most_in_need(villages)[: 3 * NAMED])
    few = few_in({one.commune_id for one in found})
    return [one for one in found if one.pk not in few][:NAMED]


@with_book
@territory(READ)
@require_safe
def without_team(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List every village of a unit that has no team; above them the ten that most need one."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    day, is_country = timezone.localdate(), area.level == Level.COUNTRY
    villages = villages_without_team(area, day)
    if wants_book(request):
        title = _("Thôn chưa có tổ, %(name)s") % {"name": area.full_name}
        book, rows = Book(title, f"thon-chua-co-to-{pk}", WITHOUT_TEAM), with_need(villages)
        rows = rows.select_related("commune", "province")
        if not request.user.has_perm(NAMES):
            rows = without_few(rows, few_below(area))
        return send_book(request, book, rows, subject=area)
    places = Area.objects.visible_to(request.user).by_commune()
    page = paging.page_of(villages, request.GET, VILLAGES, among=places)
    context = {
        "area": area,
        "day": day,
        "page": page,
        # The country founds no team: ten of a hundred thousand villages would help nobody there.
        "first": [] if page.before or is_country else _first(request, villages),
        "total": sum(counts_of(Ask(area, day)).values()),
        "crumbs": area.trail(request.user),
    }
    return render(request, "reports/calls/without_team.html", context)
