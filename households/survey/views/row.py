"""One household changed in its place: each tap saves and answers with the row."""

import uuid as uuids
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from households.models import Assessment, Household, Resident, Status
from households.register import actions as register_actions
from households.register.rules import UNSEEN, Clash, Key, changed_by
from households.register.views import (
    CHANGE,
    SHOW,
    ask_which,
    can_assess_5,
    has_agreed,
    household_of,
)
from households.survey import actions
from households.survey.forms import TapForm, read, written
from households.survey.views.answers import TapResult, answer, choice_of, undoable
from skills.catalogue import BY_NUMBER, NO_PLATFORM, SKILLS, Result
from skills.coverage import all_five, rest_as
from web.scope import key_of, territory


def person_of(request: HttpRequest, household: Household, key: int) -> Resident:
    """Return a person of this household, the best-known one for no key; 404 for a stranger."""
    if not key:
        return actions.best_resident(household)
    people = Resident.objects.visible_to(request.user).filter(household=household, left_on=None)
    return get_object_or_404(people.select_related("household__village"), pk=key)


@territory(SHOW)
@require_safe
def row_detail(request: HttpRequest, uuid: Key) -> HttpResponse:
    """Open a household in its place in the roster."""
    return answer(request, household_of(request, uuid), TapResult())


@territory(SHOW)
@territory(CHANGE)
@require_POST
def skill_toggle(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Set one skill of one person; two people who differ are shown both findings."""
    household = household_of(request, uuid)
    form = TapForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["number"]:
        words = _("Không rõ kỹ năng nào. Tải lại trang rồi chọn lại.")
        return answer(request, household, TapResult(error=words))
    tap = form.cleaned_data
    person = person_of(request, household, tap["resident"])
    number, result = tap["number"], tap["result"]
    was = read(tap["was"]) if tap["was"] else None
    write = partial(
        actions.set_result,
        household=household,
        number=number,
        result=result,
        was=was[number - 1] if was else UNSEEN,
        uuid=tap["uuid"] and uuids.uuid5(tap["uuid"], f"{person.pk}:{number}:{result}"),
    )
    seen = was or person.results
    return _write(
        request, person, write, seen, actions.only(number, result), BY_NUMBER[number].short
    )


def _write(
    request: HttpRequest,
    person: Resident,
    write: Callable[..., Assessment | None],
    seen: Sequence[int | None],
    mine: Sequence[int | None],
    what: Any,
) -> HttpResponse:
    """Write what a tap found, and answer: saved, a clash to choose from, or why not."""
    household = person.household
    try:
        done = write(by=request.user, resident=person, agreed=has_agreed(request))
    except register_actions.NoPlatform:
        return answer(request, household, TapResult(person, error=str(NO_PLATFORM)))
    except Clash:
        return answer(request, household, TapResult(person, choice=choice_of(person, seen, mine)))
    words = _("Đã lưu “%(what)s”") % {"what": what}
    return answer(request, household, undoable(TapResult(person, words), household, done))


@territory(SHOW)
@territory(CHANGE)
@require_POST
def assess_all(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Record "Biết cả 5", "Chưa biết kỹ năng nào" or "Còn lại: chưa biết" of one person at once.

    What is none of them writes nothing: unknown is no answer, and "the rest" is that of what its author saw.
    """
    household = household_of(request, uuid)
    platforms, known = can_assess_5(household.village), request.POST.get("known", "")
    if known == "rest" and (was := _seen(request)):
        rest = rest_as(Result.NONE, was, platforms=platforms)
        return _assess(request, household, changed_by(rest, was), _("kỹ năng còn lại"))
    value = {"1": Result.ALONE, "0": Result.NONE}.get(known)
    if value is None:
        words = _("Không rõ kỹ năng nào. Tải lại trang rồi chọn lại.")
        return answer(request, household, TapResult(error=words))
    return _assess(request, household, all_five(value, platforms=platforms), _("năm kỹ năng"))


def _seen(request: HttpRequest) -> list[int | None]:
    """Return the five results that a tap's author saw; none where they cannot be read."""
    form = TapForm(request.POST)
    form.is_valid()
    return read(form.cleaned_data.get("was") or "")


@territory(SHOW)
@territory(CHANGE)
@require_POST
def choose(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Settle a clash skill by skill; the finding not chosen stays in the history."""
    household = household_of(request, uuid)
    results = read(request.POST.get("results", "")) if TapForm(request.POST).is_valid() else None
    if not results:
        words = _("Không rõ giữ bản nào. Tải lại trang rồi chọn lại.")
        return answer(request, household, TapResult(error=words))
    mine, theirs = results, read(request.POST.get("was", "")) or [None] * len(SKILLS)
    picked = _picked(request, mine, theirs)
    if picked == mine:
        return _assess(request, household, changed_by(mine, theirs), _("bản vừa nhập"))
    person = person_of(request, household, key_of(request.POST.get("resident")))
    # Both or neither: one that is cut off is pressed again as it was.
    with transaction.atomic():
        actions.set_aside(by=request.user, resident=person, results=changed_by(mine, theirs))
        if picked != theirs:
            return _assess(request, household, changed_by(picked, theirs), _("lựa chọn"))
    words = _("Đã giữ bản của người kia. Bản vừa nhập nằm trong lịch sử.")
    return answer(request, household, TapResult(person, words))


def _picked(
    request: HttpRequest, mine: list[int | None], theirs: list[int | None]
) -> list[int | None]:
    """Return five results as chosen; whatever was not asked is what the author had."""
    if request.POST.get("keep") != "mine":
        return theirs
    return [
        other if request.POST.get(f"keep_{n}") == "theirs" and theirs else one
        for n, (one, other) in enumerate(zip(mine, theirs, strict=True), start=1)
    ]


def _assess(
    request: HttpRequest, household: Household, results: list[int | None], what: str
) -> HttpResponse:
    """Record five answers as the tap saw the results before."""
    form = TapForm({**request.POST.dict(), "results": written([None] * len(SKILLS))})
    if not form.is_valid():
        words = _("Không rõ kỹ năng nào. Tải lại trang rồi chọn lại.")
        return answer(request, household, TapResult(error=words))
    tap = form.cleaned_data
    person = person_of(request, household, tap["resident"])
    was, key = read(tap["was"]) if tap["was"] else None, tap["uuid"]
    write = partial(
        actions.assess,
        results=results,
        was=was,
        uuid=key and uuids.uuid5(key, f"{person.pk}:{results}"),
    )
    return _write(request, person, write, was or person.results, results, what)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def undo(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Undo an assessment of this household; it stays in the history, marked."""
    household = household_of(request, uuid)
    rows = Assessment.objects.visible_to(request.user).filter(
        resident__household=household, withdrawn_at=None
    )
    assessment = get_object_or_404(rows.select_related("resident__household"), pk=pk)
    actions.withdraw(by=request.user, assessment=assessment)
    return answer(request, household, TapResult(assessment.resident, _("Đã hoàn tác")))


@territory(SHOW)
@territory(CHANGE)
@require_POST
def status_change(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Say where a household is: at home, out, refusing, moved away, ended, or back again."""
    household = household_of(request, uuid)
    status, before = request.POST.get("status", ""), household.status
    if status not in Status.values or status == Status.MERGED:
        words = _("Không rõ tình trạng nào. Tải lại trang rồi chọn lại.")
        return answer(request, household, TapResult(error=words))
    seen = request.POST.get("was_status")
    was = seen if seen in Status.values else None
    # Chosen, it has a page of its own; an undo has seen no status.
    if status == Status.REFUSED and was and not household.refuses:
        return redirect("households:refuse", household.uuid)
    told: dict[str, Any] = {"was": was, "agreed": has_agreed(request)}
    try:
        register_actions.set_status(by=request.user, household=household, status=status, **told)
    except Clash as clash:
        return ask_which(request, household, clash, {"status": was}, {"status": status})
    words = _("Đã lưu “%(what)s”") % {"what": Status(status).label}
    at = request.path if before != status else ""
    return answer(request, household, TapResult(done=words, undo=at, back=before))
