"""A household moves, leaves the register, comes back, changes its head, or becomes two."""

import uuid as uuids
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from areas.models import Area
from households.lifecycle import actions
from households.lifecycle.forms import HeadForm, MoveForm, SplitForm, TurnForm
from households.lifecycle.views.turns import LifeEvent, confirm_step
from households.models import Household
from households.register import actions as register_actions
from households.register.queries.heads import next_head_of
from households.register.views.lookups import CHANGE, SHOW, household_of
from web.scope import territory

MOVE = LifeEvent(
    _("Chuyển trong xã"),
    _("Hộ sang thôn khác của xã; người và lịch sử khảo sát đi theo."),
    _("Đã chuyển hộ sang thôn khác."),
)
OUT = LifeEvent(
    _("Chuyển đi"),
    _("Cả hộ chuyển khỏi xã. Hộ ra khỏi mẫu số từ ngày ghi; lịch sử vẫn giữ."),
    _("Đã ghi: hộ chuyển đi."),
)
OVER = LifeEvent(
    _("Không còn là hộ"),
    _("Hộ không còn ai, hoặc ghi nhầm. Hộ ra khỏi mẫu số từ ngày ghi; lịch sử vẫn giữ."),
    _("Đã ghi: không còn là hộ."),
)
BACK = LifeEvent(
    _("Trở lại sổ"),
    _("Hộ đã ra khỏi sổ trở lại, với cả lịch sử trước đây."),
    _("Hộ đã trở lại sổ."),
)
SPLIT = LifeEvent(
    _("Tách hộ"),
    _("Một số người ra ở riêng thành hộ mới cùng thôn, mang theo kết quả khảo sát của mình."),
    _("Đã tách hộ. Hoàn tác được ở Lịch sử hộ, khi chưa ghi gì thêm."),
    people=True,
)
HEAD = LifeEvent(
    _("Đổi chủ hộ"),
    _("Tên hộ theo chủ hộ mới; tên cũ còn trong lịch sử."),
    _("Đã đổi chủ hộ."),
    people=True,
)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def move_within(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Move a household to another village of its commune."""
    household = household_of(request, uuid)
    mine = Area.objects.visible_to(request.user).villages().filter(closed_on=None)
    others = mine.filter(commune=household.village.commune_id).exclude(pk=household.village_id)
    form = MoveForm(request.POST or None, household=household, villages=others.in_order())

    def work() -> list[Household]:
        return [actions.move_within(by=request.user, household=household, **_said(form))]

    def villages() -> list[Area]:
        return [household.village, form.cleaned_data["village"]]

    return confirm_step(request, household, form, MOVE, work, villages)


def _said(form: TurnForm) -> dict[str, Any]:
    data = form.cleaned_data
    return {name: data[name] for name in ("village", "on", "version") if name in data}


def _simple(
    request: HttpRequest, uuid: uuids.UUID, event: LifeEvent, act: Callable[..., Household]
) -> HttpResponse:
    """Confirm an event that asks for nothing but its day."""
    household = household_of(request, uuid)
    form = TurnForm(request.POST or None, household=household)

    def work() -> list[Household]:
        return [act(by=request.user, household=household, **_said(form))]

    return confirm_step(request, household, form, event, work, lambda: [household.village])


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def move_out(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Record that a household moved away."""
    return _simple(request, uuid, OUT, actions.move_out)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Record that a household is none any more."""
    return _simple(request, uuid, OVER, actions.end)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Bring a household back into the register."""
    return _simple(request, uuid, BACK, actions.come_back)


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Make a household of some people of another."""
    household = household_of(request, uuid)
    people = list(household.residents.living_here())
    form = SplitForm(request.POST or None, household=household, people=people)

    def work() -> list[Household]:
        new = actions.split(by=request.user, household=household, **form.asked)
        return [household_of(request, uuid), new]

    return confirm_step(request, household, form, SPLIT, work, lambda: [household.village])


@territory(SHOW)
@territory(CHANGE)
@require_http_methods(["GET", "POST"])
def head_change(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Make somebody else the head of a household; the one before stays in it or has left."""
    household = household_of(request, uuid)
    people = list(household.residents.living_here())
    heads = [person for person in people if person.is_head]
    others = [person for person in people if not person.is_head]
    first = next_head_of(others, timezone.localdate())
    start = {"head": first and first.pk}
    form = HeadForm(request.POST or None, household=household, people=others, initial=start)

    def work() -> list[Household]:
        new, by = form.person("head"), request.user
        if form.cleaned_data["leaves"] == "1" and heads:
            day = form.cleaned_data["on"]
            register_actions.leave(by=by, resident=heads[0], on=day, next_head=new)
        elif new:
            register_actions.change_head(by=by, household=household, head=new)
        return [household_of(request, uuid)]

    return confirm_step(request, household, form, HEAD, work, lambda: [household.village])
