"""How what two or more parts know becomes what their sum knows. Pure."""

from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime


def summed(numbers: Collection[int | None]) -> int | None:
    """Add up counts; where one is not known, the sum is not known."""
    return None if None in numbers else sum(filter(None, numbers))


def either(
    choose: Callable[[datetime, datetime], datetime], a: datetime | None, b: datetime | None
) -> datetime | None:
    """Choose between two moments, or return the one there is."""
    return choose(a, b) if a and b else a or b


def both(a: Counter[int] | None, b: Counter[int] | None) -> Counter[int] | None:
    """Add up two counts by step, or return the one there is."""
    return a + b if a and b else a or b
