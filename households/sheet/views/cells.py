"""One press in the sheet, saved by itself: it answers with the row as it now is, in a few words."""

import uuid as uuids
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from households.models import Assessment, Household, Resident
from households.register import actions as register_actions
from households.register.forms import HouseholdForm
from households.register.rules import three_way
from households.register.views.lookups import CHANGE, SHOW, can_assess_5, household_of, village_of
from households.sheet.forms import CellForm, UnsurveyForm
from households.sheet.queries import SheetRow, rows_of
from households.sheet.views.sheet import answer, read_rows
from households.survey import actions as survey_actions
from web.scope import territory

# What a press may be refused for; everything else is a fault.
REFUSALS = (register_actions.NoPlatform, register_actions.Refused, Resident.DoesNotExist)


def in_words(why: Exception) -> str:
    """Say why a press was refused."""
    if isinstance(why, register_actions.NoPlatform):
        return str(survey_actions.Refusal.NO_PLATFORM.label)
    if isinstance(why, Resident.DoesNotExist):
        return str(survey_actions.Refusal.LEFT.label)
    if isinstance(why, three_way.Clash):
        return str(survey_actions.Refusal.CLASH.label)
    return str(why)


def _read(form: CellForm | UnsurveyForm) -> dict[str, Any]:
    """Return what a press asks for. Raises Refused where it cannot be read."""
    if not form.is_valid():
        raise register_actions.Refused(unreadable())
    return form.cleaned_data


@territory(SHOW)
@territory(CHANGE)
@require_POST
def cell(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Set one skill of one person, or several at once."""
    household = household_of(request, uuid)
    try:
        data = _read(CellForm(request.POST))
        done = _set(request, household, data)
    except three_way.Clash as clash:
        both = {n: [clash.mine[n], clash.theirs[n]] for n in clash.mine}
        return JsonResponse(answer(_row(request, household), clash=both), status=409)
    except REFUSALS as why:
        return _refused(request, household, why)
    return JsonResponse(answer(_row(request, household, done), uuid=str(data["uuid"])))


def _set(request: HttpRequest, household: Household, data: dict[str, Any]) -> Assessment | None:
    """Set one result by the shortest way, several as a finding of their own."""
    given = [n for n, answer in enumerate(data["results"], start=1) if answer is not None]
    person = Resident(pk=data["resident"]) if data["resident"] else None
    by: Any = request.user
    if len(given) == 1:
        return survey_actions.set_result(
            by=by,
            household=household,
            number=given[0],
            result=data["results"][given[0] - 1],
            was=data["was"][given[0] - 1],
            resident=person,
            uuid=data["uuid"],
        )
    return survey_actions.assess(
        by=by,
        resident=_person(request, household, data["resident"]),
        results=data["results"],
        was=data["was"],
        uuid=data["uuid"],
    )


def _person(request: HttpRequest, household: Household, pk: int | None) -> Resident:
    """Return the person named, or the best-known one; raises Resident.DoesNotExist."""
    if pk is None:
        return survey_actions.best_resident(household)
    people = Resident.objects.visible_to(request.user).filter(left_on=None, household=household)
    person = people.get(pk=pk)
    person.household = household
    return person


def _row(request: HttpRequest, household: Household, done: Assessment | None = None) -> SheetRow:
    """Return the row as it now is: from what the action has in hand, else read afresh."""
    if done and (living := getattr(done.resident.household, "living", None)):
        return rows_of([done.resident.household], living)[0]
    fresh = Household.objects.visible_to(request.user).filter(pk=household.pk)
    return read_rows(fresh)[0]


def unreadable() -> str:
    """Say that what came cannot be read: the page is older than the server."""
    return _("Máy chủ không hiểu thay đổi này. Tải lại trang rồi ghi lại.")


def not_done(words: Any) -> JsonResponse:
    """Say in words why nothing was done, where there is no row to show."""
    return JsonResponse({"error": str(words)}, status=422)


def _refused(request: HttpRequest, household: Household, why: Exception) -> JsonResponse:
    """Say in words why a press was not saved, with the row as it stands."""
    return JsonResponse(answer(_row(request, household), error=in_words(why)), status=422)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def unsurvey(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Make a household unsurveyed again; answers with the keys that bring its findings back."""
    household = household_of(request, uuid)
    by: Any = request.user
    try:
        data = _read(UnsurveyForm(request.POST))
        rows = survey_actions.unsurvey(by=by, household=household, was=data["was"])
    except (three_way.Clash, register_actions.Refused) as why:
        return _refused(request, household, why)
    back = [str(row.uuid) for row in rows]
    return JsonResponse(answer(_row(request, household), back=back))


@territory(SHOW)
@territory(CHANGE)
@require_POST
def set_aside(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Keep what another person found; one's own finding stays in the history, not chosen."""
    household = household_of(request, uuid)
    by: Any = request.user
    try:
        data = _read(CellForm(request.POST))
        person = _person(request, household, data["resident"])
        survey_actions.set_aside(by=by, resident=person, results=data["results"], uuid=data["uuid"])
    except REFUSALS as why:
        return _refused(request, household, why)
    return JsonResponse(answer(_row(request, household), uuid=str(data["uuid"])))


@territory(SHOW)
@territory("households.add_household")
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a household with what its head knows; the same key twice makes one."""
    village = village_of(request, pk)
    form, press = HouseholdForm(request.POST), CellForm(request.POST)
    if not press.is_valid():
        return not_done(unreadable())
    if not form.is_valid():
        return not_done(next(iter(form.errors.values()))[0])
    results = press.cleaned_data["results"]
    if results[-1] is not None and not can_assess_5(village):
        return not_done(survey_actions.Refusal.NO_PLATFORM.label)
    by: Any = request.user
    try:
        household = register_actions.add_household(
            by=by,
            village=village,
            uuid=press.cleaned_data["uuid"],
            results=None if results == [None] * 5 else results,
            **form.cleaned_data,
        )
    except register_actions.KeyTaken:
        return not_done(unreadable())
    return JsonResponse(answer(_row(request, household), name=household.head_name))
