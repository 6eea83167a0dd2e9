"""An address for each household: on every row, or on the first only."""

from collections.abc import Iterator

from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.keyed import keyed
from imports.tidy.shapes.households.ways.way import WEAK, Way


def ways(signs: Signs) -> Iterator[Way]:
    """Yield the households that have an address of their own."""
    if any(signs.addresses):
        yield Way("address", WEAK, keyed(signs, signs.addresses))
