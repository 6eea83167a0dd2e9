"""What the register says of one unit for one period: the figures at its end, and what happened within it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from figures.figures import ADDED, Figures
from households.counts.rollup import SUMS

# Counts as a frozen copy keeps them: by the part of the facts, then by name.
type Numbers = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Counts:
    """Numbers of units that do not overlap are added up."""

    def __add__(self, other: Self) -> Self:
        """Add the numbers one by one."""
        return self.of([self, other])

    @classmethod
    def of(cls, parts: Iterable[Self]) -> Self:
        """Add up any number of them, all at once; of none it is nought."""
        return cls(*map(sum, zip(*[vars(one).values() for one in parts], strict=True)))


@dataclass(frozen=True)
class Teams(Counts):
    """Teams in force at the end of the period and the people in them; and who came and left within it."""

    teams: int = 0
    members: int = 0
    women: int = 0
    # Those of whom it is written down whether they are women.
    sex_known: int = 0
    youth: int = 0
    trained: int = 0
    joined: int = 0
    left: int = 0


@dataclass(frozen=True)
class Sessions(Counts):
    """Sessions of a stretch of time; what nobody wrote down of one is no 0, so it is counted who said it."""

    n: int = 0
    turns: int = 0
    turns_in: int = 0
    # Women, among heads, in the sessions that say both.
    women: int = 0
    heads: int = 0
    women_in: int = 0


@dataclass(frozen=True)
class Means(Counts):
    """Households asked whether they have a smartphone, and those that have none."""

    asked: int = 0
    without_smartphone: int = 0


@dataclass(frozen=True)
class Facts:
    """All of it."""

    figures: Figures = field(default_factory=Figures)
    teams: Teams = field(default_factory=Teams)
    sessions: Sessions = field(default_factory=Sessions)
    means: Means = field(default_factory=Means)


_COUNTS: dict[str, type[Counts]] = {"teams": Teams, "sessions": Sessions, "means": Means}
# What is not counted of a past day (`Figures.of_past`).
_UNKNOWN = ("short_registered", "short_declared")
NAMES: dict[str, tuple[str, ...]] = {
    "figures": tuple(name for name in ADDED if name not in _UNKNOWN),
    "sums": tuple(SUMS),
    **{part: tuple(one.name for one in fields(counts)) for part, counts in _COUNTS.items()},
}


def as_numbers(facts: Facts) -> dict[str, dict[str, int]]:
    """Return the counts of a past day by name, each of them, for one that is not there is one nobody counted yet."""
    figures = facts.figures
    return {
        "figures": {name: getattr(figures, name) for name in NAMES["figures"]},
        "sums": dict(zip(SUMS, figures.sums, strict=True)),
        **{part: dict(vars(getattr(facts, part))) for part in _COUNTS},
    }


# The same in the order of `NAMES`, as they are added up.
type Counted = tuple[int, ...]


def counted(numbers: Numbers) -> Counted | None:
    """Return the counts in order; None where one is missing: it was not counted yet when they were kept."""
    if any(not numbers.get(part, {}).keys() >= set(names) for part, names in NAMES.items()):
        return None
    return tuple(numbers[part][name] for part, names in NAMES.items() for name in names)


def of_counted(several: Iterable[Counted]) -> Facts:
    """Return the facts of parts that do not overlap, added up."""
    sums = iter(map(sum, zip(*several, strict=True)))
    parts = {part: {name: next(sums, 0) for name in names} for part, names in NAMES.items()}
    figures: dict[str, Any] = parts["figures"]
    figures["sums"] = tuple(parts["sums"].values())
    others: dict[str, Any] = {part: counts(**parts[part]) for part, counts in _COUNTS.items()}
    return Facts(Figures(**figures).of_past(), **others)
