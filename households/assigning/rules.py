"""What "xóm, số nhà" says: along which street or in which hamlet a household lives, and at which number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from areas.names import fold

# "số 22", "số nhà 22", "SN 22"; or a number at the head of what stands between commas: "22/4 Lê Lợi".
_SAID = re.compile(r"\b(?:số nhà|số|sn)\.? *(\d{1,5})(?:[/\w]*)", re.IGNORECASE)
_FIRST = re.compile(r"(?:^|(?<=,)) *(\d{1,5})(?:[/\w]*)")


@dataclass(frozen=True)
class Home:
    """One household by its key, and where it says it lives."""

    pk: int
    hamlet: str

    @property
    def number(self) -> int | None:
        """The number of its house; None where none is told."""
        found = _match(self.hamlet)
        return int(found[1]) if found else None

    @property
    def street(self) -> str:
        """The hamlet or the street without the number: "đường ven sông"."""
        found = _match(self.hamlet)
        rest = self.hamlet[: found.start()] + self.hamlet[found.end() :] if found else self.hamlet
        return ", ".join(part.strip() for part in rest.split(",") if part.strip())


def _match(text: str) -> "re.Match[str] | None":
    return _SAID.search(text) or _FIRST.search(text)


def streets(homes: Iterable[Home]) -> list[tuple[str, int]]:
    """Return hamlets and streets with how many households say so, most first, however they are written; none last."""
    found = dict[str, tuple[str, int]]()
    for home in homes:
        name, n = found.get(fold(home.street), (home.street, 0))
        found[fold(home.street)] = name, n + 1
    return sorted(found.values(), key=lambda one: (not one[0], -one[1], fold(one[0])))


def chosen(
    homes: Iterable[Home], street: str | None, first: int | None, last: int | None
) -> list[int]:
    """Return the keys of those along a street ("": of none), with a number between two; None does not ask."""
    kept = (home for home in homes if street is None or fold(home.street) == fold(street))
    if first is None and last is None:
        return [home.pk for home in kept]
    return [
        home.pk
        for home in kept
        if home.number is not None and (first or 0) <= home.number <= (last or home.number)
    ]
