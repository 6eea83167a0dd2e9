"""A register of households, or a list of villages, is complete: said here, undone, confirmed from above."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.kinds import IS_VILLAGE, Level
from areas.models import Area
from households.declarations import actions
from households.declarations.forms import CompletionForm, QuestionForm, SeenForm, UndoForm
from households.models import Completion
from households.register.views import CHANGE, CONFIRM
from web.paging import page_of
from web.scope import territory

PAGE = 50
_NOT_SEEN = gettext_lazy(
    "%(name)s: số đã đổi sau khi mở trang, nay là %(numbers)s, nên chưa xác nhận. Xem lại lý do rồi xác nhận."
)


def _place_of(request: HttpRequest, pk: int) -> Area:
    """Return an open village or commune whose register this reader keeps, or answer 404."""
    places = Area.objects.visible_to(request.user).filter(closed_on=None)
    area = get_object_or_404(places.filter(Q(level=Level.COMMUNE) | IS_VILLAGE), pk=pk)
    if not area.is_village and not request.user.has_perm("areas.change_area"):
        raise Http404
    return area


@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a register is complete; where one stands, show it with the way to undo it."""
    area = _place_of(request, pk)
    form = CompletionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _said(request, area, form):
        return redirect("households:complete", area.pk)
    return _page(request, area, form)


def _page(
    request: HttpRequest, area: Area, form: CompletionForm, undo: UndoForm | None = None
) -> HttpResponse:
    acts = Completion.objects.visible_to(request.user).filter(area=area)
    acts = acts.select_related("recorded_by", "confirmed_by", "asked_by", "undone_by")
    standing = acts.standing().first()
    measure = actions.own_measure(area)
    context = {
        "area": area,
        "crumbs": area.trail(request.user),
        "form": form,
        "completion": standing,
        "undo": undo or (UndoForm(since=standing.since) if standing else None),
        "earlier": acts.filter(undone_at__isnull=False)[:PAGE],
        "registered": measure.registered,
        "declared": measure.declared,
    }
    return render(request, "households/declarations/complete.html", context)


def _said(request: HttpRequest, area: Area, form: CompletionForm) -> bool:
    """Do the act; say whether the page is done with the form. A missing reason is told there."""
    data = form.cleaned_data
    try:
        actions.declare_complete(
            by=request.user, area=area, from_day=data["from_day"], reason=data["reason"]
        )
    except actions.NeedsReason as short:
        form.add_error("reason", [_why(area, measure) for measure in short.short])
    except actions.AlreadyComplete as error:
        # The page shows the act that stands, without the form.
        messages.error(request, str(error))
        return True
    else:
        messages.success(request, _("Đã ghi là đủ."))
        return True
    return False


def _why(area: Area, measure: actions.Measure) -> str:
    """Say both numbers, and what to do."""
    if measure.declared is None:
        if area.is_village:
            return _(
                "Sổ chưa có hộ nào và thôn chưa khai báo. Ghi lý do, hoặc khai báo 0 hộ trước."
            )
        return _("Xã chưa có thôn nào và chưa khai báo. Ghi lý do, hoặc thêm thôn trước.")
    return _too_few(area, measure) % {"n": measure.registered, "of": measure.declared}


def _too_few(area: Area, measure: actions.Measure) -> str:
    if measure.of_commune:
        return _(
            "Ghi xong thì mọi sổ của xã đã đủ: có %(n)d hộ, xã khai báo %(of)d hộ, chưa tới 90%%. "
            "Ghi lý do, hoặc ghi thêm hộ, hoặc sửa số khai báo của xã."
        )
    if area.is_village:
        return _(
            "Trong sổ có %(n)d hộ, khai báo %(of)d hộ, chưa tới 90%%. "
            "Ghi lý do, hoặc ghi thêm hộ, hoặc sửa số khai báo."
        )
    return _(
        "Đang có %(n)d thôn, khai báo %(of)d thôn, chưa tới 90%%. "
        "Ghi lý do, hoặc thêm thôn, hoặc sửa số khai báo."
    )


@territory(CHANGE)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a register is complete no longer."""
    row = get_object_or_404(Completion.objects.visible_to(request.user), pk=pk)
    area = _place_of(request, row.area_id)
    form = UndoForm(request.POST, since=row.since)
    if not form.is_valid():
        return _page(request, area, CompletionForm(), form)
    data: dict[str, Any] = form.cleaned_data
    actions.undo_complete(
        by=request.user, completion=row, on=data["undone_on"], reason=data["undone_reason"]
    )
    messages.success(request, _("Đã bỏ ghi là đủ."))
    return redirect("households:complete", area.pk)


@territory(CONFIRM)
@require_safe
def completions(request: HttpRequest, pk: int) -> HttpResponse:
    """List the acts of a unit that wait for the upper level, oldest first."""
    return _waiting(request, _unit_of(request, pk))


def _unit_of(request: HttpRequest, pk: int) -> Area:
    units = Area.objects.visible_to(request.user).filter(level__lt=Level.COMMUNE)
    return get_object_or_404(units, pk=pk)


def _waiting(
    request: HttpRequest, area: Area, asked: tuple[int, QuestionForm] | None = None
) -> HttpResponse:
    rows = Completion.objects.visible_to(request.user).inside(area.path or "-").waiting()
    rows = rows.oldest_first().select_related("area__commune", "recorded_by", "asked_by")
    page = page_of(rows, request.GET, PAGE)
    at, form = asked or (0, QuestionForm())
    lines = [(row, form if row.pk == at else QuestionForm(auto_id=f"q{row.pk}_%s")) for row in page]
    context = {
        "area": area,
        "crumbs": area.trail(request.user, itself=True),
        "page": page,
        "lines": lines,
        "form": form,
    }
    return render(request, "households/declarations/completions.html", context)


@territory(CONFIRM)
@require_POST
def confirm(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Confirm an act of a unit below; the list without it comes back."""
    area = _unit_of(request, pk)
    row = _act_of(request, area, act)
    name = {"name": row.area.full_name}
    try:
        seen = SeenForm(request.POST).seen
        row = actions.confirm_complete(by=request.user, completion=row, seen=seen)
    except actions.NumbersChanged as changed:
        messages.error(request, _NOT_SEEN % {**name, "numbers": _numbers(changed.completion)})
        return redirect("households:completions", area.pk)
    if row.confirmed_at and not row.undone_at:
        messages.success(request, _("Đã xác nhận %(name)s.") % name)
    else:
        messages.error(request, _("%(name)s không còn chờ xác nhận, nên không ghi gì.") % name)
    return redirect("households:completions", area.pk)


def _numbers(row: Completion) -> str:
    """Return the numbers of an act as its page says them."""
    return render_to_string("households/completion_numbers.html", {"completion": row}).strip()


@territory(CONFIRM)
@require_POST
def ask_back(request: HttpRequest, pk: int, act: int) -> HttpResponse:
    """Ask about an act of a unit below; the question stands on its page."""
    area = _unit_of(request, pk)
    row = _act_of(request, area, act)
    form = QuestionForm(request.POST, auto_id=f"q{row.pk}_%s")
    if not form.is_valid():
        return _waiting(request, area, (row.pk, form))
    question = form.cleaned_data["question"]
    row = actions.ask_back(by=request.user, completion=row, question=question)
    if row.is_waiting:
        messages.success(request, _("Đã hỏi lại. Câu hỏi hiện ở trang của thôn, xã."))
    else:
        told = {"name": row.area.full_name, "question": question}
        messages.error(
            request,
            _("%(name)s không còn chờ xác nhận. Câu hỏi chưa ghi: %(question)s") % told,
        )
    return redirect("households:completions", area.pk)


def _act_of(request: HttpRequest, area: Area, act: int) -> Completion:
    rows = Completion.objects.visible_to(request.user).inside(area.path or "-")
    return get_object_or_404(rows.select_related("area"), pk=act)
