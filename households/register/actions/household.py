"""Households come, change, leave and come back; their people are added, corrected, gone, or head them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, gettext_noop

from areas.dated import not_later_than_today
from audit.actions import differences, record
from households.models import (
    CLOSED,
    OF_GROUPS,
    Cause,
    Household,
    Resident,
    Status,
    is_placeholder,
)
from households.register.actions import refusing, steps
from households.register.actions.erased import ErasedBefore, hold_back
from households.register.actions.heads import follow, make_head, step_back
from households.register.queries.duplicates import erased_before
from households.register.rules import merge_fields
from web.once import sent_before


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
    again: bool = False,
    **fields: Any,
) -> Household:
    """Change name, hamlet, telephone or what it has to learn with, as seen by their author.

    With `was`, the values he saw, his changes go together with those of others; raises Clash for
    one that both changed. With `version` alone, raises Conflict when anything changed meanwhile. Raises
    ErasedBefore for what was erased on request, unless it was asked whether to write it `again`.
    """
    household = steps.lock(household)
    # Of a stale page that shows its version alone there is nothing to ask.
    is_stale = was is None and household.version != version
    hold_back(household, was, fields, again=again or is_stale)
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
    household.say_means(changed, timezone.localdate())
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
    agreed: bool = False,
) -> Household:
    """Say where a household is: at home, out, refusing, moved away, ended; or back again.

    Closing dates it out of the denominator, reopening brings it back with its history, and with the
    refusal it left with. Raises Conflict when `version` is given and the household has changed since,
    Clash when the status its author saw (`was`) is no longer so, StillRefuses where one that refused
    would be anything else in the register unless it `agreed`, ValueError for a day in the future,
    Refused for a merger, which takes two households.
    """
    if status == Status.MERGED:
        raise steps.Refused(_("Mở hộ này, chọn Gộp hộ trùng rồi chọn hộ kia."))
    day = on or timezone.localdate()
    not_later_than_today(day)
    household = steps.lock(household)
    if version is not None and household.version != version:
        raise Conflict(household)
    if was is not None:
        merge_fields({"status": was}, {"status": status}, {"status": household.status})
    before = {name: getattr(household, name) for name in (*refusing.STANDS, "closed_on")}
    day = max(day, household.opened_on)
    _stand(by, household, status, day, agreed=agreed)
    household.closed_on = (household.closed_on or day) if status in CLOSED else None
    comes_or_goes = (before["status"] in CLOSED) != (status in CLOSED)
    cause = _cause_of(str(before["status"]), status)
    steps.recalculate(household, cause, since=day, comes_or_goes=comes_or_goes)
    after = {name: getattr(household, name) for name in before}
    record(by, gettext_noop("Đổi tình trạng hộ"), household, differences(before, after))
    return household


def _stand(by: Any, household: Household, status: str, day: date, *, agreed: bool) -> None:
    """Set the status of a household, and what it means for the refusal that holds. Raises StillRefuses."""
    if status == Status.REFUSED:
        if household.refused_on is None:
            refusing.begin(by, household, on=day)
        household.status = status
    elif status in CLOSED or household.refused_on is None:
        household.status = status
    elif agreed:
        refusing.agree(by, household, status, day)
    elif household.is_closed:
        household.status = Status.REFUSED
    else:
        raise refusing.StillRefuses(household)


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


def _cause_of(before: str, after: str) -> str:
    """Say why a change of status moves the figures."""
    if after in CLOSED:
        return Cause.MOVED_OUT if after == Status.MOVED_AWAY else Cause.ENDED
    return Cause.MOVED_IN if before in CLOSED else Cause.CORRECTED


@transaction.atomic
def note_unchosen(
    *,
    by: Any,
    household: Household,
    kept: Mapping[str, Any],
    unchosen: Mapping[str, Any],
    person: Resident | None = None,
) -> None:
    """Keep in the history the texts that two people wrote at once and that were not chosen.

    They are of one `person`, or of the household. Of somebody who was erased meanwhile nothing is kept.
    """
    household = steps.lock(household)
    if person:
        person.refresh_from_db(fields=["full_name"])
    changes = differences(unchosen, kept)
    if changes and not is_placeholder(person.full_name if person else household.head_name):
        record(by, gettext_noop("Không chọn"), household, changes)


@transaction.atomic
def add_resident(
    *,
    by: Any,
    household: Household,
    full_name: str,
    uuid: UUID | None = None,
    again: bool = False,
    **fields: Any,
) -> Resident:
    """Add a person to a household, today unless `joined_on` says otherwise (all other fields are optional).

    The same `uuid` twice adds one person: the first is returned. Raises KeyTaken for a key that names
    somebody of another household, ErasedBefore for a name that was erased, unless it was asked (`again`).
    """
    household, today = steps.lock(household), timezone.localdate()
    if twin := sent_before(Resident, uuid, household_id=household.pk):
        return twin
    told = {} if again else erased_before(household.village.commune_id, [full_name])
    if told:
        raise ErasedBefore(told)
    # On the household's first day they live there from the first, too.
    fields.setdefault("joined_on", None if household.opened_on >= today else today)
    resident = Resident.unscoped.create(
        household=household, full_name=full_name, uuid=uuid, **fields
    )
    steps.recalculate(household, since=fields["joined_on"])
    named = {"resident": [None, resident.full_name]}
    record(by, gettext_noop("Thêm người trong hộ"), household, named, about=resident)
    return resident


@transaction.atomic
def change_resident(
    *,
    by: Any,
    resident: Resident,
    version: int | None = None,
    was: Mapping[str, Any] | None = None,
    next_head: Resident | None = None,
    again: bool = False,
    **fields: Any,
) -> Resident:
    """Change a person's name, relation, birth year, sex or telephone, or the day he left the household.

    When the head leaves, `next_head` or else the oldest adult follows. With `was`, the values his
    author saw, changes of two people go together; raises Clash for one that both changed. With
    `version`, raises Conflict when the household changed meanwhile. Raises ValueError for a day in
    the future, ErasedBefore for what was erased on request, unless it was asked (`again`).
    """
    not_later_than_today(fields.get("left_on"))
    household, resident = steps.lock_person(resident)
    if version is not None and household.version != version:
        raise Conflict(household)
    hold_back(resident, was, fields, again=again)
    before = {name: getattr(resident, name) for name in fields}
    wanted = fields if was is None else merge_fields(was, fields, before)
    for name, value in wanted.items():
        setattr(resident, name, value)
    if before.get("left_on") and resident.left_on is None:
        step_back(household, resident)
    resident.save()
    changes = differences(before, wanted)
    follows = follow(household, resident, before.get("left_on", resident.left_on), next_head)
    steps.recalculate(household, since=_since(household, before, wanted))
    # What the household changed with them names somebody else, too.
    about = None if follows else resident
    record(by, gettext_noop("Sửa người trong hộ"), household, changes | follows, about=about)
    return resident


def _since(household: Household, before: Mapping[str, Any], after: Mapping[str, Any]) -> date:
    """Return the first day of which a correction of a person speaks."""
    days = [timezone.localdate()]
    if any(before.get(name) != after.get(name) for name in OF_GROUPS):
        days.append(household.opened_on)
    if before.get("left_on") != after.get("left_on"):
        days += [day for day in (before["left_on"], after["left_on"]) if day]
    return min(days)


@transaction.atomic
def change_head(*, by: Any, household: Household, head: Resident) -> Household:
    """Make another person of the household its head; its name follows, and the history keeps both.

    Raises Refused for somebody who does not live there.
    """
    household = steps.lock(household)
    people = list(household.residents.living_here())
    chosen = next((person for person in people if person == head), None)
    if chosen is None:
        raise steps.Refused(_("Người này không còn ở hộ. Tải lại trang rồi chọn lại."))
    if chosen.is_head:
        return household
    changes = make_head(household, chosen, people)
    steps.recalculate(household)
    record(by, gettext_noop("Đổi chủ hộ"), household, changes)
    return household


@transaction.atomic
def leave(
    *, by: Any, resident: Resident, on: date | None = None, next_head: Resident | None = None
) -> Resident:
    """Record that a person left the household; when he was its head, `next_head` or the oldest adult follows.

    Raises Refused for the last one, who takes the household with him.
    """
    household, resident = steps.lock_person(resident)
    if resident.left_on is not None:
        return resident
    if not household.residents.filter(left_on=None).exclude(pk=resident.pk).exists():
        text = _("Hộ chỉ còn một người. Cả hộ đi thì ghi Chuyển đi, hoặc Đưa hộ ra khỏi sổ.")
        raise steps.Refused(text)
    day = on or timezone.localdate()
    return change_resident(by=by, resident=resident, left_on=day, next_head=next_head)
