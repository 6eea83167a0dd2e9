"""A part of a whole, said honestly: n/N beside the percentage, and never a rounded-up 100 %."""

from typing import NamedTuple, Self

from web.numbers import numbers_here

# A whole of which more than one in ten is unknown is shown with the range it may lie in.
UNKNOWN_ONE_IN = 10


class Rate(NamedTuple):
    """`n` of `of`, both counts. Rule: docs/decisions/0008-figures-as-of-a-day.md."""

    n: int
    of: int

    @property
    def share(self) -> float:
        """The share in percent, unrounded; 0 for an empty whole."""
        return 100 * self.n / self.of if self.of else 0.0

    @property
    def shown(self) -> float:
        """The share with one decimal, as it is written: 0 and 100 only when none and all."""
        shown = round(self.share, 1)
        return min(max(shown, 0.1), 99.9) if 0 < self.n < self.of else shown

    @property
    def text(self) -> str:
        """One decimal in the reader's language; both ends where it has two; "—" of nothing."""
        return numbers_here().ends(self) if self.is_said else "—"

    @property
    def percent(self) -> str:
        """The share with its sign: "46,1%", "0,4–100%", or "—"."""
        return numbers_here().percent(self)

    @property
    def is_said(self) -> bool:
        """Whether there is a percentage to say."""
        return self.of > 0

    @property
    def high(self) -> "Rate | None":
        """The upper end, where so much of the whole is unknown that the rate has two."""
        return None

    @property
    def range(self) -> "Range | None":
        """Both ends, each a rate by itself."""
        return Range(Rate(self.n, self.of), self.high) if self.high else None

    def counted(self, n: int, of: int) -> "Rate":
        """Return two counts that may be said as this rate is."""
        return type(self)(n, of)

    @property
    def gap(self) -> int:
        """How many are missing."""
        return self.of - self.n

    @property
    def is_full(self) -> bool:
        """Whether all of a whole that is not empty are there."""
        return self.of > 0 and self.n == self.of


class Unsaid(Rate):
    """A rate whose percentage would say more than is known: its two counts stand alone."""

    __slots__ = ()

    @property
    def is_said(self) -> bool:
        """Nothing may be said but the two counts."""
        return False


class Between(Rate):
    """A rate of a whole of which more than one in ten is unknown: it may be as high as `most` of it."""

    most: int

    def __new__(cls, n: int, of: int, most: int) -> Self:
        """Make it of its two counts and the most that may count once all is known."""
        made = super().__new__(cls, n, of)
        made.most = most
        return made

    def counted(self, n: int, of: int) -> Rate:
        """Return two counts with the same upper end."""
        return Between(n, of, max(n, self.most))

    @property
    def high(self) -> Rate:
        """The upper end."""
        return Rate(self.most, self.of)


def is_known_enough(unknown: int, whole: int) -> bool:
    """Say whether so little of a whole is unknown that it has a colour, a rank and a trend.

    Of a whole that is empty nothing is known.
    """
    return whole > 0 and unknown * UNKNOWN_ONE_IN <= whole


class Range(NamedTuple):
    """Where a rate may lie while part of the whole is unknown: if none, or all, of it counted."""

    low: Rate
    high: Rate
