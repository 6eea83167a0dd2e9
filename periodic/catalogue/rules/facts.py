"""What the register says of one unit for one period: the figures at its end, and what happened within it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from figures.figures import Figures


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
