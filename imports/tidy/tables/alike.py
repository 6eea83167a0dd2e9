"""Tables of a row or two that stand below the same headings as a longer one: what its columns are told by is theirs, too."""

from collections.abc import Sequence
from itertools import islice

from imports.tidy.model import Table

# Of so few rows little can be told; so many of the others are looked at.
FEW, LOOKED_AT = 2, 100


def share_alike(tables: Sequence[Table]) -> None:
    """Let each table of few rows have the rows of the longest one with its headings for what its columns look like."""
    longest = dict[tuple[tuple[int, tuple[str, ...]], ...], Table]()
    for table in tables:
        key = _key(table)
        if key and len(table.rows) > len(longest[key].rows if key in longest else ()):
            longest[key] = table
    for table in tables:
        other = longest.get(_key(table), table)
        if len(table.rows) <= FEW < len(other.rows):
            table.alike = list(islice(other.rows, LOOKED_AT))


def _key(table: Table) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple(table.headings.items())
