"""A tick in a column for heads."""

from collections.abc import Iterator

from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.way import BEGINS, Way, begin


def ways(signs: Signs) -> Iterator[Way]:
    """Yield the households that begin at a tick."""
    if any(signs.ticks):
        yield Way("tick", BEGINS, begin(signs.ticks))
