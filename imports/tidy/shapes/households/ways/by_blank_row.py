"""An empty row between households."""

from collections.abc import Iterator

from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.way import WEAK, Way, begin


def ways(signs: Signs) -> Iterator[Way]:
    """Yield the households that stand between empty rows."""
    if signs.gaps:
        yield Way("blank_row", WEAK, begin([True, *signs.gaps[1:]]))
