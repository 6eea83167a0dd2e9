"""How counts and shares are written, and a part of a whole, said honestly: n/N beside the percentage.

Numbers are written as `number_format` does, at a tenth of its cost: a page has hundreds of them.
"""

from functools import cache
from typing import NamedTuple, Self

from django.utils.formats import get_format
from django.utils.translation import get_language

# A whole of which more than one in ten is unknown is shown with the range it may lie in.
UNKNOWN_ONE_IN = 10


@cache
def _separators(_language: str | None) -> tuple[str, str]:
    """Return the separators of thousands and of decimals, looked up once for each language in force."""
    thousands = get_format("THOUSAND_SEPARATOR") if get_format("NUMBER_GROUPING") else ""
    return str(thousands), str(get_format("DECIMAL_SEPARATOR"))


def count_text(number: int) -> str:
    """Write a count: "548.631"."""
    return f"{number:,}".replace(",", _separators(get_language())[0])


def share_text(share: float) -> str:
    """Write a share with one decimal: "64,1"."""
    return f"{share:.1f}".replace(".", _separators(get_language())[1])


def sign_of(number: float) -> str:
    """Return the sign that a difference is written with: a plus, a true minus, nothing for none."""
    return "+" if number > 0 else "−" if number < 0 else ""


def signed_count(number: int) -> str:
    """Write a difference of counts with its sign: "+11.501", "−3" (a true minus), "0"."""
    return f"{sign_of(number)}{count_text(abs(number))}"


def points_text(points: float) -> str:
    """Write a difference of shares with its sign and one decimal; a change is never "0,0"."""
    shown = max(round(abs(points), 1), 0.1) if points else 0.0
    return f"{sign_of(points)}{share_text(shown)}"


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
    # Whether the range is that from none to all, which says nothing and is never written: nothing of it is known yet.
    is_unknown: bool

    def __new__(cls, n: int, of: int, most: int | None = None, *, is_said: bool = True) -> Self:
        """Make it of its two counts."""
        made = super().__new__(cls, n, of)
        made.share = 100 * n / of if of else 0.0
        shown = round(made.share, 1)
        made.shown = min(max(shown, 0.1), 99.9) if 0 < n < of else shown
        made.gap, made.is_full, made.is_said = of - n, of > 0 and n == of, is_said and of > 0
        made.high = None if most is None else Rate(most, of)
        made.range = Range(Rate(n, of), made.high) if made.high else None
        made.is_unknown = of > 0 and not n and most == of
        return made

    @property
    def counts(self) -> str:
        """Both counts: "19/21"."""
        return f"{count_text(self.n)}/{count_text(self.of)}"

    @property
    def percent(self) -> str:
        """The share with its sign: "46,1%", both ends where it has two: "0,4–100%"; "—" where nothing may be, or can be, said."""
        if not self.is_said or self.is_unknown:
            return "—"
        low, high = share_text(self.shown), self.high
        if high is None:
            return f"{low}%"
        return f"{low}–{'100' if high.is_full else share_text(high.shown)}%"

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
