"""A household refuses to be surveyed, is asked again, or never refused; and the question before anything is recorded."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from households.models import Household, Refusal, Status
from households.refusals.forms import MISTAKE, RefusalForm, ReopeningForm
from households.register import actions
from households.register.views import CHANGE, SHOW, household_of
from web.scope import territory


def refusal_of(request: HttpRequest, household: Household) -> Refusal | None:
    """Return the refusal of a household that holds, with who wrote it down."""
    rows = Refusal.objects.visible_to(request.user).holding().filter(household=household)
    return rows.select_related("recorded_by").first()


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Record that a household refused: when, why, until when nobody asks again."""
    household = household_of(request, uuid)
    form = RefusalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        row = actions.refuse(by=request.user, household=household, **form.facts)
        page = reverse("households:detail", args=[household.uuid])
        return redirect(f"{page}?tu-choi={row.pk}")
    return _page(request, household, form=form)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def reopen(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Let a household be asked again: it agreed, or the refusal was noted by mistake."""
    household = household_of(request, uuid)
    form = ReopeningForm(request.POST)
    if not form.is_valid():
        return _page(request, household, reopening=form)
    row = refusal_of(request, household)
    if row and form.cleaned_data["why"] == MISTAKE:
        actions.take_back_refusal(by=request.user, refusal=row)
    elif row:
        actions.set_status(
            by=request.user, household=household, status=Status.RESIDENT, agreed=True
        )
    messages.success(request, _("Đã mở lại: hộ về danh sách cần khảo sát."))
    return redirect("households:detail", household.uuid)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def take_back(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Undo a refusal that was just saved."""
    household = household_of(request, uuid)
    rows = Refusal.objects.visible_to(request.user).filter(household=household)
    actions.take_back_refusal(by=request.user, refusal=get_object_or_404(rows, pk=pk))
    messages.success(request, _("Đã hoàn tác ghi từ chối."))
    return redirect("households:detail", household.uuid)


def _page(request: HttpRequest, household: Household, **forms: Any) -> HttpResponse:
    context = {
        "household": household,
        "village": household.village,
        "crumbs": household.village.trail(request.user),
        "refusal": refusal_of(request, household),
        "form": forms.get("form") or RefusalForm(),
        "reopening": forms.get("reopening") or ReopeningForm(),
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "households/refusals/refuse.html", context, status=422 if wrong else 200)
