"""One household: its people, what each knows, its history."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from areas.trail import trail
from audit.scope import territory
from households import actions
from households.forms import AssessmentForm, HouseholdForm, ResidentForm, ticked_of
from households.models import Assessment, Household, Resident, Status
from households.views import conflict
from households.views.doors import CHANGE, SHOW, can_assess_5, household_of
from skills.catalogue import SKILLS


@territory(SHOW)
@require_http_methods(["GET", "POST"])
def household_detail(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Show one household: its people, what each knows, its history; and change its name."""
    household = household_of(request, uuid)
    start = {"head_name": household.head_name, "hamlet": household.hamlet, "phone": household.phone}
    form = HouseholdForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        if clash := conflict.save(request, household, form.cleaned_data):
            return clash
        messages.success(request, _("Đã lưu."))
        return redirect("households:detail", household.uuid)
    return render(request, "households/detail.html", _detail_context(request, household, form))


def _detail_context(
    request: HttpRequest, household: Household, form: HouseholdForm
) -> dict[str, Any]:
    history = Assessment.objects.visible_to(request.user).filter(resident__household=household)
    return {
        "household": household,
        "form": form,
        "village": household.village,
        "crumbs": trail(household.village, request.user),
        "people": list(household.residents.living_here()),
        "skills": SKILLS,
        "person_form": ResidentForm(),
        "history": history.select_related("resident", "assessor")[:50],
        "statuses": Status.choices,
        "can_assess_5": can_assess_5(household.village),
    }


@territory(CHANGE)
@require_POST
def resident_add(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Add a person to the household."""
    household = household_of(request, uuid)
    form = ResidentForm(request.POST)
    if form.is_valid():
        actions.add_resident(by=request.user, household=household, **form.cleaned_data)
        messages.success(request, _("Đã thêm người trong hộ."))
        return redirect("households:detail", household.uuid)
    context = _detail_context(
        request,
        household,
        HouseholdForm(
            initial={
                "head_name": household.head_name,
                "hamlet": household.hamlet,
                "phone": household.phone,
            }
        ),
    )
    return render(request, "households/detail.html", {**context, "person_form": form}, status=422)


@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def resident_assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what one person of the household knows, perhaps on an earlier day."""
    people = Resident.objects.visible_to(request.user).filter(left_on=None)
    person = get_object_or_404(people.select_related("household__village"), pk=pk)
    platforms = can_assess_5(person.household.village)
    form = AssessmentForm(request.POST or None, initial={"skill": ticked_of(person.results)})
    if request.method == "POST" and form.is_valid():
        actions.assess(
            by=request.user,
            resident=person,
            results=form.results(platforms=platforms),
            on=form.cleaned_data["assessed_on"],
        )
        messages.success(request, _("Đã lưu kỹ năng của %(name)s.") % {"name": person.full_name})
        return redirect("households:detail", person.household.uuid)
    context = {
        "form": form,
        "person": person,
        "household": person.household,
        "village": person.household.village,
        "skills": SKILLS,
        "ticked": form["skill"].value() or [],
        "platforms": platforms,
    }
    return render(request, "households/assess.html", context)


@territory(CHANGE)
@require_POST
def resident_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a person no longer lives in the household; what he knew stays in the history."""
    people = Resident.objects.visible_to(request.user).filter(left_on=None, is_head=False)
    person = get_object_or_404(people.select_related("household"), pk=pk)
    actions.change_resident(by=request.user, resident=person, left_on=timezone.localdate())
    messages.success(request, _("Đã ghi: người này không còn ở hộ."))
    return redirect("households:detail", person.household.uuid)
