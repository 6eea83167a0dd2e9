"""How much a test plays: a sample in `make test`, all of it in `make prove` (PROVE=1)."""

import os

PROVING = bool(os.environ.get("PROVE"))


def sample_or_all(sample, everything):
    """Return the size of a sample, or that of the whole proof."""
    return everything if PROVING else sample
