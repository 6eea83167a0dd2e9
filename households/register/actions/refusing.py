"""A household refuses, agrees, or was noted by mistake: the refusal and what stands of it on the household.

The one file that writes either. What stands on the household (`status`, `refused_on`, `not_asked_until`)
is saved by whoever sums it up.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, gettext_noop

from areas.dated import not_later_than_today
from audit.actions import differences, record
from households.models import CLOSED, Assessment, Cause, Household, Refusal, Status
from households.register.actions import steps
from skills.catalogue import CLEARED

End = Refusal.End
AGREES = gettext_noop("Hộ đồng ý khảo sát")
# What of a household goes with its refusal.
STANDS = ("status", "refused_on", "not_asked_until")


class StillRefuses(steps.Refused):
    """The household refused to be surveyed and nobody said that it agrees now; the text asks."""

    def __init__(self, household: Household) -> None:
        super().__init__(household.refusal_question)
        self.household = household


@transaction.atomic
def refuse(
    *,
    by: Any,
    household: Household,
    reason: str = Refusal.Reason.UNSAID,
    on: date | None = None,
    until: date | None = None,
) -> Refusal:
    """Record that a household refused to be surveyed; until the end of a day, for ever unless said, nobody asks it.

    The same said twice is recorded once; said otherwise it replaces what it said before. Raises
    Refused for one that is out of the register, ValueError for a day in the future or a term before it.
    """
    day = on or timezone.localdate()
    not_later_than_today(day)
    household = steps.lock(household)
    if household.is_closed:
        raise steps.Refused(_("Hộ này đã ra khỏi sổ. Ghi Trở lại sổ trước."))
    day = max(day, household.opened_on)
    if until is not None and until < day:
        raise ValueError("nobody asks again before it refused")
    now = Refusal.unscoped.holding().filter(household=household).first()
    if now and (now.refused_on, now.reason, now.not_asked_until) == (day, reason, until):
        return now
    before = _standing(household)
    since = min(day, household.refused_on or day)
    row = begin(by, household, on=day, reason=reason, until=until)
    steps.recalculate(household, Cause.CORRECTED, since=since)
    changes = differences(before, _standing(household))
    record(by, gettext_noop("Ghi hộ từ chối"), household, changes)
    return row


def begin(
    by: Any,
    household: Household,
    *,
    on: date,
    reason: str = Refusal.Reason.UNKNOWN,
    until: date | None = None,
) -> Refusal:
    """Write a refusal of a household that the caller holds and sums up; one that holds already ends by it."""
    before = Status.RESIDENT if household.is_closed else household.status
    if household.refused_on is not None:
        end(by, household, End.AGAIN, max(on, household.refused_on))
    row = Refusal.unscoped.create(
        household=household,
        refused_on=on,
        reason=reason,
        not_asked_until=until,
        status_before=before,
        recorded_by=by,
    )
    stand(household, row)
    return row


def stand(household: Household, row: Refusal) -> None:
    """Let a refusal stand on its household; one out of the register keeps its status."""
    household.refused_on, household.not_asked_until = row.refused_on, row.not_asked_until
    if household.status not in CLOSED:
        household.status = Status.REFUSED


def end(
    by: Any, household: Household, why: str, on: date, answer: Assessment | None = None
) -> None:
    """End the refusal that holds, if one does; the caller holds the household and sums it up."""
    Refusal.unscoped.holding().filter(household=household).update(
        ended_why=why, ended_on=on, ended_at=timezone.now(), ended_by=by, answer=answer
    )
    let_go(household)


def let_go(household: Household, status: str = Status.RESIDENT) -> None:
    """Let nothing of a refusal stand on a household."""
    household.refused_on = household.not_asked_until = None
    if household.status == Status.REFUSED:
        household.status = status


def must_agree(
    household: Household, results: Sequence[int | None], day: date, *, agreed: bool
) -> bool:
    """Say whether answers end a refusal. Raises StillRefuses where one holds and nobody said that it agrees.

    Going back to "not asked" is no answer. One of a day before it refused leaves the refusal as it is.
    """
    if household.refused_on is None or all(one in (None, CLEARED) for one in results):
        return False
    if not agreed:
        raise StillRefuses(household)
    return day >= household.refused_on


def answered(by: Any, household: Household, row: Assessment) -> None:
    """End the refusal of a household by an answer that is written; the journal says that it agreed."""
    before = _standing(household)
    end(by, household, End.ANSWERED, row.assessed_on, row)
    record(by, AGREES, household, differences(before, _standing(household)))


def agree(by: Any, household: Household, status: str, on: date) -> None:
    """End the refusal of a household that the caller holds and sums up: it says that it may be asked."""
    end(by, household, End.AGREED, max(on, household.refused_on or on))
    household.status = status


def follow_answers(households: Iterable[Household], rows: Sequence[Assessment]) -> None:
    """Let refusals follow the answers that ended them, just withdrawn or brought back.

    The caller holds the households and sums them up. Whoever refused anew, or agreed, since is left so.
    """
    held = {one.pk: one for one in households}
    marked = {row.pk: row for row in rows}
    found = Refusal.unscoped.filter(answer__in=marked, household__in=held)
    for one in found.exclude(ended_why=End.TAKEN_BACK):
        household, row = held[one.household_id], marked[one.answer_id or 0]
        if row.withdrawn_at is None and one.ended_at is None:
            end(row.assessor, household, End.ANSWERED, row.assessed_on, row)
        elif row.withdrawn_at and one.ended_why == End.ANSWERED and household.refused_on is None:
            reopen(household, one)


def reopen(household: Household, row: Refusal) -> None:
    """Let a refusal that had ended hold again; the caller holds the household and sums it up."""
    row.ended_why, row.ended_on, row.ended_at, row.ended_by = "", None, None, None
    row.save(update_fields=["ended_why", "ended_on", "ended_at", "ended_by"])
    stand(household, row)


@transaction.atomic
def take_back_refusal(*, by: Any, refusal: Refusal) -> Household:
    """Undo a refusal that was noted by mistake, once: it held on no day, and stays in the history.

    The one that it replaced holds again.
    """
    household = steps.lock(refusal.household)
    refusal = Refusal.unscoped.get(pk=refusal.pk)
    if refusal.ended_at is not None:
        return household
    before = _standing(household)
    end(by, household, End.TAKEN_BACK, refusal.refused_on)
    earlier = Refusal.unscoped.filter(household=household, ended_why=End.AGAIN, pk__lt=refusal.pk)
    if refusal.status_before == Status.REFUSED and (last := earlier.first()):
        reopen(household, last)
    elif not household.is_closed:
        household.status = refusal.status_before
    since = min(refusal.refused_on, household.refused_on or refusal.refused_on)
    steps.recalculate(household, Cause.CORRECTED, since=since)
    changes = differences(before, _standing(household))
    record(by, gettext_noop("Hoàn tác ghi từ chối"), household, changes)
    return household


@transaction.atomic
def hold_again(*, by: Any, refusal: Refusal) -> Household:
    """Undo that a household may be asked again, once: its refusal holds as it did before.

    One that answered, refused anew or left the register since is left as it is.
    """
    household = steps.lock(refusal.household)
    refusal = Refusal.unscoped.get(pk=refusal.pk)
    is_undone = refusal.ended_why in {End.AGREED, End.TAKEN_BACK}
    if household.refused_on or household.is_closed or not is_undone or _answered_since(refusal):
        return household
    before = _standing(household)
    reopen(household, refusal)
    steps.recalculate(household, Cause.CORRECTED, since=refusal.refused_on)
    changes = differences(before, _standing(household))
    record(by, gettext_noop("Hoàn tác mở lại hộ từ chối"), household, changes)
    return household


def _answered_since(refusal: Refusal) -> bool:
    """Say whether anybody of its household was asked after it had ended, and that stands."""
    rows = Assessment.unscoped.filter(resident__household=refusal.household_id, withdrawn_at=None)
    return rows.filter(recorded_at__gt=refusal.ended_at).exists()


def of_new(by: Any, household: Household) -> Refusal:
    """Build the refusal of a household that is entered as one that refused; the caller writes both."""
    row = Refusal(household=household, refused_on=household.opened_on, recorded_by=by)
    row.reason = Refusal.Reason.UNSAID
    stand(household, row)
    return row


def carry_over(by: Any, household: Household, new: Household) -> None:
    """Let a household that comes of one that refused refuse as it did; the caller sums both up."""
    row = Refusal.unscoped.holding().filter(household=household).first()
    if row is not None:
        begin(by, new, on=row.refused_on, reason=row.reason, until=row.not_asked_until)


def _standing(household: Household) -> dict[str, Any]:
    return {name: getattr(household, name) for name in STANDS}
