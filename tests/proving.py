"""How much a test plays: a sample in `make test`, all of it in `make prove` (PROVE=1)."""

import os
from datetime import date

PROVING = os.environ.get("PROVE") == "1"
# Which share is played: PROVE_DAY plays that of another day again. Workers take it over from who starts them.
DAY = int(os.environ.setdefault("PROVE_DAY", str(date.today().toordinal())))  # noqa: DTZ011


def sample_or_all(sample, everything):
    """Return the size of a sample, or that of the whole proof."""
    return everything if PROVING else sample


def share_of_today(cases, of):
    """Return one of so many shares of the cases, another one every day, never none; `make prove` takes them all."""
    cases = list(cases)
    if PROVING or len(cases) < of:
        return cases
    return cases[DAY % of :: of]
