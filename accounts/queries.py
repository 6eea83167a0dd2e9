"""What new accounts may be called, and who is called so already."""

import re
from collections.abc import Iterable, Sequence
from itertools import batched

from django.db.models.functions import Lower

from accounts.models import AccountRequest, User
from areas.models import Area
from areas.names import fold

# The name of a person whose own name has no letter that a sign-in name may have.
NOBODY = "thanh.vien"
LONGEST = 50
# The numbers that are tried, so many at a time, and the names asked for at once.
NUMBERS = (range(1, 2), range(2, 10), range(10, 1_000), range(1_000, 100_000))
ASKED = 1_000


def free_username(full_name: str) -> str:
    """Return a sign-in name for a person that nobody has: given name, family name, a number from 2 on."""
    return free_usernames([(full_name, "")])[0]


def free_usernames(people: Sequence[tuple[str, str]]) -> list[str]:
    """Return for each person, by name and unit, a sign-in name that nobody has, nor any other of them.

    Given name and unit, the family name between them where that is taken, then a number from 2 on. A
    query for each thousand of names.
    """
    taken, found = set[str](), dict[int, str]()
    for numbers in NUMBERS:
        waiting = [at for at in range(len(people)) if at not in found]
        tries = {at: _names(*people[at], numbers) for at in waiting}
        taken |= _in_use({name for names in tries.values() for name in names})
        for at, names in tries.items():
            if name := next((one for one in names if one not in taken), ""):
                taken.add(name)
                found[at] = name
    return [found[at] for at in range(len(people))]


def twin_of(full_name: str, area: Area) -> str:
    """Return the sign-in name of somebody of this name who has an account in a unit, or waits for one; "" for nobody."""
    invited = AccountRequest.unscoped.waiting().filter(kind=AccountRequest.Kind.INVITE)
    key, rows = fold(full_name), User.unscoped.filter(is_active=True)
    known = (rows.filter(search_key__startswith=f"{key} "), invited)
    names = (some.filter(area=area).values_list("full_name", "username") for some in known)
    found = (username for some in names for name, username in some if fold(name) == key)
    return next(found, "")


def _names(full_name: str, unit: str, numbers: Iterable[int]) -> list[str]:
    """Return the names that fit a person, as far as these numbers go."""
    stems = _stems(full_name, unit)
    return [*(stems if 1 in numbers else ()), *(f"{stems[-1]}{n}" for n in numbers if n > 1)]


def _stems(full_name: str, unit: str) -> list[str]:
    words = _letters(full_name).split()
    whole = list(dict.fromkeys([*words[-1:], *words[:1]])) or [NOBODY]
    place = "".join(_letters(unit).split())
    ways = [[*whole[:1], place], [*whole, place]] if place else [whole]
    stems = [".".join(way)[:LONGEST] for way in ways]
    return [stem if len(stem) > 2 else NOBODY for stem in stems]


def _letters(words: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", fold(words))


def _in_use(names: Iterable[str]) -> set[str]:
    """Return which of these names somebody has, in any case."""
    low = User.unscoped.order_by().annotate(low=Lower("username"))
    asked = batched(names, ASKED, strict=False)
    return {
        name for some in asked for name in low.filter(low__in=some).values_list("low", flat=True)
    }
