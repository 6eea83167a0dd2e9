"""Requests: somebody asks, somebody answers, and what was asked in error is withdrawn."""

import uuid as uuids
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.inbox.actions import notify, tell_numbers
from accounts.inbox.queries import counted_for
from accounts.models import Notice
from areas.dated import not_later_than_today
from areas.ended import hold_standing, refuse_ended
from areas.kinds import Level
from areas.models import Area
from audit.actions import locked, record, record_change, revise, save_next
from teams.models import Need, Team
from teams.register.actions import in_order
from web.once import Outdated, sent_before

Status = Need.Status


class HasTeam(ValueError):
    """A team was asked for where one is in force."""


@transaction.atomic
def ask(
    *,
    by: Any,
    area: Area,
    kind: str,
    words: str,
    asked_on: date,
    uuid: uuids.UUID | None = None,
    asked_by: str = "",
    number: int | None = None,
    amount: int | None = None,
) -> Need:
    """Write down what a village or commune lacks; the same `uuid` twice writes once.

    `amount` is in đồng. What is not said of numbers stays unknown. Raises ValueError for a future
    day, HasTeam where a team is asked for in vain, KeyTaken for a key of another place's request.
    """
    not_later_than_today(asked_on)
    if twin := sent_before(Need, uuid, area_id=area.pk):
        return twin
    hold_standing(area)
    team = Team.unscoped.in_force(timezone.localdate()).of_place(area).order_by("pk").first()
    if kind == Need.Kind.TEAM and team:
        raise HasTeam("there is a team")
    said: dict[str, Any] = {"kind": kind, "words": words, "number": number, "amount": amount}
    said |= {"asked_on": asked_on, "asked_by": asked_by}
    need = Need(uuid=uuid or uuids.uuid4(), area=area, team=team, logged_by=by)
    return record_change(by, gettext_noop("Gửi đề nghị"), need, said)


@in_order()
def answer_need(
    *, by: Any, need: Need, version: int, status: str, answer: str, given: int | None = None
) -> Need:
    """Answer a request today: it is looked into, met (with the đồng given, where known) or not.

    Raises Outdated when somebody else answered or withdrew it since `version`, OutOfOrder for an
    answer that the status does not fit.
    """
    need = _take(need, version)
    changes = revise(need, {"status": status, "answer": answer, "given": given})
    if not changes:
        return need
    need.answered_on, need.answered_by = timezone.localdate(), by
    save_next(need)
    record(by, gettext_noop("Trả lời đề nghị"), need, changes)
    if need.logged_by_id != getattr(by, "pk", None):
        notify(to=[need.logged_by_id], kind=Notice.Kind.ANSWERED, ref=str(need.pk), by=by)
    return need


@transaction.atomic
def withdraw_need(*, by: Any, need: Need, version: int) -> Need:
    """Withdraw a request that is still open: it was an error, or nobody needs it any more."""
    need = _take(need, version)
    if not need.is_open:
        raise Outdated(need)
    return record_change(by, gettext_noop("Rút đề nghị"), need, {"status": Status.WITHDRAWN})


@transaction.atomic
def tell_late(*, today: date) -> None:
    """Tell those above the communes how many requests of their area nobody has answered in time."""
    places = Need.unscoped.unanswered(today).values_list("area__path", flat=True)
    levels = (Level.PROVINCE, Level.DISTRICT)
    numbers = counted_for([path or "" for path in places], "teams.change_need", levels)
    tell_numbers(kind=Notice.Kind.NEED_LATE, numbers=numbers)


def _take(need: Need, version: int) -> Need:
    """Lock the request, as it was when its reader saw it and not withdrawn. Raises UnitEnded in a unit that has ended."""
    need = locked(need, "area__commune")
    refuse_ended(need.area)
    if need.version != version or need.status == Status.WITHDRAWN:
        raise Outdated(need)
    return need
