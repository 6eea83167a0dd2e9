"""The people of a household: added, corrected, gone, and what each of them knows."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from households.models import Resident
from households.register import actions as register_actions
from households.register.rules import three_way
from households.register.views import conflict
from households.register.views.lookups import CHANGE, SHOW, household_of, platforms_of
from households.roster.forms.people import LeavingForm, ResidentForm
from households.roster.views.household import page_of
from households.survey import actions as survey_actions
from households.survey.forms import AssessmentForm
from households.survey.views.answers import TapResult, choice_of, row_context
from web.scope import territory


def resident_of(request: HttpRequest, pk: int) -> Resident:
    """Return a person who lives in a household of the reader's territory, or answer 404."""
    people = Resident.objects.visible_to(request.user).filter(left_on=None)
    return get_object_or_404(people.select_related("household__village"), pk=pk)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def resident_add(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Add a person to the household."""
    household = household_of(request, uuid)
    form = ResidentForm(request.POST)
    if form.is_valid():
        register_actions.add_resident(by=request.user, household=household, **form.cleaned_data)
        messages.success(request, _("Đã thêm người trong hộ."))
        return redirect("households:detail", household.uuid)
    context = {**page_of(request, household, TapResult()), "person_form": form}
    return render(request, "households/roster/detail.html", context, status=422)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def resident_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a person's name, relation, birth year, sex or telephone."""
    person = resident_of(request, pk)
    start = {
        "full_name": person.full_name,
        "relation": person.relation,
        "birth_year": person.birth_year and str(person.birth_year),
        "sex": person.sex,
        "phone": person.phone,
    }
    form = ResidentForm(request.POST or None, is_head=person.is_head, initial=start)
    if request.method == "POST" and form.is_valid():
        if clash := conflict.save(request, person, form.cleaned_data):
            return clash
        messages.success(request, _("Đã lưu."))
        return redirect("households:detail", person.household.uuid)
    return _person(request, person, form, LeavingForm())


def _person(
    request: HttpRequest, person: Resident, form: ResidentForm, leaving: LeavingForm
) -> HttpResponse:
    context = {
        "form": form,
        "leaving": leaving,
        "person": person,
        "household": person.household,
        "village": person.household.village,
    }
    status = 422 if leaving.errors else 200
    return render(request, "households/roster/person.html", context, status=status)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def resident_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the day a person left the household; what he knew stays in the history."""
    people = Resident.objects.visible_to(request.user).filter(left_on=None, is_head=False)
    person = get_object_or_404(people.select_related("household__village"), pk=pk)
    leaving = LeavingForm(request.POST)
    if not leaving.is_valid():
        form = ResidentForm(initial={"full_name": person.full_name, "relation": person.relation})
        return _person(request, person, form, leaving)
    register_actions.change_resident(
        by=request.user, resident=person, left_on=leaving.cleaned_data["left_on"]
    )
    messages.success(request, _("Đã ghi: người này không còn ở hộ."))
    return redirect("households:detail", person.household.uuid)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def resident_assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what one person of the household knows, perhaps on an earlier day."""
    person = resident_of(request, pk)
    platforms = platforms_of(person.household.village)
    form = AssessmentForm(request.POST or None, person=person)
    context = {
        "form": form,
        "person": person,
        "household": person.household,
        "village": person.household.village,
        "platforms": platforms,
    }
    if request.method == "POST" and form.is_valid():
        try:
            _assess(request, person, form)
        except three_way.Clash:
            was = form.seen or person.results
            said = TapResult(person, choice=choice_of(person, was, form.results))
            context = row_context(person.household, said)
            return render(request, "households/choose.html", context, status=409)
        messages.success(request, _("Đã lưu kỹ năng của %(name)s.") % {"name": person.full_name})
        return redirect("households:detail", person.household.uuid)
    return render(request, "households/roster/assess.html", context)


def _assess(request: HttpRequest, person: Resident, form: AssessmentForm) -> None:
    data = form.cleaned_data
    survey_actions.assess(
        by=request.user,
        resident=person,
        results=form.results,
        was=form.seen,
        on=data["assessed_on"],
        method=data["method"],
        evidence=form.evidence,
        uuid=data["uuid"],
    )
