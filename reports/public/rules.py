"""What may be published of a commune's households, so that nobody is found by taking numbers from each other.

1. Nothing of fewer households than `SMALL_UNIT_HOUSEHOLDS`.
2. Every count is rounded down to a multiple of `FEWEST`: whoever reads it knows no fewer than five that it may be.
3. A sum is the sum of what is published below it, never of what is true: it tells nothing more.
4. What is published of a commune stays until the households behind one of its counts changed by `FEWEST`.

Why: docs/decisions/0004-scope-and-journal.md.
"""

from typing import NamedTuple

from django.conf import settings

from rollup.few import FEWEST


class Counts(NamedTuple):
    """Households of one commune: all, surveyed, covered.

    How many are ruled out is none of them: beside the three it would narrow what they may be. So where much is
    unknown, the upper end of a rate is all.
    """

    households: int
    surveyed: int
    covered: int

    @property
    def is_few(self) -> bool:
        """Whether so few households live there that nothing is published of them."""
        return self.households < int(settings.SMALL_UNIT_HOUSEHOLDS)

    @property
    def named(self) -> dict[str, int]:
        """The counts by their names."""
        return dict(zip(("households", "surveyed", "covered"), self, strict=True))

    @property
    def published(self) -> "Counts":
        """The counts as everybody may read them."""
        return Counts(*(n - n % FEWEST for n in self))


def is_due(before: Counts, now: Counts) -> bool:
    """Say whether what is published may be replaced: not for so few households that they could be told."""
    return any(abs(new - old) >= FEWEST for old, new in zip(before, now, strict=True))
