"""Households that want one more question: somebody knows four skills and was not asked the fifth.

Skill 5 can be asked only where a platform is named; without one it is in no list.
"""

from typing import NamedTuple

from rollup.models import SumColumns


class Left(NamedTuple):
    """How many households, and the filter of rosters that shows just these."""

    n: int
    wanted: str


def one_left(count: SumColumns, *, platform: bool) -> Left:
    """Return the households of a count row; `platform` says whether skill 5 can be asked there."""
    if platform:
        return Left(count.ask_one + count.ask_fifth, "hoi-not-1")
    return Left(count.ask_one, "hoi-not-bon")
