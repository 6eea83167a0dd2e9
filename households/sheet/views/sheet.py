"""The village sheet: households × five skills, worked by keyboard; each press is saved by itself."""

import uuid as uuids
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from areas.models import Area
from households.models import Assessment, Household, Resident
from households.register import actions as register_actions
from households.register.forms import HouseholdForm
from households.register.rules import Clash, Key
from households.register.views import (
    CHANGE,
    SHOW,
    can_assess_5,
    household_of,
    unit_of,
)
from households.roster.queries import filters_of
from households.roster.rules import one_left
from households.roster.views.roster import day_of
from households.sheet.forms import BLOCK, CellForm, UnsurveyForm
from households.sheet.queries import SheetRow, living_in, rows_of
from households.survey import actions as survey_actions
from rollup.models import VillageCount
from skills.catalogue import SKILLS
from skills.models import platforms_of
from web.once import KeyTaken
from web.paging import page_of
from web.scope import note_names, territory

# Stands in the addresses given to the script for the key of the household it means.
NOBODY = uuids.UUID(int=0)
OF_HOUSEHOLD = {
    "cell": "households:cell",
    "unsurvey": "households:unsurvey",
    "aside": "households:set_aside",
    "open": "households:detail",
    "history": "households:history",
}
OF_VILLAGE = {
    "add": "households:sheet_add",
    "confirm": "households:sheet_confirm",
    "undo": "households:sheet_undo",
    "block": "households:sheet_block",
    "paste": "households:sheet_paste",
}


@territory(SHOW)
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a village's households as a sheet; what a filter leaves out is there, hidden."""
    village, today = unit_of(request, pk), timezone.localdate()
    wanted, since = request.GET.get("loc", ""), day_of(request.GET.get("tu"))
    roster = Household.objects.visible_to(request.user).filter(village=village).open()
    page = page_of(roster.in_order(), request.GET, BLOCK)
    note_names(request, village.path, *(home.pk for home in page))
    platforms = platforms_of(village)
    context = {
        "village": village,
        "crumbs": village.trail(request.user),
        "page": page,
        "rows": read_rows(list(page), wanted, since, fifth=bool(platforms)),
        "wanted": wanted,
        "since": since,
        **_counted(request, village, roster, platform=bool(platforms)),
        "skills": SKILLS,
        "platforms": platforms,
        "writes": request.user.has_perm(CHANGE),
        "addresses": _addresses(village),
        "today": today,
    }
    return render(request, "households/sheet/sheet.html", context)


def _counted(request: HttpRequest, village: Area, roster: Any, *, platform: bool) -> dict[str, Any]:
    """Return what the filters say: how many each would show."""
    counts = VillageCount.objects.visible_to(request.user)
    count = counts.filter(pk=village.pk).first() or VillageCount()
    said = filters_of(village, roster, count, timezone.localdate())
    return {"count": count, **said, "ask": one_left(said["rest"], platform=platform)}


def read_rows(
    households: Iterable[Household],
    wanted: str = "",
    since: date | None = None,
    *,
    fifth: bool = True,
) -> list[SheetRow]:
    """Return the rows of these households, with one query for all their people."""
    held = list(households)
    return rows_of(held, living_in(held), wanted, since, fifth=fifth)


def _addresses(village: Area) -> dict[str, str]:
    """Return the addresses that the script sends to; a page that is not there yet has none."""
    found = {key: reverse(name, args=[village.pk]) for key, name in OF_VILLAGE.items()}
    for key, name in OF_HOUSEHOLD.items():
        try:
            found[key] = reverse(name, args=[NOBODY])
        except NoReverseMatch:
            found[key] = ""
    return found


def answer(row: SheetRow, **more: Any) -> dict[str, Any]:
    """Say one row, and what else there is to say of it."""
    return {**row.as_answer(), **more}


# What a press may be refused for; everything else is a fault.
REFUSALS = (register_actions.NoPlatform, register_actions.Refused, Resident.DoesNotExist)


def in_words(why: Exception) -> str:
    """Say why a press was refused."""
    if isinstance(why, register_actions.NoPlatform):
        return str(survey_actions.Unsaved.NO_PLATFORM.label)
    if isinstance(why, Resident.DoesNotExist):
        return str(survey_actions.Unsaved.LEFT.label)
    if isinstance(why, Clash):
        return str(survey_actions.Unsaved.CLASH.label)
    return str(why)


def _read(form: CellForm | UnsurveyForm) -> dict[str, Any]:
    """Return what a press asks for. Raises Refused where it cannot be read."""
    if not form.is_valid():
        raise register_actions.Refused(unreadable())
    return form.cleaned_data


@territory(SHOW)
@territory(CHANGE)
@require_POST
def cell(request: HttpRequest, uuid: Key) -> HttpResponse:
    """Set one skill of one person, or several at once."""
    household = household_of(request, uuid)
    try:
        data = _read(CellForm(request.POST))
        done = _set(request, household, data)
    except Clash as clash:
        both = {n: [clash.mine[n], clash.theirs[n]] for n in clash.mine}
        return JsonResponse(answer(_row(request, household), clash=both), status=409)
    except register_actions.StillRefuses as why:
        return JsonResponse(
            answer(_row(request, household), asks=str(why), error=str(why)), status=409
        )
    except REFUSALS as why:
        return _refused(request, household, why)
    return JsonResponse(answer(_row(request, household, done), uuid=str(data["uuid"])))


def _set(request: HttpRequest, household: Household, data: dict[str, Any]) -> Assessment | None:
    """Set one result by the shortest way, several as a finding of their own."""
    given = [n for n, answer in enumerate(data["results"], start=1) if answer is not None]
    person = Resident(pk=data["resident"]) if data["resident"] else None
    if len(given) == 1:
        return survey_actions.set_result(
            by=request.user,
            household=household,
            number=given[0],
            result=data["results"][given[0] - 1],
            was=data["was"][given[0] - 1],
            resident=person,
            uuid=data["uuid"],
            agreed=data["agreed"],
        )
    return survey_actions.assess(
        by=request.user,
        resident=_person(request, household, data["resident"]),
        results=data["results"],
        was=data["was"],
        uuid=data["uuid"],
        agreed=data["agreed"],
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
def unsurvey(request: HttpRequest, uuid: Key) -> HttpResponse:
    """Make a household unsurveyed again; answers with the keys that bring its findings back."""
    household = household_of(request, uuid)
    try:
        data = _read(UnsurveyForm(request.POST))
        rows = survey_actions.unsurvey(by=request.user, household=household, was=data["was"])
    except (Clash, register_actions.Refused) as why:
        return _refused(request, household, why)
    back = [str(row.uuid) for row in rows]
    return JsonResponse(answer(_row(request, household), back=back))


@territory(SHOW)
@territory(CHANGE)
@require_POST
def set_aside(request: HttpRequest, uuid: Key) -> HttpResponse:
    """Keep what another person found; one's own finding stays in the history, not chosen."""
    household = household_of(request, uuid)
    try:
        data = _read(CellForm(request.POST))
        person = _person(request, household, data["resident"])
        survey_actions.set_aside(
            by=request.user, resident=person, results=data["results"], uuid=data["uuid"]
        )
    except REFUSALS as why:
        return _refused(request, household, why)
    return JsonResponse(answer(_row(request, household), uuid=str(data["uuid"])))


@territory(SHOW)
@territory("households.add_household")
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a household with what its head knows; the same key twice makes one."""
    village = unit_of(request, pk)
    form, press = HouseholdForm(request.POST), CellForm(request.POST)
    if not press.is_valid():
        return not_done(unreadable())
    if not form.is_valid():
        return not_done(next(iter(form.errors.values()))[0])
    results = press.cleaned_data["results"]
    if results[-1] is not None and not can_assess_5(village):
        return not_done(survey_actions.Unsaved.NO_PLATFORM.label)
    try:
        household = register_actions.add_household(
            by=request.user,
            village=village,
            uuid=press.cleaned_data["uuid"],
            results=None if results == [None] * 5 else results,
            **form.cleaned_data,
        )
    except KeyTaken:
        return not_done(unreadable())
    except register_actions.ErasedBefore as why:
        return not_done(_("%(why)s Muốn ghi lại thì thêm ở trang Hộ mới.") % {"why": why})
    note_names(request, village.path, household.pk)
    return JsonResponse(answer(_row(request, household), name=household.head_name))
