"""Which questions a file has about one name: two heads of a village, one person twice, a household of the register.

Each is asked for itself: what is said of one is no answer to another.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol, Self

from areas.names import fold

type Asker = tuple[object, ...]
REGISTER: Asker = ("register",)


class Home(Protocol):
    """What is looked at of a household."""

    name: str
    village: int | None
    people: Sequence[tuple[str, int | None]]


class Askers:
    """Who asks about which names, by the file alone: no answer changes what a question is about."""

    def __init__(self, of_names: Mapping[str, Sequence[Asker]]) -> None:
        self.of_names = of_names

    @classmethod
    def of(cls, homes: Sequence[Home]) -> Self:
        """Look who stands in a file twice."""
        heads = Counter((home.village, fold(home.name)) for home in homes if home.name)
        people = Counter(person for home in homes for person in home.people)
        found = defaultdict[str, list[Asker]](list)
        for (village, name), count in heads.items():
            if count > 1:
                found[name].append(("heads", village))
        for (called, year), count in people.items():
            if count > 1 and called:
                found[fold(called)].append(("people", called, year))
        return cls(found)

    def subject(self, name: str, row: int, asker: Asker) -> str:
        """Return what a question is about: the name; if it is not the first about it also the row, 0 for the register."""
        askers = self.of_names.get(fold(name), ())
        if not askers or askers[0] == asker:
            return name
        return f"{name} #{0 if asker == REGISTER else row}"


def of_one_name[H: Home](homes: Sequence[H]) -> list[list[H]]:
    """Part those whose names differ in their marks; of a name without any nobody knows."""
    names = {home.people[0][0] for home in homes}
    if len(names) < 2 or any(name.isascii() for name in names):
        return [list(homes)]
    return [[home for home in homes if home.people[0][0] == name] for name in sorted(names)]
