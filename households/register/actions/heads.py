"""Who heads a household, and by whose telephone number it is reached."""

from datetime import date
from typing import Any

from audit.actions import differences
from households.models import Household, Resident
from households.register.actions import steps
from households.register.rules import lender, next_head_of, number_of, relation_after


def step_back(household: Household, resident: Resident) -> None:
    """Let a former head come back as one of the people where somebody else is head by now."""
    heads = household.residents.filter(is_head=True, left_on=None).exclude(pk=resident.pk)
    if resident.is_head and heads.exists():
        resident.is_head, resident.relation = False, Resident.Relation.OTHER


def follow(
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
    lends = lender(household, [gone])
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
    wanted = next((person for person in people if person == next_head), None)
    follows = wanted or next_head_of(people, head.left_on)
    return make_head(household, follows, people, gone=head) if follows else {}


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
    number, owner = _hand_number_over(household, head, people, assign, gone)
    for person in people:
        if person.pk != head.pk:
            assign(person, is_head=False, relation=relation_after(was, person.relation))
    assign(head, is_head=True, relation=Resident.Relation.HEAD, phone="")
    before = {"head_name": household.head_name, "phone": household.phone}
    after = {"head_name": head.full_name, "phone": number}
    assign(household, **after, phone_of_id=owner)
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
