"""One household: its people, what each knows, its history."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.trail import trail
from households.models import Assessment, Confirmation, Household
from households.register.forms import HouseholdForm
from households.register.views import conflict
from households.register.views.lookups import SHOW, household_of
from households.roster.forms.people import ResidentForm
from households.survey.views.answers import TapResult, row_context, undoable
from web.scope import key_of, territory


@territory(SHOW)
@require_http_methods(["GET", "POST"])
def household_detail(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show one household: its people, what each knows, its history; and change its name."""
    household = household_of(request, uuid)
    form = HouseholdForm(request.POST or None, initial=as_written(household))
    if request.method == "POST" and form.is_valid():
        if clash := conflict.save(request, household, form.cleaned_data):
            return clash
        messages.success(request, _("Đã lưu."))
        return redirect("households:detail", household.uuid)
    context = page_of(request, household, _just_done(request, household))
    return render(request, "households/roster/detail.html", {**context, "form": form})


def as_written(household: Household) -> dict[str, str]:
    """Return what the form of a household starts with."""
    return {"head_name": household.head_name, "hamlet": household.hamlet, "phone": household.phone}


def page_of(request: HttpRequest, household: Household, said: TapResult) -> dict[str, Any]:
    """Return all that the page of a household shows."""
    history = Assessment.objects.visible_to(request.user).filter(resident__household=household)
    return {
        **row_context(household, said),
        "form": HouseholdForm(initial=as_written(household)),
        "crumbs": trail(household.village, request.user),
        "person_form": ResidentForm(),
        "history": history.select_related("resident", "assessor")[:50],
        "next": _next(request, household),
    }


def _next(request: HttpRequest, household: Household) -> Household | None:
    """Return the household after this one in the roster."""
    mine = Household.objects.visible_to(request.user).current()
    after = Q(sort_key__gt=household.sort_key) | Q(sort_key=household.sort_key, pk__gt=household.pk)
    return mine.filter(after, village=household.village_id).in_order().first()


def _just_done(request: HttpRequest, household: Household) -> TapResult:
    """Return what a tap without script has just done, so that the page can take it back."""
    found: Assessment | Confirmation | None = None
    if key := key_of(request.GET.get("xong")):
        rows = Assessment.objects.visible_to(request.user).filter(withdrawn_at=None)
        found = rows.filter(resident__household=household, pk=key).first()
    elif key := key_of(request.GET.get("khong-doi")):
        signed = Confirmation.objects.visible_to(request.user).standing()
        found = signed.filter(household=household, pk=key).first()
    person = found.resident if isinstance(found, Assessment) else None
    return undoable(TapResult(person), household, found)
