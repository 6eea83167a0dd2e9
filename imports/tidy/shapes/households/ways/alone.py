"""One row per household: that of its head alone."""

from collections.abc import Iterator
from itertools import groupby

from imports.tidy.shapes.households.signs import Signs
from imports.tidy.shapes.households.ways.way import LABEL, WEAK, Way


def ways(signs: Signs) -> Iterator[Way]:
    """Yield each row as a household of its own, where nobody is named beside the head."""
    every = list(range(len(signs)))
    if (not any(name.bare for name in signs.names) and all(head.bare for head in signs.heads)) or (
        not _tells_members(signs) and (_is_sized(signs) or _is_numbered(signs))
    ):
        yield Way("row", LABEL, every)
    elif not _tells_members(signs) and not any(head.bare for head in signs.heads):
        yield Way("row", WEAK, every)


def _tells_members(signs: Signs) -> bool:
    """Tell whether the rows say anything of who lives with whom."""
    return any(signs.relations) or signs.has_heads or any(head.bare for head in signs.heads)


def _is_sized(signs: Signs) -> bool:
    """Tell whether each row says how many live there, and not each of so many rows the same."""
    if not all(signs.sizes):
        return False
    said = zip(signs.sizes, signs.villages, signs.addresses, strict=True)
    runs = [(size, len(list(rows))) for (size, *_), rows in groupby(said)]
    like_people = sum(
        n
        for size, n in runs
        if size.isdecimal() and len(size) < 4 and int(size) > 1 and n % int(size) == 0
    )
    return like_people * 2 < len(signs)


def _is_numbered(signs: Signs) -> bool:
    """Tell whether a column made to number households has another number on each row."""
    columns = (signs.labels.get(key, ()) for key in ("household_id", "number"))
    return any(all(column) and len(set(column)) == len(column) for column in columns if column)
