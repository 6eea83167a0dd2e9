"""A row of its own before each household: Hộ ông Nguyễn Văn A; Hộ 3."""

from collections.abc import Iterator

from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.way import LABEL, NOWHERE, Way, numbered


def ways(signs: Signs) -> Iterator[Way]:
    """Yield the households as the rows between the others tell them."""
    if any(signs.groups):
        yield Way("group_row", LABEL, numbered([row or NOWHERE for row in signs.groups]))
