"""A decision is written: its paper and its first change on one page; further changes the same way."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from areas.kinds import Level
from areas.models import Area
from reorganisations.drafting import actions
from reorganisations.drafting.forms.base import OperationForm
from reorganisations.drafting.forms.operations import FORMS
from reorganisations.drafting.queries.villages import villages_of
from reorganisations.drafting.views.lists import WRITE
from reorganisations.models import Operation, Reorganisation, State
from web.answers import Refusals, done, is_sent, refusals_on
from web.once import KeyTaken
from web.scope import key_of, territory, visible_or_404

TITLES = {
    "nhap": gettext_lazy("Nhập thôn"),
    "tach": gettext_lazy("Tách thôn"),
    "ket-thuc": gettext_lazy("Kết thúc thôn"),
    "chuyen": gettext_lazy("Chuyển sang xã khác"),
    "doi": gettext_lazy("Đổi tên, đổi loại"),
}
STALE = gettext_lazy("Quyết định này vừa được người khác trình hoặc sửa. Mở lại để xem.")
REFUSALS: Refusals = {
    actions.Stale: (None, STALE),
    KeyTaken: (None, gettext_lazy("Trang mở quá lâu. Tải lại trang rồi ghi lại.")),
}


@territory(WRITE)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a decision on villages of a commune with its first change."""
    user: Any = request.user
    key = key_of(request.POST.get("xa") or request.GET.get("xa"))
    communes = Area.objects.visible_to(user).communes().filter(closed_on=None)
    if not key and user.area.level != Level.COMMUNE:
        of_country = user.area.level == Level.COUNTRY
        rows = communes.select_related("province").order_by("province__sort_key", "sort_key", "pk")
        context = {"communes": rows, "of_country": of_country}
        context["crumbs"] = user.area.trail(user, itself=True)
        return render(request, "reorganisations/drafting/choose.html", context)
    which = {"pk": key or user.area_id, "level": Level.COMMUNE, "closed_on": None}
    return _written(request, visible_or_404(request, Area, **which))


@territory(WRITE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Add a change to a draft."""
    decision = draft_of(request, uuid)
    return _written(request, decision.area, decision)


@territory(WRITE)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Write a change of a draft anew."""
    decision = draft_of(request, uuid)
    operation = visible_or_404(request, Operation, pk=pk, reorganisation=decision)
    return _written(request, decision.area, decision, operation)


@territory(WRITE)
@require_POST
def drop(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Take a change out of a draft."""
    decision = draft_of(request, uuid)
    operation = visible_or_404(request, Operation, pk=pk, reorganisation=decision)
    try:
        actions.drop_operation(by=request.user, operation=operation)
    except actions.Stale:
        messages.error(request, str(STALE))
        return redirect("reorganisations:detail", decision.uuid)
    return done(request, _("Đã bỏ việc này."), "reorganisations:detail", decision.uuid)


def draft_of(request: HttpRequest, uuid: uuids.UUID) -> Reorganisation:
    """Return a draft that the reader may write on; what was sent to one that is none any more is refused by the action."""
    which = {} if request.method == "POST" else {"state": State.DRAFT}
    return visible_or_404(request, Reorganisation, "area", uuid=uuid, **which)


def _written(
    request: HttpRequest,
    commune: Area,
    decision: Reorganisation | None = None,
    operation: Operation | None = None,
) -> HttpResponse:
    """Show the form of one change, and keep it in the draft, which is shown next."""
    what = _what(request, operation)
    choices = villages_of(request.user, commune, decision, operation)
    facts: dict[str, Any] = {"decision": decision, "commune": commune, "operation": operation}
    first = {} if decision else {"uuid": uuids.uuid4()}
    form = FORMS[what](request.POST or None, villages=choices, initial=first, **facts)
    if is_sent(request, form):
        with refusals_on(form, REFUSALS):
            kept = actions.keep(
                by=request.user,
                area=commune,
                decision=decision,
                operation=operation,
                change=form.change,
                uuid=form.cleaned_data["uuid"],
                version=form.cleaned_data["version"],
                **form.facts,
            )
            return redirect(_next(kept, form))
    return _shown(request, form, what, facts)


def _next(decision: Reorganisation, form: OperationForm) -> str:
    """Return where the writer goes on: of a split the households are assigned first."""
    if form.kind_of_change == Operation.Kind.SPLIT:
        latest = decision.operations.latest("pk")
        return reverse("reorganisations:assign", args=[decision.uuid, latest.pk])
    return reverse("reorganisations:detail", args=[decision.uuid])


def _shown(
    request: HttpRequest, form: OperationForm, what: str, facts: dict[str, Any]
) -> HttpResponse:
    context = {
        **facts,
        "form": form,
        "what": what,
        "title": TITLES[what],
        "kinds": [] if facts["operation"] else list(TITLES.items()),
        "crumbs": facts["commune"].trail(request.user, itself=True),
        "part": form.part,
    }
    return render(request, "reorganisations/drafting/form.html", context)


def _what(request: HttpRequest, operation: Operation | None) -> str:
    """Return which change the form is of: that of the operation, else the one that the address names."""
    by_kind = {str(form.kind_of_change): key for key, form in FORMS.items()}
    if operation:
        return by_kind[operation.kind]
    what = request.POST.get("viec") or request.GET.get("viec") or next(iter(FORMS))
    if what not in FORMS:
        raise Http404
    return what
