"""A part of a whole, said honestly: n/N beside the percentage, and never a rounded-up 100 %."""

from typing import NamedTuple, Self

from web.numbers import numbers_here

# A whole of which more than one in ten is unknown is shown with the range it may lie in.
UNKNOWN_ONE_IN = 10


class _Counts(NamedTuple):
    n: int
    of: int


class Rate(_Counts):
    """`n` of `of`, both counts, and what follows from them. Rule: docs/decisions/0008-figures-as-of-a-day.md.

    Two rates are equal where their counts are. `most` is how many may count once all is known, of a whole
    of which more than one in ten is unknown; a rate that is not said has a percentage that would say more
    than is known, so its two counts stand alone.
    """

    # The share in percent, unrounded; 0 for an empty whole.
    share: float
    # The same with one decimal, as it is written: 0 and 100 only when none and all.
    shown: float
    # How many are missing, and whether all of a whole that is not empty are there.
    gap: int
    is_full: bool
    # Whether there is a percentage to say.
    is_said: bool
    # The upper end and both ends, each a rate by itself, where so much is unknown that there are two.
    high: "Rate | None"
    range: "Range | None"

    def __new__(cls, n: int, of: int, most: int | None = None, *, is_said: bool = True) -> Self:
        """Make it of its two counts."""
        made = super().__new__(cls, n, of)
        made.share = 100 * n / of if of else 0.0
        shown = round(made.share, 1)
        made.shown = min(max(shown, 0.1), 99.9) if 0 < n < of else shown
        made.gap, made.is_full, made.is_said = of - n, of > 0 and n == of, is_said and of > 0
        made.high = None if most is None else Rate(most, of)
        made.range = Range(Rate(n, of), made.high) if made.high else None
        return made

    @property
    def text(self) -> str:
        """One decimal in the reader's language; both ends where it has two; "—" of nothing."""
        return numbers_here().ends(self) if self.is_said else "—"

    @property
    def percent(self) -> str:
        """The share with its sign: "46,1%", "0,4–100%", or "—"."""
        return numbers_here().percent(self)

    def counted(self, n: int, of: int) -> "Rate":
        """Return two counts that may be said as this rate is, up to the same upper end."""
        most = max(n, self.high.n) if self.high else None
        return Rate(n, of, most, is_said=self.is_said or not self.of)


def is_known_enough(unknown: int, whole: int) -> bool:
    """Say whether so little of a whole is unknown that it has a colour, a rank and a trend.

    Of a whole that is empty nothing is known.
    """
    return whole > 0 and unknown * UNKNOWN_ONE_IN <= whole


class Range(NamedTuple):
    """Where a rate may lie while part of the whole is unknown: if none, or all, of it counted."""

    low: Rate
    high: Rate
