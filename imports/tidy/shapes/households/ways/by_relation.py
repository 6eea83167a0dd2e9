"""The relation alone: whoever is called the head begins a household."""

from collections.abc import Iterator

from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.way import BEGINS, Way, begin


def ways(signs: Signs) -> Iterator[Way]:
    """Yield the households that begin at a head."""
    flags = [relation == "head" for relation in signs.relations]
    if any(flags):
        yield Way("relation", BEGINS, begin(flags))
