"""When somebody reads far above their habit."""

from collections.abc import Sequence
from statistics import median

# The days before that make a habit; fewer days of reading than this are none yet.
HABIT_DAYS, ENOUGH_DAYS = 30, 5
# Above so many times the habit, and never at so few people.
TIMES, LEAST = 5, 200


def usual_of(days: Sequence[int]) -> int | None:
    """Return how many people somebody reads on a usual day: the median of the days on which they read; None without a habit."""
    return round(median(days)) if len(days) >= ENOUGH_DAYS else None


def is_unusual(people: int, usual: int | None) -> bool:
    """Say whether a day of so many people is far above the habit.

    Who has none yet is taken for one who reads a few pages of a list a day.
    """
    return people > max(LEAST, TIMES * (LEAST if usual is None else usual))
