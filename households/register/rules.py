"""Two people, one household: what each changed is merged value by value; only a true clash is asked.

A change is told by what its author saw (`was`) and what they want (`mine`), against what stands now.
Different values changed by different people go together unasked; the same value changed to
different values by both is a clash, and nothing is written until somebody chooses. And who heads a
household next, and what its people are to them, and whose its number is. And how an address says which household it means.
"""

import uuid as uuids
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls.converters import UUIDConverter

from households.models import Household, Resident
from skills.catalogue import CLEARED

# A household by its key, which a page gives before it is saved, or by its number, shorter where a list has hundreds.
type Key = uuids.UUID | int

# Said of a value that the author of a change did not see.
UNSEEN: Any = object()


class Clash(Exception):
    """The same value was changed by two people to different values; nothing was written.

    `mine` and `theirs` map the name of each clashing value to what either wants.
    """

    def __init__(self, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
        super().__init__(", ".join(mine))
        self.mine, self.theirs = dict(mine), dict(theirs)


def merge_value[T](was: T, mine: T, now: T) -> tuple[T, bool]:
    """Merge one value: the one who changed it wins; say whether both did, to different values."""
    return (now, False) if mine in (was, now) else (mine, now != was)


def merge_fields(
    was: Mapping[str, Any], mine: Mapping[str, Any], now: Mapping[str, Any]
) -> dict[str, Any]:
    """Merge named values; return what to store. Raises Clash with all that clash."""
    merged = {name: merge_value(was[name], mine[name], now[name]) for name in mine}
    clashing = [name for name, (_value, clashes) in merged.items() if clashes]
    if clashing:
        raise Clash({n: mine[n] for n in clashing}, {n: now[n] for n in clashing})
    return {name: value for name, (value, _clashes) in merged.items()}


def merge_answers(
    was: Sequence[int | None], given: Sequence[int | None], now: Sequence[int | None]
) -> list[int | None]:
    """Return of five answers those that are to be written; None leaves a skill as it is.

    CLEARED sets a skill back to "not asked". The names in a Clash are the numbers of the skills, as text.
    """
    names = [str(number) for number in range(1, len(given) + 1)]
    said = {n: one for n, one in zip(names, given, strict=True) if one is not None}
    mine = {n: None if one == CLEARED else one for n, one in said.items()}
    merged = merge_fields(
        dict(zip(names, was, strict=True)), mine, dict(zip(names, now, strict=True))
    )
    return [said[n] if n in said and merged[n] == mine[n] else None for n in names]


def answered(given: Sequence[int | None], now: Sequence[int | None]) -> list[int | None]:
    """Return how a person stands after five answers, from how they stand now."""
    pairs = zip(given, now, strict=True)
    return [None if new == CLEARED else old if new is None else new for new, old in pairs]


def changed_by(wanted: Sequence[int | None], now: Sequence[int | None]) -> list[int | None]:
    """Return the answers that lead from how a person stands to what a form shows; None where equal."""
    pairs = zip(wanted, now, strict=True)
    return [None if new == old else CLEARED if new is None else new for new, old in pairs]


# The age at which a person can be head of a household.
ADULT = 18

_R = Resident.Relation
# What the next head was to the one before, what a person was to that one → what he is now.
# Whatever is not here can only be asked: it becomes "other".
_SAID_ANEW = {
    (_R.SPOUSE, _R.HEAD): _R.SPOUSE,
    (_R.SPOUSE, _R.CHILD): _R.CHILD,
    (_R.SPOUSE, _R.GRANDCHILD): _R.GRANDCHILD,
    (_R.CHILD, _R.HEAD): _R.PARENT,
    (_R.CHILD, _R.SPOUSE): _R.PARENT,
    (_R.PARENT, _R.HEAD): _R.CHILD,
    (_R.PARENT, _R.CHILD): _R.GRANDCHILD,
}


def relation_after(next_head: str, person: str) -> str:
    """Return what a person is to the next head, from what both were to the one before."""
    return _SAID_ANEW.get((_R(next_head), _R(person)), _R.OTHER)


def next_head_of(people: Iterable[Resident], day: date) -> Resident | None:
    """Return who heads a household when its head leaves: the oldest adult; None of nobody.

    Those without a birth year come after the adults and before minors, in the order of entry.
    """

    def rank(person: Resident) -> tuple[int, int, int]:
        born = person.birth_year
        if born is None:
            return 1, 0, person.pk
        return 0 if day.year - born >= ADULT else 2, born, person.pk

    return min(people, key=rank, default=None)


def number_of(household: Household, person: Resident, people: Iterable[Resident]) -> str:
    """Return a person's own number: a head's is the household's, unless one of the people lends it."""
    if not person.is_head:
        return person.phone
    return "" if lender(household, people) else household.phone


def lender(household: Household, people: Iterable[Resident]) -> int | None:
    """Return who of the people lends the household its number: a former head, while the next has none."""
    number, of = household.phone, household.phone_of_id
    lends = number and any(one.pk == of and one.phone == number for one in people)
    return of if lends else None


# Digits that the database can hold.
_LONGEST = 18


def key_from(text: str) -> Key:
    """Read a key or a number; ValueError for what is neither."""
    if not text.isdecimal():
        return uuids.UUID(text)
    if len(text) > _LONGEST:
        raise ValueError(text)
    return int(text)


class HouseholdInAddress(UUIDConverter):
    """What addresses take for a household: its key or its number."""

    regex = rf"[0-9]{{1,{_LONGEST}}}|[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}"

    def to_python(self, value: str) -> Any:
        """Read what stands in the address."""
        return key_from(value)
