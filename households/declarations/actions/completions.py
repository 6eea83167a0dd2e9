"""The register of a village is complete, or the list of villages of a commune: said, undone, confirmed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from areas.dated import not_later_than_today
from areas.models import Area
from audit.actions import record
from households.counts.rollup import lock_places, recount_places
from households.declarations.actions.measures import Measure, measures_of
from households.models import Completion, kind_at
from households.register.actions import steps


class NeedsReason(steps.Refused):
    """Too little is registered to be complete without a reason; carries the numbers that are short."""

    def __init__(self, short: list[Measure]) -> None:
        self.short = short
        super().__init__(gettext_lazy("Ghi lý do vì sao sổ đã đủ."))


class AlreadyComplete(steps.Refused):
    """An act like this one stands already."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Đã có người ghi là đủ. Mở lại trang để xem."))


class NumbersChanged(steps.Refused):
    """An act waits on other numbers by now than its reader saw; carries it as it stands."""

    def __init__(self, completion: Completion) -> None:
        self.completion = completion
        super().__init__(gettext_lazy("Số đã đổi. Mở lại trang để xem."))


@transaction.atomic
def declare_complete(
    *, by: Any, area: Area, from_day: date | None = None, reason: str = ""
) -> Completion:
    """Say that a village's register, or a commune's list of villages, is complete from a day on.

    Raises NeedsReason (measures.Measure.is_short), AlreadyComplete, ValueError for a day in the future.
    """
    day = from_day or timezone.localdate()
    not_later_than_today(day)
    lock_places([area])
    if Completion.unscoped.standing().filter(area=area).exists():
        raise AlreadyComplete
    measures = measures_of(area)
    short = [measure for measure in measures if measure.is_short]
    if short and not reason:
        raise NeedsReason(short)
    row = Completion.unscoped.create(
        kind=kind_at(area),
        area=area,
        from_day=day,
        **{name: n for measure in measures for name, n in measure.columns.items()},
        reason=reason,
        needs_confirmation=bool(short),
        recorded_by=by,
    )
    recount_places(area)
    record(by, gettext_noop("Ghi sổ đã đủ"), row.area, {"complete": [False, True]}, document=reason)
    return row


@transaction.atomic
def undo_complete(
    *, by: Any, completion: Completion, on: date | None = None, reason: str = ""
) -> Completion:
    """Say that it is complete no longer from a day on; the day since when it is means it never was.

    So do the acts before that it renews. Twice is once. Raises ValueError for a day in the future or before
    the first of them.
    """
    row = _held(completion)
    if row.undone_at:
        return row
    day = on or max(timezone.localdate(), row.from_day)
    not_later_than_today(day)
    if day < row.since:
        raise ValueError("nothing ends before it begins")
    now = timezone.now()
    for act in row.chain:
        if act.undone_on is None or day < act.undone_on:
            last = max(day, act.from_day)
            steps.change(act, undone_on=last, undone_reason=reason, undone_by=by, undone_at=now)
    recount_places(row.area)
    record(
        by, gettext_noop("Bỏ ghi sổ đã đủ"), row.area, {"complete": [True, False]}, document=reason
    )
    return row


@transaction.atomic
def confirm_complete(
    *, by: Any, completion: Completion, seen: Mapping[str, int | None] | None = None
) -> Completion:
    """Confirm, at the upper level, what was called complete with less than was declared. Twice is once.

    Raises NumbersChanged where it waits on other `numbers` than were `seen`.
    """
    row = _held(completion)
    if row.is_waiting and seen not in (None, row.numbers):
        raise NumbersChanged(row)
    if row.is_waiting:
        steps.change(row, confirmed_by=by, confirmed_at=timezone.now())
        recount_places(row.area)
        record(by, gettext_noop("Xác nhận sổ đã đủ"), row.area, {"confirmed": [False, True]})
    return row


@transaction.atomic
def ask_back(*, by: Any, completion: Completion, question: str) -> Completion:
    """Ask, at the upper level, about an act that waits; a newer question takes the place of an older."""
    row = _held(completion)
    if row.is_waiting:
        asked = {"question": [row.question, question]}
        steps.change(row, question=question, asked_by=by, asked_at=timezone.now())
        record(by, gettext_noop("Hỏi lại về sổ đã đủ"), row.area, asked)
    return row


def _held(completion: Completion) -> Completion:
    lock_places([completion.area])
    rows = Completion.unscoped.select_for_update(of=("self",)).select_related("area")
    return rows.get(pk=completion.pk)
