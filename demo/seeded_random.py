"""Random numbers that are the same every time: the demo is built anew with the same people."""

from datetime import date, timedelta
from random import Random

SEED = "Tổ số 2026"
# How far back the demo's history reaches.
MONTHS_24 = 730


def seeded(*about: object) -> Random:
    """Return a generator seeded by the name of one thing; drawing for other things does not disturb it."""
    return Random("/".join(map(str, (SEED, *about))))  # noqa: S311 - invented people, no secrets


def pick[T](rng: Random, weighted: dict[T, float]) -> T:
    """Pick one of several, the heavier the more often."""
    return rng.choices(list(weighted), list(weighted.values()))[0]


def day_between(rng: Random, first: date, last: date) -> date:
    """Return a day from `first` to `last`, both included; `last` when they are the wrong way."""
    span = max(0, (last - first).days)
    return last - timedelta(days=rng.randint(0, span))
