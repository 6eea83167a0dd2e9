"""Where a household ends, by what its rows say of where it lives."""

from collections.abc import Sequence
from itertools import groupby

from imports.tidy.model import Entry, Known
from imports.tidy.shapes.households.labels import label_key
from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.way import Way
from imports.tidy.shapes.households.words import said


def end_of_village(rows: Sequence[Entry], known: Known) -> int:
    """Return how many rows of a household stand before one of another village: below it begins what nothing tells."""
    first: int | None = None
    for at, entry in enumerate(rows):
        here = known.villages.find(text).pk if (text := entry.text("village")) else None
        first = first or here
        if here and here != first:
            return at
    return len(rows)


def live_together(signs: Signs, way: Way) -> bool:
    """Tell whether an address stands on each row of most households: another one below it contradicts what looks say.

    Of households that have one each: where it changes within most of them it is of people.
    """
    homes = [[signs.addresses[at] for at in rows] for rows in way.rows.values() if len(rows) > 1]
    homes = [home for home in homes if any(home)]
    told = [len(list(groupby(home))) for home in homes if all(home)]
    return len(told) * 2 > len(homes) and sum(told) < 2 * len(told)


def end_of_address(rows: Sequence[Entry]) -> int:
    """Return how many rows of a household stand before one of another address."""
    told = [label_key(said(entry.get("hamlet"))) for entry in rows]
    first = next((one for one in told if one), "")
    return next((at for at, one in enumerate(told) if one and one != first), len(rows))
