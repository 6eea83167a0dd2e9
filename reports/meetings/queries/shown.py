"""A frozen page cut for the screen, for two pages of A4, and for a booklet of its units."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from figures.indicators import COVERED, TEAMS
from figures.rates import Rate
from reports.dashboard.queries.ranking import Order
from reports.meetings.queries.frozen import Earlier, Frozen
from reports.targets.queries.targets import goal_of
from reports.units.queries.child_units import Child
from skills.catalogue import Skill

# Units named as the lowest; rows in one column of the printed table, and columns at most.
LOWEST, ROWS, COLUMNS = 5, 44, 4
# Units on one page of the booklet.
PER_PAGE = 2

type Ranked = list[tuple[int | None, Child]]


def ranked_rate(child: Child) -> Rate | None:
    """Return the coverage that a unit is ranked by; None where too little is known, or few live."""
    if child.is_small or not child.figures.is_known_enough:
        return None
    return child.figures.covered_rate


@dataclass(frozen=True)
class Entry:
    """One unit of the booklet: its place among those ranked, and how many it lacks to the target of the whole."""

    # None where it has none: too little is known, or few households live there. `of` are those that have.
    rank: int | None
    of: int
    child: Child
    need: int | None

    @property
    def weakest(self) -> Skill | None:
        """The skill that fewest households have."""
        return self.child.figures.weakest


@dataclass(frozen=True)
class Shown:
    """What the templates of a meeting take from its frozen page."""

    frozen: Frozen

    @cached_property
    def lowest(self) -> list[Child]:
        """The units with the lowest coverage; little known, few households or a tie ranks nobody.

        Nor is one the lowest with which no other can be compared.
        """
        rated = [(rate.share, c) for c in self.frozen.children if (rate := ranked_rate(c))]
        if len(rated) < 2:
            return []
        # Equals are not told apart: who is as high as the first one left out stays out too.
        above = rated[LOWEST] if len(rated) > LOWEST else rated[-1]
        equal = len(rated) > LOWEST or rated[0][0] == above[0]
        return [c for share, c in rated[:LOWEST] if not equal or share < above[0]]

    @property
    def are_five(self) -> bool:
        """Whether so many are named as their heading says."""
        return len(self.lowest) == LOWEST

    @cached_property
    def places(self) -> list[int | None]:
        """The place of each unit among those ranked, the lowest first; equals share one."""
        return Order.asked("").places(self.frozen.children)

    @cached_property
    def columns(self) -> list[Ranked]:
        """All units with their ranks, in as few columns as one page of A4 needs."""
        ranked = list(zip(self.places, self.frozen.children, strict=True))
        columns = min(COLUMNS, max(1, ceil(len(ranked) / ROWS)))
        size = ceil(len(ranked) / columns) or 1
        return [ranked[at : at + size] for at in range(0, len(ranked), size)]

    @property
    def since(self) -> Earlier | None:
        """The meeting before this one."""
        return self.frozen.earlier[0] if self.frozen.earlier else None

    @property
    def more_homes(self) -> int | None:
        """How many more households are covered than at the meeting before."""
        return self._more(COVERED.key, self.frozen.figures.covered_rate)

    @property
    def more_teams(self) -> int | None:
        """How many more villages have a team than at the meeting before."""
        return self._more(TEAMS.key, self.frozen.figures.team_rate)

    def _more(self, key: str, now: Rate) -> int | None:
        return now.n - self.since.rates[key].n if self.since else None

    @property
    def book(self) -> list[list[Entry]]:
        """The units two by two, in the order of their ranks."""
        entries = list(self._entries())
        return [entries[at : at + PER_PAGE] for at in range(0, len(entries), PER_PAGE)]

    def _entries(self) -> Iterable[Entry]:
        level = self.frozen.homes.level if self.frozen.homes else None
        ranked = sum(place is not None for place in self.places)
        for rank, child in zip(self.places, self.frozen.children, strict=True):
            rate = child.figures.covered_rate
            need = None
            if level is not None and rate.is_said:
                need = max(0, goal_of(level, rate.of) - rate.n)
            yield Entry(rank, ranked, child, need)
