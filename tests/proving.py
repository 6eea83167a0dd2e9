"""How much a test plays: a sample in `make test`, all of it in `make prove` (PROVE=1)."""

import os
import zlib
from datetime import date

PROVING = os.environ.get("PROVE") == "1"
# Which share is played: PROVE_DAY plays that of another day again. Workers take it over from who starts them.
DAY = int(os.environ.setdefault("PROVE_DAY", str(date.today().toordinal())))  # noqa: DTZ011 - the day of this machine


def sample_or_all(sample, everything):
    """Return the size of a sample, or that of the whole proof."""
    return everything if PROVING else sample


def histories(sample, everything):
    """Return how many random histories are played: of all of them PostgreSQL plays a share (PROVE_SHARE)."""
    share = int(os.environ.get("PROVE_SHARE", "1"))
    return sample_or_all(sample, max(sample, everything // share))


def share_of_today(cases, of):
    """Return one of so many shares of the cases, another one every day, never none; `make prove` takes them all."""
    cases = list(cases)
    if PROVING or len(cases) < of:
        return cases
    return cases[DAY % of :: of]


def is_of_today(turn, of):
    """Say whether a test is of today's share of so many, by its number or name; a file played by itself is played whole."""
    is_daily = os.environ.get("DAILY") == "1" and not PROVING
    number = turn if isinstance(turn, int) else zlib.crc32(turn.encode())
    return not is_daily or number % of == DAY % of
