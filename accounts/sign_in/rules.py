"""How many guesses are let in."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limit:
    """How many wrong passwords in how long."""

    wrong: int
    within: timedelta


# Of one account from everywhere together, and from one address against everybody together. Whoever signed in
# before from there, or on that device, is spared both.
ACCOUNT = Limit(30, timedelta(hours=12))
ADDRESS = Limit(60, timedelta(hours=1))
# For so long an address counts as the person's own.
OWN_ADDRESS = timedelta(days=180)
# Wrong passwords are counted for hours only; a month of them is enough to look back.
WRONG_KEPT = timedelta(days=30)
