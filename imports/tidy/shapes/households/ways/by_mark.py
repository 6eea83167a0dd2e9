"""A mark in the name of the head: (CH) in words, or a sign that may mean anything else."""

from collections.abc import Iterator

from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.way import BEGINS, WEAK, Way, begin


def ways(signs: Signs) -> Iterator[Way]:
    """Yield the households that begin at a mark."""
    if any(signs.marks):
        yield Way("mark", BEGINS, begin(signs.marks))
    elif any(signs.stars):
        yield Way("mark", WEAK, begin(signs.stars))
