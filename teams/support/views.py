"""Support: a commune's month, its amounts one by one, its payment list; a province's communes."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from areas.dated import months_to, read_month
from areas.kinds import Level
from areas.models import Area
from teams.models import SupportSheet
from teams.support import actions
from teams.support.forms import ApproveForm, ReopenForm, TopUpForm
from teams.support.queries.board import CommuneRow, board_of, overview_of
from teams.support.queries.facts import policy_of, span_of
from teams.support.rules.examples import EXAMPLES
from teams.support.rules.terms import spelled
from web.exports import Book, Column, send_book, wants_book, with_book
from web.scope import territory, visible_or_404

SUPPORT = (
    Column[CommuneRow](gettext_lazy("Xã"), lambda row: row[0].full_name, 30),
    Column[CommuneRow](
        gettext_lazy("Duyệt"), lambda row: row[1].approved_at if row[1] else None, 18
    ),
    Column[CommuneRow](
        gettext_lazy("Đã duyệt (đồng)"), lambda row: row[1].total if row[1] else None, 16, sums=True
    ),
)
SEES, SEES_LINES, APPROVES = (
    "teams.view_supportsheet",
    "teams.view_supportline",
    "teams.add_supportsheet",
)
_MONTHS = 24
# The units above a unit, for its trail.
ABOVE = ("province", "district", "commune")


@with_book
@territory(SEES)
@require_safe
def support(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a month of a commune, or of the communes of a district or province."""
    levels = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
    area = visible_or_404(request, Area, *ABOVE, pk=pk, level__in=levels)
    if area.level == Level.COMMUNE:
        return render(request, "teams/support/support.html", _sheet_context(request, area))
    month = _month(request, area)
    rows = overview_of(area, month)
    if wants_book(request):
        said = {"month": f"{month:%m/%Y}", "name": area.full_name}
        book = Book(
            _("Hỗ trợ tổ tháng %(month)s, %(name)s") % said, f"ho-tro-{pk}-{month:%Y-%m}", SUPPORT
        )
        return send_book(request, book, rows, subject=area)
    context = {
        **_context(request, area, month),
        "rows": rows,
        "approved": (approved := [sheet for _commune, sheet in rows if sheet]),
        "total": sum(sheet.total for sheet in approved),
        "policy": policy_of(area.province_id or area.pk, month),
        "examples": EXAMPLES,
    }
    return render(request, "teams/support/support_overview.html", context)


def _sheet_context(request: HttpRequest, area: Area, **forms: Any) -> dict[str, Any]:
    """Return a commune's month with the forms for it."""
    context = _context_of(request, area)
    worked, key = context["board"].worked, {"thang": f"{context['month']:%Y-%m}"}
    limit = worked.policy.top_up_limit if worked.policy else 0
    first = {**key, "amount": worked.top_up.amount if worked.top_up else None}
    return {
        **context,
        "is_over": worked.span.last < timezone.localdate(),
        "limit": limit,
        "approve_form": ApproveForm(initial={**key, "code": context["board"].code}),
        "reopen_form": ReopenForm(initial=key),
        "top_up_form": TopUpForm(limit=limit, initial=first),
        **forms,
    }


def _context(request: HttpRequest, area: Area, month: date) -> dict[str, Any]:
    months = list(reversed(months_to(timezone.localdate(), _MONTHS)))
    return {"area": area, "crumbs": area.trail(request.user), "month": month, "months": months}


def _context_of(request: HttpRequest, area: Area) -> dict[str, Any]:
    """Return a commune's month, team by team."""
    board = board_of(area, _month(request, area))
    return {
        **_context(request, area, board.worked.month),
        "board": board,
        "sheet": board.sheet,
        "policy": board.worked.policy,
        "span": board.worked.span,
        "sums": board.sums,
    }


@territory(SEES_LINES)
@require_safe
def support_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every amount of a month: whose, which day and session, why so much."""
    area = _commune(request, pk)
    return render(request, "teams/support/support_lines.html", _context_of(request, area))


@territory(SEES_LINES)
@require_safe
def support_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the payment list of a month, to print and sign."""
    context = _context_of(request, _commune(request, pk))
    if context["policy"] is None:
        raise Http404
    context["words"] = spelled(context["sums"].total)
    return render(request, "teams/support/support_print.html", context)


@territory(APPROVES)
@require_POST
def support_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the month as it was read."""
    area, form = _commune(request, pk), ApproveForm(request.POST)
    if not form.is_valid():
        raise Http404
    month = form.cleaned_data["thang"]
    try:
        actions.approve_month(
            by=request.user, commune=area, month=month, seen=form.cleaned_data["code"]
        )
    except actions.Moved:
        moved = _("Số liệu đã đổi sau khi trang này mở. Xem lại bên dưới rồi duyệt.")
        messages.error(request, moved)
    except actions.Unpaid:
        messages.error(request, _("Kỳ này chưa hết hoặc không có chính sách: chưa duyệt được."))
    else:
        messages.success(request, _("Đã duyệt. Số đã được khóa."))
    return _back(area, month)


@territory(APPROVES)
@require_POST
def support_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an approved month, with a reason."""
    area, form = _commune(request, pk), ReopenForm(request.POST)
    month = read_month(request.POST.get("thang"))
    sheets = SupportSheet.objects.visible_to(request.user).standing()
    sheet = get_object_or_404(sheets.select_related("commune"), commune=area, month=month)
    if not form.is_valid():
        return _again(request, area, reopen_form=form)
    actions.reopen_month(by=request.user, sheet=sheet, why=form.cleaned_data["why"])
    messages.success(request, _("Đã mở lại. Bản đã duyệt vẫn được giữ trong nhật ký."))
    return _back(area, form.cleaned_data["thang"])


@territory(APPROVES)
@require_POST
def support_top_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the commune's own money from a month on."""
    area, month = _commune(request, pk), read_month(request.POST.get("thang"))
    policy = policy_of(area.province_id, month) if month else None
    if month is None or policy is None or not policy.top_up_limit:
        raise Http404
    form = TopUpForm(request.POST, limit=policy.top_up_limit)
    if not form.is_valid():
        return _again(request, area, top_up_form=form)
    said = {name: form.cleaned_data[name] for name in ("amount", "document")}
    actions.add_top_up(by=request.user, commune=area, policy=policy, month=month, **said)
    messages.success(request, _("Đã lưu phần xã hỗ trợ thêm."))
    return _back(area, month)


def _again(request: HttpRequest, area: Area, **forms: Any) -> HttpResponse:
    """Show the sheet once more with what was wrong in a form of it."""
    context = {**_sheet_context(request, area, **forms), "form": next(iter(forms.values()))}
    return render(request, "teams/support/support.html", context, status=422)


def _back(area: Area, month: date) -> HttpResponse:
    return redirect(f"{reverse('teams:support', args=[area.pk])}?thang={month:%Y-%m}")


def _commune(request: HttpRequest, pk: int) -> Area:
    return visible_or_404(request, Area, *ABOVE, pk=pk, level=Level.COMMUNE)


def _month(request: HttpRequest, area: Area) -> date:
    """Return the month that is asked for, or else the last one that is over; what is none answers 404."""
    data = request.POST if request.method == "POST" else request.GET
    if asked := data.get("thang"):
        if month := read_month(asked):
            return month
        raise Http404
    today = timezone.localdate()
    this = today.replace(day=1)
    policy = policy_of(area.province_id or area.pk, this)
    if policy and span_of(this, policy.month_starts_on).last < today:
        return this
    return months_to(today, 2)[0]
