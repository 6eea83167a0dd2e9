"""One household: its people, what each knows, its history with what can be taken back."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from households.models import Assessment, Confirmation, Household, Resident
from households.refusals.views import refusal_of
from households.register import actions as register_actions, forms as register_forms
from households.register.forms import HouseholdForm, LeavingForm, NewResidentForm, ResidentForm
from households.register.queries.history import timeline
from households.register.rules import Clash, Key
from households.register.views import CHANGE, SHOW, has_agreed, household_of, save_or_ask
from households.roster.queries import notes_on
from households.survey import actions as survey_actions
from households.survey.forms import AssessmentForm
from households.survey.views.answers import TapResult, choice_of, row_context, undoable
from households.transfer.queries import shown_with
from skills.models import platforms_of
from web.answers import done, refusals_on
from web.once import KeyTaken
from web.scope import key_of, note_names, territory

TAKEN = gettext_lazy("Trang này đã dùng cho hộ khác. Tải lại trang rồi thêm lại.")


@territory(SHOW)
@require_http_methods(["GET", "HEAD", "POST"])
def household_detail(request: HttpRequest, uuid: Key) -> HttpResponse:
    """Show one household: its people, what each knows, its history; and change its name."""
    household = household_of(request, uuid)
    form = HouseholdForm(request.POST or None, initial=register_forms.as_written(household))
    if request.method == "POST" and form.is_valid():
        # A page opened before a question was added does not take back its answer.
        said = {name: form.cleaned_data[name] for name in form.fields if name in request.POST}
        if clash := save_or_ask(request, household, said):
            return clash
        return done(request, _("Đã lưu."), "households:detail", household.uuid)
    context = page_of(request, household, _just_done(request, household))
    return render(request, "households/roster/detail.html", {**context, "form": form})


def page_of(request: HttpRequest, household: Household, said: TapResult) -> dict[str, Any]:
    """Return all that the page of a household shows."""
    history = Assessment.objects.visible_to(request.user).filter(resident__household=household)
    return {
        **row_context(request, household, said),
        "form": HouseholdForm(initial=register_forms.as_written(household)),
        "crumbs": household.village.trail(request.user),
        "person_form": NewResidentForm(),
        "history": history.select_related("resident", "assessor")[:50],
        "adding": request.GET.get("them") is not None,
        "refusal": refusal_of(request, household) if household.refuses else None,
        "refused": key_of(request.GET.get("tu-choi")),
        "transfer": shown_with(request.user, household),
        "notes": notes_on(request.user, household),
        **_place_of(request, household),
    }


def _place_of(request: HttpRequest, household: Household) -> dict[str, Any]:
    """Return where a household stands in the roster of its village, and those to ask before and after it."""
    mine = Household.objects.visible_to(request.user).open().filter(village=household.village_id)
    key, pk = household.sort_key, household.pk
    before = Q(sort_key__lt=key) | Q(sort_key=key, pk__lt=pk)
    after = Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=pk)
    beside_it = mine.to_ask(timezone.localdate())
    beside = {
        "previous": beside_it.filter(before).in_order().reverse().first(),
        "next": beside_it.filter(after).in_order().first(),
    }
    shown = [one.pk for one in beside.values() if one] + [household.merged_into_id or pk]
    note_names(request, household.village.path, *shown)
    return {**mine.aggregate(place=Count("pk", filter=before) + 1, of=Count("pk")), **beside}


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


def resident_of(request: HttpRequest, pk: int) -> Resident:
    """Return a person who lives in a household of the reader's territory, whose name is shown, or answer 404."""
    people = Resident.objects.visible_to(request.user).filter(left_on=None)
    return _shown(request, get_object_or_404(people.select_related("household__village"), pk=pk))


def _shown(request: HttpRequest, person: Resident) -> Resident:
    note_names(request, person.household.village.path, person.household_id)
    return person


@territory(SHOW)
@territory(CHANGE)
@require_POST
def resident_add(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Add a person to the household."""
    household = household_of(request, uuid)
    form = NewResidentForm(request.POST)
    if form.is_valid():
        with refusals_on(form, {KeyTaken: (None, TAKEN)}):
            again = "again" in request.POST
            person = register_actions.add_resident(
                by=request.user, household=household, again=again, **form.cleaned_data
            )
            return _added(request, household_of(request, uuid), person)
    context = {**page_of(request, household, TapResult()), "person_form": form}
    if request.headers.get("HX-Request"):
        # htmx puts no answer in place that says it failed.
        return render(request, "households/roster/detail.html#adding", context)
    return render(request, "households/roster/detail.html", context, status=422)


def _added(request: HttpRequest, household: Household, person: Resident) -> HttpResponse:
    """Show somebody who was added in their place, and the form for the next one with its name in focus."""
    words = _("Đã thêm %(name)s.") % {"name": person.full_name}
    if not request.headers.get("HX-Request"):
        messages.success(request, words)
        page = reverse("households:detail", args=[household.uuid])
        return redirect(f"{page}?them#them-nguoi")
    context = row_context(request, household, TapResult(person, words))
    context |= {"person_form": NewResidentForm(), "adding": True}
    return render(request, "households/roster/added.html", context)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def resident_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a person's name, relation, birth year, sex or telephone."""
    person = resident_of(request, pk)
    known = register_forms.as_known(person)
    form = ResidentForm(request.POST or None, is_head=person.is_head, initial=known)
    if request.method == "POST" and form.is_valid():
        if clash := save_or_ask(request, person, form.cleaned_data):
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
    person = _shown(request, get_object_or_404(people.select_related("household__village"), pk=pk))
    leaving = LeavingForm(request.POST)
    if not leaving.is_valid():
        form = ResidentForm(is_head=person.is_head, initial=register_forms.as_known(person))
        return _person(request, person, form, leaving)
    register_actions.change_resident(
        by=request.user, resident=person, left_on=leaving.cleaned_data["left_on"]
    )
    messages.success(request, _("Đã ghi: người này không còn ở hộ."))
    return redirect("households:detail", person.household.uuid)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
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
        except Clash:
            was = form.seen or person.results
            said = TapResult(person, choice=choice_of(person, was, form.results))
            context = row_context(request, person.household, said)
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
        agreed=has_agreed(request),
    )


@territory(SHOW)
@require_safe
def history(request: HttpRequest, uuid: Key) -> HttpResponse:
    """Show who did what when to a household, the newest first: a page, or its part for another page."""
    household = household_of(request, uuid)
    moments = timeline(household)
    keys = {one.pk for m in moments if m.regrouping for one in _both(m.regrouping)}
    note_names(request, household.village.path, *keys)
    mine = Household.objects.visible_to(request.user).filter(pk__in=keys)
    context = {
        "household": household,
        "village": household.village,
        "crumbs": household.village.trail(request.user),
        "moments": moments,
        "mine": {one.pk for one in mine},
    }
    part = "#timeline" if request.headers.get("HX-Request") else ""
    return render(request, f"households/roster/timeline.html{part}", context)


def _both(regrouping: object) -> tuple[Household, Household]:
    return regrouping.household, regrouping.other  # type: ignore[attr-defined]  # two kinds have both


def _finding(request: HttpRequest, uuid: uuids.UUID, pk: int) -> Assessment:
    household = household_of(request, uuid)
    rows = Assessment.objects.visible_to(request.user).filter(resident__household=household)
    return get_object_or_404(rows.select_related("resident__household"), pk=pk)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def withdraw(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Take one finding back; it stays in the history, marked."""
    survey_actions.withdraw(by=request.user, assessment=_finding(request, uuid, pk))
    messages.success(request, _("Đã hoàn tác lần khảo sát này."))
    return redirect("households:history", uuid)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def restore(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Let a finding count again that was taken back."""
    survey_actions.restore(by=request.user, assessments=[_finding(request, uuid, pk)])
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
    survey_actions.withdraw_confirmations(by=request.user, confirmations=[row])
    messages.success(request, _("Đã hoàn tác lần xác nhận này."))
    return redirect("households:history", uuid)
