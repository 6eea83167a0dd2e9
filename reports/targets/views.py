"""The targets of a unit: shown, set, changed and withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.models import Area
from figures.indicators import BY_KEY, COVERED, TARGETED, Indicator
from reports.models import Target
from reports.targets.actions import (
    FIELDS,
    Conflict,
    Taken,
    change_target,
    set_target,
    withdraw_target,
)
from reports.targets.exports import TARGETS
from reports.targets.forms import TargetForm
from reports.targets.queries.board import Line, TargetBoard, target_board, years_of
from reports.targets.queries.targets import targets_for
from reports.targets.queries.wording import level_text
from reports.units.views import few_page
from rollup.few import few_for, is_folded_for
from web.exports import Book, send_book, wants_book, with_book
from web.scope import key_of, territory

PAGE = 50
CHANGE = "reports.change_target"


@with_book
@territory("reports.view_dashboard")
@require_safe
def targets(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the targets of a unit for a year, and how it and the units below stand to them."""
    area = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    if is_folded_for(request.user, area):
        return few_page(request, area)
    today = timezone.localdate()
    years = years_of(area, today)
    asked = key_of(request.GET.get("nam"))
    year = asked if asked in years else today.year
    few = few_for(request.user, area)
    board = target_board(area, today, year, _chosen(request), few=few)
    if wants_book(request):
        return _taken(request, board)
    own = Target.objects.visible_to(request.user).filter(area=area, due_on__year=year)
    context = {
        "board": board,
        "area": area,
        "day": today,
        "years": years,
        "crumbs": area.trail(request.user),
        "targeted": TARGETED,
        "own": [(row, BY_KEY[row.indicator]) for row in own.select_related("set_by")],
        "form": TargetForm(initial={"indicator": board.chosen.key}),
        "may_change": request.user.has_perm(CHANGE),
        **_children(request, board),
    }
    return render(request, "reports/targets/targets.html", context)


def _chosen(request: HttpRequest) -> Indicator:
    chosen = BY_KEY.get(request.GET.get("chi-tieu", ""), COVERED)
    return chosen if chosen in TARGETED else COVERED


def _children(request: HttpRequest, board: TargetBoard) -> dict[str, Any]:
    """Return a page of the units below that are listed, and which of them were asked for."""
    group, rows = _listed(request, board)
    return {"page": Paginator(rows, PAGE).get_page(request.GET.get("trang")), "group": group}


def _listed(request: HttpRequest, board: TargetBoard) -> tuple[str, list[Line]]:
    """Choose the units below that are listed: all, those with their own target, those without."""
    groups = {"rieng": board.own, "theo": board.inherited}
    asked = request.GET.get("loc", "")
    return (asked, groups[asked]) if asked in groups else ("", board.children)


def _taken(request: HttpRequest, board: TargetBoard) -> HttpResponseBase:
    """Hand out the targets of the unit, and under them those of the units below that are listed."""
    group, below = _listed(request, board)
    words = {"rieng": _("Đặt riêng"), "theo": _("Theo cấp trên")}
    filters = [str(board.year), str(board.chosen.short), *([words[group]] if group else [])]
    area = board.area
    title = _("Chỉ tiêu, %(name)s") % {"name": area.full_name}
    book = Book(title, f"chi-tieu-{area.pk}", TARGETS, filters, signed=True)
    rows = [*board.lines, *below]
    return send_book(request, book, rows, subject=area)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def target_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a target of a unit."""
    places = Area.objects.visible_to(request.user).units().filter(closed_on=None)
    area = get_object_or_404(places, pk=pk)
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            target = set_target(by=request.user, area=area, **form.cleaned_data)
        except Taken as taken:
            _say_taken(form, taken.held)
        else:
            return _saved(request, target)
    return _form_page(request, area, form)


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def target_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a target: the old row is withdrawn, a new one holds."""
    target = _target(request, pk)
    if request.method != "POST":
        if target.withdrawn_at:
            return redirect("reports:targets", target.area_id)
        form = TargetForm(initial={name: getattr(target, name) for name in FIELDS})
        return _form_page(request, target.area, form, target)
    form = TargetForm(request.POST)
    if not form.is_valid():
        return _form_page(request, target.area, form, target)
    return _change(request, target, form)


def _change(request: HttpRequest, target: Target, form: TargetForm) -> HttpResponse:
    seen = key_of(request.POST.get("version"))
    try:
        new = change_target(by=request.user, target=target, version=seen, **form.cleaned_data)
    except Taken as taken:
        _say_taken(form, taken.held)
    except Conflict:
        held = _held(request, target)
        if held and all(getattr(held, name) == form.cleaned_data[name] for name in FIELDS):
            return _saved(request, held)  # the same form sent twice
        return _form_page(request, target.area, form, held, conflict=True)
    else:
        return _saved(request, new)
    return _form_page(request, target.area, form, target)


@territory(CHANGE)
@require_POST
def target_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a target: the unit goes by the nearest one above again."""
    target = _target(request, pk)
    try:
        withdraw_target(by=request.user, target=target, version=key_of(request.POST.get("version")))
    except Conflict:
        messages.error(request, _("Chỉ tiêu này vừa được sửa hoặc rút. Xem mức đang có bên dưới."))
    else:
        messages.success(request, _("Đã rút chỉ tiêu. Đơn vị theo mức của cấp trên nếu có."))
    return redirect(_page_of(target))


def _target(request: HttpRequest, pk: int) -> Target:
    found = Target.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(found, pk=pk)


def _held(request: HttpRequest, target: Target) -> Target | None:
    """Return what holds now in the place of a target that was changed or withdrawn."""
    rows = Target.objects.visible_to(request.user).filter(withdrawn_at=None).select_related("area")
    return rows.filter(area=target.area, indicator=target.indicator).order_by("-pk").first()


def _page_of(target: Target) -> str:
    return f"{reverse('reports:targets', args=[target.area_id])}?nam={target.due_on.year}"


def _saved(request: HttpRequest, target: Target) -> HttpResponse:
    """Say what was saved, and that it is lower than above where it is."""
    found = targets_for([target.area], timezone.localdate(), target.due_on.year)
    held = found[target.area_id].get(target.indicator)
    words = {"level": level_text(target.level), "day": date_format(target.due_on)}
    text = _("Đã lưu chỉ tiêu: %(level)s đến %(day)s.") % words
    if held and held.lower and held.above:
        above = {"above": level_text(held.above.level), "unit": held.above.area.full_name}
        text += " " + _("Thấp hơn mức %(above)s của %(unit)s; các bảng ghi “Thấp hơn”.") % above
    messages.success(request, text)
    return redirect(_page_of(target))


def _say_taken(form: TargetForm, held: Target) -> None:
    words = {"level": level_text(held.level), "document": held.document}
    text = _("Đơn vị đã có chỉ tiêu này với hạn này: %(level)s, %(document)s. Sửa chỉ tiêu ấy.")
    form.add_error("due_on", text % words)


def _form_page(
    request: HttpRequest,
    area: Area,
    form: TargetForm,
    target: Target | None = None,
    *,
    conflict: bool = False,
) -> HttpResponse:
    context = {
        "area": area,
        "form": form,
        "target": target,
        "conflict": conflict,
        "crumbs": area.trail(request.user),
    }
    return render(request, "reports/targets/target_form.html", context)
