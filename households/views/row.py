"""One row of the roster, changed in place: each tap saves and answers with the row."""

import uuid as uuids

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit.scope import territory
from households import actions
from households.models import Assessment, Household, Status, best_of
from households.views.doors import CHANGE, SHOW, can_assess_5, household_of
from skills.catalogue import BY_NUMBER, SKILLS, Result


@territory(CHANGE)
@require_POST
def skill_toggle(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Turn one skill of the household's best-known person on or off; the row answers."""
    household = household_of(request, uuid)
    number = request.POST.get("number", "")
    if number not in {str(n) for n in BY_NUMBER}:
        return _row(
            request, household, error=_("Không rõ kỹ năng nào. Tải lại trang rồi chọn lại.")
        )
    if number == "5" and not can_assess_5(household.village):
        return _row(
            request,
            household,
            error=_("Chưa nêu nền tảng số địa phương nên chưa khảo sát được kỹ năng 5."),
        )
    known = request.POST.get("known") == "1"
    done = actions.set_skill(by=request.user, household=household, number=int(number), known=known)
    return _row(request, household, done=done, word=str(BY_NUMBER[int(number)].short))


@territory(CHANGE)
@require_POST
def assess_all(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Record "Biết cả 5" or "Không ai biết" of the best-known person at once."""
    household = household_of(request, uuid)
    value = Result.ALONE if request.POST.get("known") == "1" else Result.NONE
    fifth = value if can_assess_5(household.village) else None
    done = actions.assess(
        by=request.user,
        resident=actions.best_resident(household),
        results=[value] * 4 + [fifth],
    )
    return _row(request, household, done=done, word=_("năm kỹ năng"))


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
    return _row(request, household, word=_("hoàn tác"))


@territory(CHANGE)
@require_POST
def status_change(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Say where a household is: at home, out, refusing, moved away, ended, or back again."""
    household = household_of(request, uuid)
    status = request.POST.get("status", "")
    if status not in Status.values:
        return _row(
            request, household, error=_("Không rõ tình trạng nào. Tải lại trang rồi chọn lại.")
        )
    actions.set_status(by=request.user, household=household, status=status)
    return _row(request, household, word=_("tình trạng hộ"))


def _row(
    request: HttpRequest,
    household: Household,
    *,
    done: Assessment | None = None,
    word: str = "",
    error: str = "",
) -> HttpResponse:
    """Answer with the household's row as it is now; without script, lead back to its page."""
    if not request.headers.get("HX-Request"):
        if error:
            messages.error(request, error)
        return redirect("households:detail", household.uuid)
    fresh = Household.objects.visible_to(request.user).select_related("village")
    household = get_object_or_404(fresh, pk=household.pk)
    people = list(household.residents.living_here())
    person = best_of(people)
    context = {
        "household": household,
        "person": person,
        "people": len(people),
        "toggles": zip(SKILLS, person.results if person else [None] * 5, strict=True),
        "done": done,
        "word": word,
        "error": error,
        "now": timezone.localtime(),
        "can_assess_5": can_assess_5(household.village),
        "statuses": Status.choices,
    }
    return render(request, "households/row.html", context)


@territory(SHOW)
@require_safe
def row_detail(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Open a household in its place in the roster."""
    return _row(request, household_of(request, uuid))
