"""Who heads a household next, and what its people are to him."""

from collections.abc import Iterable
from datetime import date

from households.models import Resident

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
