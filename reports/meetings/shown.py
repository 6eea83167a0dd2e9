"""A frozen page cut for the screen, for two pages of A4, and for a booklet of its units."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from figures.indicators import COVERED, TEAMS
from figures.rates import Rate
from reports.below import Child
from reports.meetings.frozen import Earlier, Frozen
from skills.catalogue import Skill

# Units named as the lowest; rows in one column of the printed table, and columns at most.
LOWEST, ROWS, COLUMNS = 5, 44, 4
# Units on one page of the booklet.
PER_PAGE = 2

type Ranked = list[tuple[int, Child]]


@dataclass(frozen=True)
class Entry:
    """One unit of the booklet: its place among all, and how many it lacks to the target of the whole."""

    rank: int
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

    @property
    def lowest(self) -> list[Child]:
        """The units with the lowest coverage; nothing known or few households ranks nobody."""
        known = [c for c in self.frozen.children if c.figures.surveyed and not c.is_small]
        return known[:LOWEST]

    @cached_property
    def columns(self) -> list[Ranked]:
        """All units with their ranks, in as few columns as one page of A4 needs."""
        ranked = list(enumerate(self.frozen.children, start=1))
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
        for rank, child in enumerate(self.frozen.children, start=1):
            rate = child.figures.covered_rate
            need = None
            if level is not None and rate.of:
                need = max(0, -(-int(level * 10) * rate.of // 1000) - rate.n)
            yield Entry(rank, len(self.frozen.children), child, need)
