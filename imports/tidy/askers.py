"""Which questions a file has about one name: two heads of a village, one person twice, a household of the register.

Each is asked for itself: what is said of one is no answer to another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Self

from areas.names import fold
from imports.tidy.asking import Asking, Spot
from imports.tidy.waiting import Home

type Asker = tuple[object, ...]
REGISTER: Asker = ("register",)
# Where those of a file are kept while it is read.
ASKERS = "askers"


class Askers:
    """Who asks about which names, by the file alone: no answer changes what a question is about."""

    def __init__(self, of_names: Mapping[str, Sequence[Asker]]) -> None:
        self.of_names = of_names

    @classmethod
    def of(cls, homes: Sequence[Home]) -> Self:
        """Look who stands in a file twice."""
        heads = twice(hash((home.village, home.alike)) for home in homes if home.key)
        people = twice(hash(person) for home in homes for person in home.people)
        found = defaultdict[str, dict[Asker, None]](dict)
        for home in homes:
            name = home.alike
            if name and hash((home.village, name)) in heads:
                found[name]["heads", home.village] = None
        for called, year in (person for home in homes for person in home.people):
            if called and hash((called, year)) in people:
                found[fold(called)]["people", called, year] = None
        return cls({name: list(askers) for name, askers in found.items()})

    def subject(self, name: str, row: int, asker: Asker) -> str:
        """Return what a question is about: the name; if it is not the first about it also the row, 0 for the register."""
        askers = self.of_names.get(fold(name), ())
        if not askers or askers[0] == asker:
            return name
        return f"{name} #{0 if asker == REGISTER else row}"


def asked(name: str, homes: Sequence[Home], asking: Asking, asker: Asker) -> str | None:
    """Ask whether households, or people of them, are the same."""
    subject = asking.memory[ASKERS].subject(name, homes[0].row, asker)
    spots = [Spot(home.sheet, home.row, 0) for home in homes]
    told, *_ = [asking.ask("same", subject, ("same", "different"), spot=spot) for spot in spots]
    return told


def twice(keys: Iterable[int]) -> set[int]:
    """Return what comes again: of most of a large file nothing need be put together."""
    once, again = set[int](), set[int]()
    for key in keys:
        (again if key in once else once).add(key)
    return again


def of_one_name(homes: Sequence[Home]) -> list[list[Home]]:
    """Part those whose names differ in their marks; of a name without any nobody knows."""
    names = {home.people[0][0] for home in homes}
    if len(names) < 2 or any(name.isascii() for name in names):
        return [list(homes)]
    return [[home for home in homes if home.people[0][0] == name] for name in sorted(names)]
