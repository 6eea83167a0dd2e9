"""A request about personal data comes in, is acknowledged, gets more time, is answered; a restriction begins and ends.

The journal is told kinds, days and decisions, never what may name a person (`SubjectRequest.PERSONAL`).
"""

import uuid as uuids
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.inbox.actions import tell_numbers
from accounts.inbox.queries import counted_for
from accounts.models import Notice
from areas.dated import not_later_than_today
from areas.kinds import Level
from areas.models import Area
from areas.working_days import after_working_days
from audit.actions import differences, locked, record
from households.models import Household, Resident
from households.register.actions.restricting import restrict_use, use_again
from privacy.models import Decision, SubjectRequest
from web.once import save_once, sent_before


class Outdated(Exception):
    """Somebody else has answered the request meanwhile; `current` is what it is now."""

    def __init__(self, current: SubjectRequest) -> None:
        super().__init__("answered by somebody else")
        self.current = current


class TooLate(ValueError):
    """More time was asked for twice, or after the due day."""


class NoReason(ValueError):
    """A refusal without its ground, an answer or a change without its words."""


class Elsewhere(ValueError):
    """The household or person is not of the commune, or not of each other."""


@transaction.atomic
def receive(
    *,
    by: Any,
    commune: Area,
    kind: str,
    received_on: date,
    household: Household | None = None,
    resident: Resident | None = None,
    uuid: uuids.UUID | None = None,
    **said: Any,
) -> SubjectRequest:
    """Write down what a resident asks, with the days until which it is due; the same `uuid` twice writes once.

    `said` is the rest of the form: asker, channel, checked, requester, words. Raises ValueError for a day to
    come, Elsewhere for somebody of another place, KeyTaken for a key in use there.
    """
    not_later_than_today(received_on)
    household = resident.household if resident else household
    if household and household.village.commune_id != commune.pk:
        raise Elsewhere("not of this commune")
    if twin := sent_before(SubjectRequest, uuid, commune_id=commune.pk):
        return twin
    request = SubjectRequest(
        uuid=uuid or uuids.uuid4(),
        commune=commune,
        household=household,
        resident=resident,
        kind=kind,
        received_on=received_on,
        received_by=by,
        acknowledge_by=after_working_days(received_on, settings.REQUEST_ACKNOWLEDGE_DAYS),
        due_on=after_working_days(received_on, settings.REQUEST_DAYS[kind]),
        **said,
    )
    if (saved := save_once(request, commune_id=commune.pk)) is not request:
        return saved
    told = ("kind", "asker", "checked", "channel", "received_on", "due_on")
    after = {name: getattr(request, name) for name in told}
    record(by, gettext_noop("Nhận yêu cầu về dữ liệu cá nhân"), request, differences({}, after))
    return request


@transaction.atomic
def acknowledge(*, by: Any, request: SubjectRequest) -> SubjectRequest:
    """Confirm to who asks that the request was received. Twice is once."""
    request = locked(request, "commune")
    if request.acknowledged_on:
        return request
    facts = {"acknowledged_on": timezone.localdate()}
    return _change(by, gettext_noop("Xác nhận đã nhận yêu cầu"), request, facts)


@transaction.atomic
def check_asker(*, by: Any, request: SubjectRequest) -> SubjectRequest:
    """Say that an officer saw who asks, or the paper that lets them ask for another. Twice is once."""
    request = locked(request, "commune")
    if request.checked:
        return request
    return _change(by, gettext_noop("Kiểm tra người yêu cầu"), request, {"checked": True})


@transaction.atomic
def note_taken(*, by: Any, request: SubjectRequest, form: str) -> None:
    """Write down that somebody took the copy of a person's data, as a PDF or a workbook."""
    record(by, gettext_noop("Tải bản sao dữ liệu cá nhân"), request, {"form": [None, form]})


@transaction.atomic
def extend(*, by: Any, request: SubjectRequest, why: str) -> SubjectRequest:
    """Give a request as much time again, once. Raises TooLate, NoReason, Outdated."""
    request = _take(request)
    today = timezone.localdate()
    if not request.may_be_extended(today):
        raise TooLate("once, and before it is due")
    if not why:
        raise NoReason
    request.extended_why = why
    days = settings.REQUEST_DAYS[request.kind]
    facts = {"extended_on": today, "due_on": after_working_days(request.due_on, days)}
    return _change(by, gettext_noop("Gia hạn trả lời yêu cầu"), request, facts)


@transaction.atomic
def answer(
    *, by: Any, request: SubjectRequest, decision: str, text: str, ground: str = ""
) -> SubjectRequest:
    """Answer a request today; one that nobody had acknowledged is acknowledged by it.

    Raises NoReason for a refusal without its ground or an answer without words, Outdated where it was answered.
    """
    request = _take(request)
    if not text or (decision == Decision.REFUSED and not ground):
        raise NoReason
    today = timezone.localdate()
    request.answer, request.done_by = text, by
    facts = {
        "decision": decision,
        "ground": "" if decision == Decision.DONE else ground,
        "done_on": today,
        "acknowledged_on": request.acknowledged_on or today,
    }
    return _change(by, gettext_noop("Trả lời yêu cầu về dữ liệu cá nhân"), request, facts)


@transaction.atomic
def restrict(*, by: Any, request: SubjectRequest) -> SubjectRequest:
    """Keep the household of a request without using it, from today. Twice is once.

    Raises Elsewhere for a request without a household, Refused for one that was merged into another, Outdated
    for one that was answered meanwhile.
    """
    request = locked(request, "commune")
    if request.restricts:
        return request
    if not request.is_open:
        raise Outdated(request)
    home = _household(request)
    if home is None:
        raise Elsewhere("no household")
    today = timezone.localdate()
    restrict_use(by=by, household=home, on=today)
    facts = {"restricted_on": today, "lifted_on": None}
    return _change(by, gettext_noop("Hạn chế xử lý theo yêu cầu"), request, facts)


@transaction.atomic
def lift(*, by: Any, request: SubjectRequest, why: str) -> SubjectRequest:
    """Use the household again, unless another request still restricts it. Raises NoReason."""
    request = locked(request, "commune")
    home = _household(request)
    if not request.restricts or home is None:
        return request
    if not why:
        raise NoReason
    request.lifted_why = why
    facts = {"lifted_on": timezone.localdate()}
    request = _change(by, gettext_noop("Thôi hạn chế xử lý"), request, facts)
    others = SubjectRequest.unscoped.filter(household=home, restricted_on__isnull=False)
    if not others.filter(lifted_on=None).exists():
        use_again(by=by, household=home)
    return request


@transaction.atomic
def tell_overdue(*, today: date) -> None:
    """Tell the officers of each commune how many requests of residents are overdue."""
    places = SubjectRequest.unscoped.overdue(today).values_list("commune__path", flat=True)
    needs, levels = "privacy.view_subjectrequest", (Level.COMMUNE,)
    numbers = counted_for([path or "" for path in places], needs, levels)
    tell_numbers(kind=Notice.Kind.DATA_LATE, numbers=numbers)


def _household(request: SubjectRequest) -> Household | None:
    """Read the household that a request is about, with its village."""
    rows = Household.unscoped.select_related("village")
    return rows.get(pk=request.household_id) if request.household_id else None


def _take(request: SubjectRequest) -> SubjectRequest:
    """Lock a request that nobody has answered."""
    request = locked(request, "commune")
    if not request.is_open:
        raise Outdated(request)
    return request


def _change(by: Any, verb: str, request: SubjectRequest, facts: dict[str, Any]) -> SubjectRequest:
    """Save what becomes of a request with its next version, and write down what is no one's name."""
    before = {name: getattr(request, name) for name in facts}
    for name, value in facts.items():
        setattr(request, name, value)
    request.version += 1
    request.save()
    record(by, verb, request, differences(before, facts))
    return request
