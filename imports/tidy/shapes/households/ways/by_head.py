"""A column for the head: repeated on every row, on the first row of a household only, or merged over its rows."""

from collections.abc import Iterator

from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.keyed import keyed
from imports.tidy.shapes.households.ways.way import LABEL, Way


def ways(signs: Signs) -> Iterator[Way]:
    """Yield the households as the column for the head tells them."""
    keys = [head.bare for head in signs.heads]
    if any(keys):
        yield Way("head", LABEL, keyed(signs, keys, splits=True))
