"""The people of a household: added, corrected, gone; and who is its head."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from areas.dated import not_later_than_today
from audit.actions import differences, record
from households.models import Household, Resident
from households.register.actions import steps
from households.register.actions.household import Conflict
from households.register.queries.heads import next_head_of, relation_after
from households.register.rules.three_way import merge_fields


@transaction.atomic
def add_resident(*, by: Any, household: Household, full_name: str, **fields: Any) -> Resident:
    """Add a person to a household, today unless `joined_on` says otherwise (all other fields are optional)."""
    household = steps.lock(household)
    fields.setdefault("joined_on", _joined_on(household))
    resident = Resident.unscoped.create(household=household, full_name=full_name, **fields)
    steps.recalculate(household, since=fields["joined_on"])
    record(
        by, gettext_noop("Thêm người trong hộ"), household, {"resident": [None, resident.full_name]}
    )
    return resident


@transaction.atomic
def change_resident(
    *,
    by: Any,
    resident: Resident,
    version: int | None = None,
    was: Mapping[str, Any] | None = None,
    next_head: Resident | None = None,
    **fields: Any,
) -> Resident:
    """Change a person's name, relation, birth year, sex or telephone, or the day he left the household.

    When the head leaves, `next_head` or else the oldest adult follows. With `was`, the values his
    author saw, changes of two people go together; raises Clash for one that both changed. With
    `version`, raises Conflict when the household changed meanwhile. Raises ValueError for a day in
    the future.
    """
    not_later_than_today(fields.get("left_on"))
    household, resident = steps.lock_person(resident)
    if version is not None and household.version != version:
        raise Conflict(household)
    before = {name: getattr(resident, name) for name in fields}
    wanted = fields if was is None else merge_fields(was, fields, before)
    for name, value in wanted.items():
        setattr(resident, name, value)
    if before.get("left_on") and resident.left_on is None:
        _step_back(household, resident)
    resident.save()
    changes = differences(before, wanted)
    changes |= _follow(household, resident, before.get("left_on", resident.left_on), next_head)
    steps.recalculate(household, since=_since(household, before, wanted))
    record(by, gettext_noop("Sửa người trong hộ"), household, changes)
    return resident


def _since(household: Household, before: Mapping[str, Any], after: Mapping[str, Any]) -> date:
    """Return the first day of which a correction of a person speaks."""
    days = [timezone.localdate()]
    if before.get("birth_year") != after.get("birth_year"):
        days.append(household.opened_on)
    if before.get("left_on") != after.get("left_on"):
        days += [day for day in (before["left_on"], after["left_on"]) if day]
    return min(days)


def _joined_on(household: Household) -> date | None:
    """Return from when somebody added today lives there; on the household's first day, from the first."""
    today = timezone.localdate()
    return None if household.opened_on >= today else today


def _step_back(household: Household, resident: Resident) -> None:
    """Let a former head come back as one of the people where somebody else is head by now."""
    heads = household.residents.filter(is_head=True, left_on=None).exclude(pk=resident.pk)
    if resident.is_head and heads.exists():
        resident.is_head, resident.relation = False, Resident.Relation.OTHER


def _follow(
    household: Household, resident: Resident, left_on: date | None, next_head: Resident | None
) -> dict[str, list[Any]]:
    """Let the household follow a person who was changed; `left_on` is since when he was gone before."""
    if resident.is_head:
        return _head_changed(household, resident, next_head)
    if resident.left_on and not left_on:
        return _take_number_along(household, resident)
    if left_on and not resident.left_on:
        return _bring_number_back(household, resident)
    return {}


def _take_number_along(household: Household, gone: Resident) -> dict[str, list[Any]]:
    """Take off the household the number that a former head lent it, unless one who stays has it, too."""
    people = household.residents.living_here()
    lends = _lender(household, [gone])
    if not lends or any(one.phone == household.phone for one in people):
        return {}
    return _reach_by(household, "")


def _bring_number_back(household: Household, back: Resident) -> dict[str, list[Any]]:
    """Let a household without a number be reached by that of a former head who is there again."""
    if household.phone or not back.phone or household.phone_of_id != back.pk:
        return {}
    return _reach_by(household, back.phone)


def _reach_by(household: Household, number: str) -> dict[str, list[Any]]:
    changes = differences({"phone": household.phone}, {"phone": number})
    household.phone = number
    household.make_keys()
    return changes


def _lender(household: Household, people: Iterable[Resident]) -> int | None:
    """Return who of the people lends the household its number: a former head, while the next has none."""
    number, of = household.phone, household.phone_of_id
    lends = number and any(one.pk == of and one.phone == number for one in people)
    return of if lends else None


def _head_changed(
    household: Household, head: Resident, next_head: Resident | None
) -> dict[str, list[Any]]:
    """Let the household's name follow its head, or the next one when he has left."""
    if head.left_on is None:
        household.head_name = head.full_name
        household.make_keys()
        return {}
    people = list(household.residents.living_here())
    if any(person.is_head for person in people):
        return {}
    follows = _one_of(people, next_head) or next_head_of(people, head.left_on)
    return make_head(household, follows, people, gone=head) if follows else {}


def _one_of(people: list[Resident], wanted: Resident | None) -> Resident | None:
    return next((person for person in people if wanted and person.pk == wanted.pk), None)


def make_head(
    household: Household,
    head: Resident,
    people: list[Resident],
    assign: Any = steps.change,
    gone: Resident | None = None,
) -> dict[str, list[Any]]:
    """Make one of the people head; the others become what they are to him. Returns what changed.

    `assign` changes a row; the caller holds the household and sums it up. The head before is among the
    people, or `gone`.
    """
    was = head.relation
    number, lender = _hand_number_over(household, head, people, assign, gone)
    for person in people:
        if person.pk != head.pk:
            assign(person, is_head=False, relation=relation_after(was, person.relation))
    assign(head, is_head=True, relation=Resident.Relation.HEAD, phone="")
    before = {"head_name": household.head_name, "phone": household.phone}
    after = {"head_name": head.full_name, "phone": number}
    assign(household, **after, phone_of_id=lender)
    household.make_keys()
    return differences(before, after)


def _hand_number_over(
    household: Household, head: Resident, people: list[Resident], assign: Any, gone: Resident | None
) -> tuple[str, int | None]:
    """Give whoever was head their number, which is the household's so far.

    Returns the next head's number, and of whom it is: one without a number is reached by that of the
    head before as long as its owner lives there, and again once they are back.
    """
    before = next((person for person in people if person.is_head), gone)
    own = number_of(household, before, people) if before else ""
    if before and own:
        assign(before, phone=own)
    if head.phone:
        return head.phone, None
    if not before or not own:
        return household.phone, household.phone_of_id
    lenders = [one.pk for one in people if one.phone == own] if gone else [before.pk]
    return (own, lenders[0]) if lenders else ("", before.pk)


def number_of(household: Household, person: Resident, people: Iterable[Resident]) -> str:
    """Return a person's own number: a head's is the household's, unless one of the people lends it."""
    if not person.is_head:
        return person.phone
    return "" if _lender(household, people) else household.phone


@transaction.atomic
def change_head(*, by: Any, household: Household, head: Resident) -> Household:
    """Make another person of the household its head; its name follows, and the history keeps both.

    Raises Refused for somebody who does not live there.
    """
    household = steps.lock(household)
    people = list(household.residents.living_here())
    chosen = _one_of(people, head)
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
        text = _("Hộ chỉ còn một người. Cả hộ đi thì ghi Chuyển đi, hoặc Không còn là hộ.")
        raise steps.Refused(text)
    day = on or timezone.localdate()
    return change_resident(by=by, resident=resident, left_on=day, next_head=next_head)
