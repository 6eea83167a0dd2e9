"""Many rows of the sheet at once: a pasted block, a fill down, "nothing has changed", undo."""

import uuid as uuids
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from areas.models import Area
from areas.names import fold
from households.models import Assessment, Confirmation, Household, Status
from households.register import actions as register_actions
from households.register.rules import Key, answered
from households.register.views import (
    CHANGE,
    SHOW,
    can_assess_5,
    unit_of,
)
from households.roster.views.roster import own_confirmations
from households.sheet import rules
from households.sheet.forms import BlockForm, HouseholdsForm, PasteForm, UndoForm
from households.sheet.queries import SheetRow
from households.sheet.views.sheet import not_done, read_rows, unreadable
from households.survey import actions as survey_actions
from web.scope import note_households, note_names, territory


def _households(request: HttpRequest, village: Area) -> Any:
    return Household.objects.visible_to(request.user).filter(village=village)


def _answer(request: HttpRequest, households: Any, **more: Any) -> JsonResponse:
    rows = read_rows(households.open().in_order().select_related("village"))
    note_households(request, (row.household for row in rows))
    return JsonResponse({"rows": [row.as_answer() for row in rows], **more})


@territory(SHOW)
@territory(CHANGE)
@require_POST
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the rows of a block as they were shown; what one row cannot take is said of it."""
    village = unit_of(request, pk)
    form = BlockForm(request.POST)
    if not form.is_valid():
        return not_done(unreadable())
    presses = [(key, press.cleaned_data) for key, press in form.cleaned_data["changes"]]
    found = _households(request, village).named(key for key, _data in presses)
    keys = _both_ways(found.values_list("uuid", "pk"))
    changes = [
        survey_actions.Change(
            household=keys.get(key, 0),
            results=data["results"],
            resident=data["resident"],
            was=data["was"],
            uuid=data["uuid"],
        )
        for key, data in presses
    ]
    outcome = survey_actions.set_results(by=request.user, village=village, changes=changes)
    asked = {change.uuid: str(key) for change, (key, _data) in zip(changes, presses, strict=True)}
    refused = {asked[change.uuid]: str(why.label) for change, why in outcome.refused}
    return _answer(request, found, refused=refused)


def _both_ways(rows: Iterable[tuple[uuids.UUID, int]]) -> dict[Key, int]:
    """Map what a press may call a household to its number."""
    return {key: number for uuid, number in rows for key in (uuid, number)}


@territory(SHOW)
@territory(CHANGE)
@require_POST
def paste(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a pasted block would change, line by line. Writes nothing."""
    village = unit_of(request, pk)
    form = PasteForm(request.POST)
    if not form.is_valid():
        return not_done(unreadable())
    rows = read_rows(_households(request, village).open())
    by_number = {str(row.household.pk): row for row in rows}
    names: dict[str, list[str]] = {}
    for key, row in by_number.items():
        names.setdefault(fold(row.household.head_name), []).append(key)
    by_key = by_number | {str(row.household.uuid): row for row in rows}
    below = [str(key) for key in form.cleaned_data["rows"] if str(key) in by_key]
    lines = rules.read(form.cleaned_data["text"], below, names, form.cleaned_data["first"])
    fifth = can_assess_5(village)
    named = [by_key[line.key].household.pk for line in lines if line.key in by_key]
    note_names(request, village.path, *named)
    return JsonResponse(
        {"lines": [_line(line, by_key.get(line.key), fifth=fifth) for line in lines]}
    )


def _line(line: rules.Line, row: SheetRow | None, *, fifth: bool) -> dict[str, Any]:
    if row is None:
        return {"name": line.label[:80], "error": line.error}
    named = {"name": row.household.head_name, "household": row.household.pk}
    if line.error:
        return {**named, "error": line.error}
    if not fifth and line.results[-1] is not None:
        return {**named, "error": str(survey_actions.Unsaved.NO_PLATFORM.label)}
    if row.household.refuses:
        return {**named, "error": str(survey_actions.Unsaved.REFUSES.label)}
    now = list(row.results)
    after = answered(line.results, now)
    return {
        **named,
        "resident": row.person.pk if row.person else None,
        "was": now,
        "after": after,
        "same": after == now,
    }


@territory(SHOW)
@territory(CHANGE)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that nothing has changed in these households; answers with the keys that undo it."""
    village = unit_of(request, pk)
    form = HouseholdsForm(request.POST)
    if not form.is_valid():
        return not_done(unreadable())
    found = _households(request, village).named(form.cleaned_data["households"])
    survey_actions.confirm(by=request.user, households=found)
    # Read back, not taken from the action: a request that comes twice gets the same keys.
    mine = own_confirmations(request, village).filter(
        household__in=found, confirmed_on=timezone.localdate()
    )
    return _answer(request, found, confirmations=list(mine.values_list("pk", flat=True)))


@territory(SHOW)
@territory(CHANGE)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back findings, confirmations or a household just added, or bring them back."""
    village = unit_of(request, pk)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return not_done(unreadable())
    data, back = form.cleaned_data, form.cleaned_data["do"] == "redo"
    findings = _findings(request, village, data["assessments"])
    write = survey_actions.restore_all if back else survey_actions.withdraw_all
    touched = {row.resident.household_id for row in findings}
    write(by=request.user, village=village, assessments=findings)
    mine = Confirmation.objects.visible_to(request.user).filter(
        household__village=village, pk__in=data["confirmations"]
    )
    confirmations = list(mine.select_related("household"))
    touched |= {row.household_id for row in confirmations}
    if confirmations and not back:
        survey_actions.withdraw_confirmations(by=request.user, confirmations=confirmations)
    added = _households(request, village).filter(uuid__in=data["households"])
    touched |= _in_or_out(request.user, added, back=back)
    return _answer(request, _households(request, village).filter(pk__in=touched))


def _findings(request: HttpRequest, village: Area, keys: Sequence[uuids.UUID]) -> list[Assessment]:
    rows = Assessment.objects.visible_to(request.user).filter(
        uuid__in=keys, resident__household__village=village
    )
    return list(rows.select_related("resident"))


def _in_or_out(by: Any, added: Any, *, back: bool) -> set[int]:
    """Take out households that this person entered by mistake today, or put them back: never deleted."""
    mine = list(added.filter(created_by=by.pk, opened_on=timezone.localdate()))
    for one in mine:
        if back and one.is_closed:
            register_actions.set_status(by=by, household=one, status=Status.RESIDENT)
        elif not back:
            register_actions.take_back(by=by, household=one)
    return {one.pk for one in mine}
