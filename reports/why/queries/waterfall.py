"""What moved a figure from one day to another, as parts that add up, and where each is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

from django.utils.functional import Promise

from areas.models import Area
from figures.indicators import Indicator
from figures.rates import Rate


@dataclass(frozen=True)
class Part:
    """One cause: how many more (or fewer, below 0) it made, and what to add in words."""

    key: str
    label: str | Promise
    n: int
    note: str = ""
    # How many movements made it: a cause may leave the sum as it was, and yet have moved it.
    moved: int = 0
    # The villages it happened in, where the figure counts villages.
    villages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Split:
    """The change of a rate in points: by the numerator, by the denominator; both make the whole."""

    numerator: float
    denominator: float
    whole: float


@dataclass(frozen=True)
class Bar:
    """Where a bar stands, in percent of the width; `tick` is the sum after it."""

    x: float
    width: float
    tick: float


@dataclass(frozen=True)
class Why:
    """Two ends, read apart from the parts between them."""

    area: Area
    indicator: Indicator
    since: date
    until: date
    start: Rate
    end: Rate
    parts: Sequence[Part]
    # Why the whole has become larger or smaller, each with its sign.
    whole: Sequence[tuple[str | Promise, int]] = field(default_factory=tuple)
    # The first day that anything is known of.
    first_day: date | None = None

    @property
    def change(self) -> int:
        """How many more there are at the end."""
        return self.end.n - self.start.n

    @property
    def more(self) -> int:
        """The sum of the causes that made it more."""
        return sum(part.n for part in self.parts if part.n > 0)

    @property
    def fewer(self) -> int:
        """The sum of the causes that made it fewer, without its sign."""
        return -sum(part.n for part in self.parts if part.n < 0)

    @property
    def closes(self) -> bool:
        """Whether the parts make exactly the difference, of the figure and of its whole."""
        figure = self.start.n + sum(part.n for part in self.parts) == self.end.n
        return figure and self.start.of + sum(n for _, n in self.whole) == self.end.of

    @property
    def largest(self) -> Part | None:
        """The cause that did most in the direction of the change; None where there is no change."""
        sign = (self.change > 0) - (self.change < 0)
        best = max(self.parts, key=lambda part: sign * part.n, default=None)
        return best if best and sign * best.n > 0 else None

    @property
    def split(self) -> Split | None:
        """The change of the rate, written so that the parts shown make the sum shown.

        None from or to a rate that may not be said, or of which so much is unknown that it has two ends.
        """
        ends = (self.start, self.end)
        if not all(end.is_said for end in ends) or any(end.high for end in ends):
            return None
        whole = round(self.end.share - self.start.share, 2)
        numerator = round(100 * self.change / self.start.of, 2)
        return Split(numerator, round(whole - numerator, 2), whole)

    @cached_property
    def sums(self) -> list[int]:
        """The running sum: the start, and after each part."""
        sums = [self.start.n]
        for part in self.parts:
            sums.append(sums[-1] + part.n)
        return sums

    @cached_property
    def base(self) -> int:
        """Where the axis begins: above 0 only where the change would be too small to see."""
        low, high = min(self.sums), max(self.sums)
        spread = high - low
        if not spread or low <= 2 * spread:
            return 0
        start = low - spread // 2 - 1
        step: int = 10 ** max(0, len(str(spread)) - 1)
        return max(0, start // step * step)

    def _at(self, n: int) -> float:
        top = max(self.sums)
        width = (top - self.base) * 1.04 or 1
        return 100 * (n - self.base) / width

    @property
    def bars(self) -> list[Bar]:
        """One bar for each part, in order."""
        ends = [self._at(n) for n in self.sums]
        return [Bar(min(a, b), abs(b - a), b) for a, b in pairwise(ends)]

    @property
    def rows(self) -> list[tuple[Part, Bar]]:
        """Each part with its bar."""
        return list(zip(self.parts, self.bars, strict=True))

    @property
    def start_bar(self) -> Bar:
        """The bar of the first day."""
        return Bar(0, self._at(self.sums[0]), self._at(self.sums[0]))

    @property
    def end_bar(self) -> Bar:
        """The bar of the last day."""
        return Bar(0, self._at(self.sums[-1]), self._at(self.sums[-1]))
