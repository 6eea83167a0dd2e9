"""Looked again, nothing changed: one household, or all that are left of a village."""

import uuid as uuids
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from households.models import Confirmation, Household
from households.register.actions import StillRefuses
from households.register.views import (
    CHANGE,
    SHOW,
    has_agreed,
    household_of,
    unit_of,
)
from households.roster.views.roster import day_of, own_confirmations
from households.survey import actions
from households.survey.views.answers import TapResult, answer, undoable
from web.fields import NOT_IN_CALENDAR, is_no_day
from web.scope import key_of, territory

REST, CONFIRMED = "households/roster/confirm_rest.html", "households/roster/confirmed.html"


@territory(SHOW)
@territory(CHANGE)
@require_POST
def confirm_one(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Record that what is known of one household has not changed."""
    household = household_of(request, uuid)
    agreed = has_agreed(request)
    if household.refuses and household.is_surveyed and not agreed:
        raise StillRefuses(household)
    rows = actions.confirm(by=request.user, households=[household], agreed=agreed)
    if not rows:
        if not household.is_surveyed:
            words = _("Hộ chưa khảo sát nên chưa có gì để xác nhận. Ghi kỹ năng trước.")
            return answer(request, household, TapResult(error=words))
        return answer(request, household, TapResult(done=_("Hôm nay đã rà soát hộ này")))
    said = undoable(TapResult(done=_("Đã xác nhận không đổi")), household, rows[0])
    return answer(request, household, said)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def unconfirm(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Take one confirmation of this household back."""
    household = household_of(request, uuid)
    rows = Confirmation.objects.visible_to(request.user).standing().filter(household=household)
    row = get_object_or_404(rows, pk=pk)
    actions.withdraw_confirmations(by=request.user, confirmations=[row])
    return answer(request, household, TapResult(done=_("Đã hoàn tác")))


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that all surveyed households nobody looked at since a day have not changed.

    Read by script it asks anew: taps on the page it stands on have changed how many are left.
    """
    village, asked = unit_of(request, pk), (request.POST or request.GET).get("tu")
    given = day_of(asked)
    mine = Household.objects.visible_to(request.user).filter(village=village)
    left = mine.to_confirm(given or timezone.localdate())
    page = reverse("households:list", args=[village.pk])
    in_place = bool(request.headers.get("HX-Request"))
    if request.method != "POST":
        context = {"village": village, "left": left.count(), "since": given, "asked": True}
        return render(request, REST, context) if in_place else redirect(page)
    if is_no_day(asked):
        # Of no day all would be confirmed, which is more than anybody asked for.
        messages.error(request, str(NOT_IN_CALENDAR))
        return redirect(page)
    rows = actions.confirm(by=request.user, households=left)
    if in_place:
        return render(request, CONFIRMED, {"village": village, "undo": undo_rest(rows)})
    if not rows:
        messages.success(request, _("Hôm nay đã rà soát hết, không còn hộ nào để xác nhận."))
        return redirect(page)
    undo = undo_rest(rows)
    return redirect(f"{page}?xac-nhan={undo['first']}-{undo['last']}")


def undo_rest(rows: Sequence[Confirmation]) -> dict[str, int]:
    """Say which confirmations were made at one go: how many, the first and the last key."""
    keys = sorted(row.pk for row in rows) or [0]
    return {"n": len(rows), "first": keys[0], "last": keys[-1]}


@territory(SHOW)
@territory(CHANGE)
@require_POST
def unconfirm_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what this person confirmed at one go in a village."""
    village = unit_of(request, pk)
    first, last = key_of(request.POST.get("tu")), key_of(request.POST.get("den"))
    rows = own_confirmations(request, village).filter(pk__range=(first, last))
    n = actions.withdraw_confirmations(
        by=request.user, confirmations=list(rows.select_related("household"))
    )
    words = ngettext("Đã hoàn tác xác nhận %(n)s hộ.", "Đã hoàn tác xác nhận %(n)s hộ.", n)
    messages.success(request, words % {"n": n})
    return redirect("households:list", village.pk)
