"""Two households that are one: found, looked at side by side, merged; and taken back."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from areas.models import Area
from areas.trail import trail
from households.duplicates import actions
from households.lifecycle import actions as lifecycle_actions
from households.lifecycle.forms import MergeForm
from households.lifecycle.views.turns import LifeEvent, confirm_step, refusal_of
from households.models import Household, Regrouping, Status
from households.register import actions as register_actions
from households.register.queries.duplicates import likely
from households.register.views.lookups import CHANGE, SHOW, household_of
from web.scope import territory

MERGE = LifeEvent(
    gettext_lazy("Gộp hộ trùng"),
    gettext_lazy(
        "Hai hộ thành một. Người trùng tên, khớp năm sinh là một người, mang khảo sát của cả hai; "
        "người khác chuyển sang. Lịch sử của cả hai vẫn đọc được."
    ),
    gettext_lazy("Đã gộp hai hộ. Hoàn tác được ở Lịch sử hộ, khi chưa ghi gì thêm."),
    people=True,
)
FOUND = 20


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Merge this household and another one of the commune; first find the other one."""
    household = household_of(request, uuid)
    if "other" not in request.POST:
        return _find_other(request, household)
    other = household_of(request, _uuid_of(request.POST["other"]))
    bound = request.POST if "keep" in request.POST else None
    form = MergeForm(bound, household=household, other=other)

    def work() -> list[Household]:
        data = form.cleaned_data
        pair = [(household, data["version"]), (other, data["other_version"])]
        if data["keep"] == str(other.uuid):
            pair.reverse()
        (keep, seen), (gone, seen_too) = pair
        actions.merge(
            by=request.user, keep=keep, duplicate=gone, on=data["on"], versions=[seen, seen_too]
        )
        return [household_of(request, keep.uuid), household_of(request, gone.uuid)]

    def villages() -> list[Area]:
        return list({one.village_id: one.village for one in (household, other)}.values())

    return confirm_step(request, household, form, MERGE, work, villages)


def _uuid_of(text: str) -> uuids.UUID:
    """Read a key that came from a client; one that nothing has for whatever is none."""
    try:
        return uuids.UUID(text)
    except ValueError:
        return uuids.UUID(int=0)


def _find_other(request: HttpRequest, household: Household) -> HttpResponse:
    """Offer what looks like the same household, and what is searched for in the commune."""
    words = request.POST.get("q", "")[:80]
    everybody = Household.objects.visible_to(request.user).exclude(pk=household.pk)
    head = household.residents.filter(is_head=True, left_on=None).first()
    near = everybody.filter(village__commune=household.village.commune_id)
    alike = likely(
        near,
        village=household.village,
        head_name=household.head_name,
        birth_year=head.birth_year if head else None,
        phone=household.phone,
    )
    found = near.exclude(status=Status.MERGED).matching(words).in_order() if words else near.none()
    context = {
        "turn": MERGE,
        "household": household,
        "village": household.village,
        "crumbs": trail(household.village, request.user),
        "words": words,
        "alike": alike,
        "found": found.select_related("village")[:FOUND],
    }
    return render(request, "households/duplicates/merge.html", context)


@territory(SHOW)
@territory(CHANGE)
@require_POST
def undo_regrouping(request: HttpRequest, uuid: uuids.UUID, pk: int) -> HttpResponse:
    """Take a merger or a split back, as long as nothing else was recorded."""
    household = household_of(request, uuid)
    rows = Regrouping.objects.visible_to(request.user).of(household)
    regrouping = get_object_or_404(rows.select_related("household", "other"), pk=pk)
    household_of(request, regrouping.other.uuid)
    try:
        lifecycle_actions.undo_regrouping(by=request.user, regrouping=regrouping)
    except register_actions.Refused as refusal:
        refusal_of(request, refusal)
    else:
        messages.success(request, _("Đã hoàn tác."))
    return redirect("households:history", household.uuid)


def posted(request: HttpRequest, name: str) -> Any:
    """Return the household of the reader's territory whose key was posted, or answer 404."""
    return household_of(request, _uuid_of(request.POST.get(name, "")))
