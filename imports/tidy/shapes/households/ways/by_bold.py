"""Heads in bold letters."""

from collections.abc import Iterator

from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.way import WEAK, Way, begin


def ways(signs: Signs) -> Iterator[Way]:
    """Yield the households that begin at a bold name."""
    if any(signs.bolds):
        yield Way("bold", WEAK, begin(signs.bolds))
