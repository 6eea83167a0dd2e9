"""The history of one household, with what can be taken back."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from areas.trail import trail
from households.models import Assessment, Confirmation, Household
from households.register.queries.history import timeline
from households.register.views.lookups import CHANGE, SHOW, household_of
from households.survey import actions
from web.scope import territory


@territory(SHOW)
@require_safe
def history(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show who did what when to a household, the newest first: a page, or its part for another page."""
    household = household_of(request, uuid)
    moments = timeline(household)
    keys = {one.pk for m in moments if m.regrouping for one in _both(m.regrouping)}
    mine = Household.objects.visible_to(request.user).filter(pk__in=keys)
    context = {
        "household": household,
        "village": household.village,
        "crumbs": trail(household.village, request.user),
        "moments": moments,
        "mine": {one.pk for one in mine},
    }
    part = "#timeline" if request.headers.get("HX-Request") else ""
    return render(request, f"households/roster/timeline.html{part}", context)


def _both(regrouping: object) -> tuple[Household, Household]:
    return regrouping.household, regrouping.other  # type: ignore[attr-defined]


def _finding(request: HttpRequest, uuid: uuids.UUID, pk: int) -> Assessment:
    household = household_of(request, uuid)
    rows = Assessment.objects.visible_to(request.user).filter(resident__household=household)
    return get_object_or_404(rows.select_related("resident__household"), pk=pk)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def withdraw(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Take one finding back; it stays in the history, marked."""
    actions.withdraw(by=request.user, assessment=_finding(request, uuid, pk))
    messages.success(request, _("Đã hoàn tác lần khảo sát này."))
    return redirect("households:history", uuid)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def restore(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Let a finding count again that was taken back."""
    actions.restore(by=request.user, assessments=[_finding(request, uuid, pk)])
    messages.success(request, _("Đã lấy lại lần khảo sát này."))
    return redirect("households:history", uuid)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def unconfirm(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Take a confirmation back; it stays in the history, marked."""
    household = household_of(request, uuid)
    rows = Confirmation.objects.visible_to(request.user).filter(household=household)
    row = get_object_or_404(rows.select_related("household"), pk=pk)
    actions.withdraw_confirmations(by=request.user, confirmations=[row])
    messages.success(request, _("Đã hoàn tác lần xác nhận này."))
    return redirect("households:history", uuid)
