"""Somebody looked again and nothing had changed: one household, a selection, or the rest of a village."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from audit.actions import record_many
from households.counts.rollup import HOUSEHOLDS
from households.models import Cause, Confirmation, Household, Status
from households.register.actions import refusing, steps
from rollup.counts import recount


@transaction.atomic
def confirm(
    *,
    by: Any,
    households: Iterable[Household],
    on: date | None = None,
    agreed: bool = False,
) -> list[Confirmation]:
    """Record that what is known of these households was looked at again and has not changed.

    Not a new finding: no assessment is written. Unsurveyed and closed households are left out (there
    is nothing to confirm), and so are those of which no village is known, those reviewed on that day or later, and those that refused
    unless they `agreed`. Raises ValueError for a
    day in the future. Returns the confirmations written, which `withdraw_confirmations` takes back.
    """
    day = on or timezone.localdate()
    not_later_than_today(day)
    locked = steps.lock_all(households, anywhere=True)
    held = [one for one in locked if _can_confirm(one, day)]
    held = [one for one in held if agreed or not one.refuses]
    for one in held:
        if one.refuses:
            refusing.agree(by, one, Status.RESIDENT, day)
    rows = Confirmation.unscoped.bulk_create(
        Confirmation(household=one, confirmed_on=day, confirmed_by=by) for one in held
    )
    _settle(by, held, gettext_noop("Xác nhận không đổi"))
    return rows


@transaction.atomic
def withdraw_confirmations(*, by: Any, confirmations: Sequence[Confirmation]) -> int:
    """Undo confirmations, once each: they stay in the history, marked. Returns how many."""
    held = steps.lock_all(row.household for row in confirmations)
    keys = [row.pk for row in confirmations]
    rows = Confirmation.unscoped.standing().filter(pk__in=keys)
    undone = {row.household_id for row in rows}
    rows.update(withdrawn_at=timezone.now())
    _settle(by, [one for one in held if one.pk in undone], gettext_noop("Hoàn tác xác nhận"))
    return len(undone)


def _can_confirm(household: Household, day: date) -> bool:
    if household.village.is_unassigned:
        return False
    surveyed = household.surveyed_on is not None and household.closed_on is None
    return surveyed and household.reviewed_on is not None and household.reviewed_on < day


def _settle(by: Any, households: list[Household], verb: str) -> None:
    before = {one.pk: one.reviewed_on for one in households}
    steps.sum_up_all(households, Cause.CORRECTED)
    recount(*{one.village_id: one.village for one in households}.values(), of=[HOUSEHOLDS])
    record_many(
        by=by,
        verb=verb,
        rows=[
            (
                one,
                one.village.path or "",
                {"reviewed_on": [str(before[one.pk]), str(one.reviewed_on)]},
            )
            for one in households
        ],
    )
