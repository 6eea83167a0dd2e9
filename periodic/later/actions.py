"""A unit asks for a later day for what it is asked once; the unit that asked grants one or declines."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.inbox.actions import notify
from accounts.models import Notice
from areas.models import Area
from audit.actions import locked, record
from periodic.filing.actions.holding import hold
from periodic.later.queries import may_ask, who_answers
from periodic.models import Extension, Period
from periodic.naming.queries import refuse_names
from periodic.periods.queries import due_days


class NotAsked(ValueError):
    """No later day can be asked for: it is not asked once, not of this unit, or sent already."""


class NotLater(ValueError):
    """The day is not later than the one that holds, or is over."""


class Waiting(ValueError):
    """The unit has asked already, and was not answered yet."""


class Answered(ValueError):
    """Somebody else has answered."""


class NoReason(ValueError):
    """Declining needs a reason."""


@transaction.atomic
def ask_later(*, by: Any, period: Period, area: Area, wanted: date, reason: str) -> Extension:
    """Ask for a later day; those who ask for reports in the unit that asked are told.

    Raises NotAsked, NotLater, Waiting, PeriodLocked, Named.
    """
    refuse_names(area, {"reason": reason})
    hold(period, area)
    if not may_ask(period, area):
        raise NotAsked
    _check(wanted, due_days(area, [period])[period.pk])
    row = Extension(period=period, area=area, wanted=wanted, reason=reason, asked_by=by)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Waiting from None
    changes = {"wanted": [None, str(wanted)], "reason": [None, reason]}
    record(by, gettext_noop("Xin lùi hạn báo cáo"), row, changes)
    notify(to=who_answers(period), kind=Notice.Kind.LATER_ASKED, ref=str(row.uuid), by=by)
    return row


@transaction.atomic
def grant(*, by: Any, extension: Extension, until: date) -> Extension:
    """Give a later day, which need not be the one that was asked for. Raises Answered, NotLater, PeriodLocked."""
    row = _take(extension)
    _check(until, due_days(row.area, [row.period])[row.period_id])
    row.until = until
    return _answer(by, row, gettext_noop("Lùi hạn báo cáo"), {"until": [None, str(until)]})


@transaction.atomic
def decline(*, by: Any, extension: Extension, why: str) -> Extension:
    """Leave the day as it is, and say why. Raises NoReason, Named, Answered, PeriodLocked."""
    if not why:
        raise NoReason
    refuse_names(extension.area, {"why": why})
    row = _take(extension)
    row.decided_why = why
    return _answer(by, row, gettext_noop("Không lùi hạn báo cáo"), {"reason": [None, why]})


def _take(extension: Extension) -> Extension:
    row = locked(extension, "area", "period__schedule__area")
    hold(row.period, row.area)
    if row.decided_at:
        raise Answered
    return row


def _answer(by: Any, row: Extension, verb: str, changes: dict[str, list[Any]]) -> Extension:
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["until", "decided_by", "decided_at", "decided_why"])
    record(by, verb, row, changes)
    told = {"kind": Notice.Kind.LATER_SAID, "ref": str(row.uuid), "by": by, "from_above": True}
    notify(to=[row.asked_by_id], **told)
    return row


def _check(day: date, due_on: date) -> None:
    if day <= due_on or day < timezone.localdate():
        raise NotLater
