"""Households come, change, leave and come back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from audit.actions import differences, record
from households.models import CLOSED, Cause, Household, Status
from households.register.actions import steps
from households.register.rules.three_way import merge_fields


class Conflict(Exception):
    """Somebody else changed the household since this person read it; `current` is what it is now."""

    def __init__(self, current: Household) -> None:
        super().__init__("changed by somebody else")
        self.current = current


@transaction.atomic
def change_household(
    *,
    by: Any,
    household: Household,
    version: int | None = None,
    was: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Household:
    """Change name, hamlet or telephone, as seen by their author.

    With `was`, the values he saw, his changes go together with those of others; raises Clash for
    one that both changed. With `version` alone, raises Conflict when anything changed meanwhile.
    """
    household = steps.lock(household)
    before = {name: getattr(household, name) for name in fields}
    wanted = fields if was is None else merge_fields(was, fields, before)
    changed = {name: value for name, value in wanted.items() if before[name] != value}
    if not changed:
        return household
    if was is None and household.version != version:
        raise Conflict(household)
    for name, value in changed.items():
        setattr(household, name, value)
    if "head_name" in changed:
        household.residents.filter(is_head=True, left_on=None).update(full_name=household.head_name)
    if "phone" in changed:
        household.phone_of_id = None
    household.make_keys()
    steps.recalculate(household)
    record(by, gettext_noop("Sửa hộ"), household, differences(before, changed))
    return household


@transaction.atomic
def set_status(
    *,
    by: Any,
    household: Household,
    status: str,
    on: date | None = None,
    version: int | None = None,
    was: str | None = None,
) -> Household:
    """Say where a household is: at home, out, refusing, moved away, ended; or back again.

    Closing dates it out of the denominator, reopening brings it back with its history. Raises
    Conflict when `version` is given and the household has changed since, Clash when the status its
    author saw (`was`) is no longer so, ValueError for a day in the future, Refused for a merger,
    which takes two households.
    """
    if status == Status.MERGED:
        raise steps.Refused(_("Mở hộ này, chọn Gộp hộ trùng rồi chọn hộ kia."))
    day = on or timezone.localdate()
    not_later_than_today(day)
    household = steps.lock(household)
    if version is not None and household.version != version:
        raise Conflict(household)
    if was is not None:
        _still_so(was, status, household)
    before = {"status": household.status, "closed_on": household.closed_on}
    day = max(day, household.opened_on)
    household.status = status
    household.closed_on = (household.closed_on or day) if status in CLOSED else None
    comes_or_goes = (before["status"] in CLOSED) != (status in CLOSED)
    cause = _cause_of(str(before["status"]), status)
    steps.recalculate(household, cause, since=day, comes_or_goes=comes_or_goes)
    after = {"status": household.status, "closed_on": household.closed_on}
    record(by, gettext_noop("Đổi tình trạng hộ"), household, differences(before, after))
    return household


@transaction.atomic
def take_back(*, by: Any, household: Household) -> Household:
    """Undo the entry of a household: it leaves the roster dated, its history stays.

    One that is closed already is left as it is.
    """
    household = steps.lock(household)
    if household.status in CLOSED:
        return household
    before, household.status = household.status, Status.ENDED
    household.closed_on = max(timezone.localdate(), household.opened_on)
    steps.recalculate(household, Cause.CORRECTED)
    record(by, gettext_noop("Hoàn tác thêm hộ"), household, {"status": [before, "ended"]})
    return household


def _still_so(was: str, wanted: str, household: Household) -> None:
    merge_fields({"status": was}, {"status": wanted}, {"status": household.status})


def _cause_of(before: str, after: str) -> str:
    """Say why a change of status moves the figures."""
    if after in CLOSED:
        return Cause.MOVED_OUT if after == Status.MOVED_AWAY else Cause.ENDED
    return Cause.MOVED_IN if before in CLOSED else Cause.CORRECTED


@transaction.atomic
def note_unchosen(
    *, by: Any, household: Household, kept: Mapping[str, Any], unchosen: Mapping[str, Any]
) -> None:
    """Keep in the history the texts that two people wrote at once and that were not chosen."""
    household = steps.lock(household)
    changes = differences(unchosen, kept)
    if changes:
        record(by, gettext_noop("Không chọn"), household, changes)
