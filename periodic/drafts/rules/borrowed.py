"""Words that a report has of others: of the units below, and of its own report before. Pure.

They are never frozen with it: a name that is cut out where they were written must be gone everywhere. Its reader is
given them of the copies they are from, as these say them now (`queries.borrowed`).
"""

from collections.abc import Mapping
from dataclasses import replace

from periodic.content import Content, Row
from periodic.drafts.rules.values import REGISTER

# By the key of the row's unit, then by column.
type Words = Mapping[int, Mapping[str, Mapping[str, str]]]


def without_borrowed(content: Content) -> Content:
    """Leave out what others wrote; a commune's rows are its own."""
    before = _bare(content.previous) if content.previous else None
    if content.is_commune:
        return replace(content, previous=before)
    rows = tuple(_bare(row) if is_of_below(row) else row for row in content.rows)
    return replace(content, previous=before, rows=rows)


def with_borrowed(content: Content, words: Words) -> Content:
    """Return a content with what the units below wrote."""
    rows = (
        _saying(row, words.get(row.pk, {})) if is_of_below(row) else row for row in content.rows
    )
    return replace(content, rows=tuple(rows))


def is_of_below(row: Row) -> bool:
    """Whether a row above communes says what its unit sent; else it is of the register."""
    return bool(row.pk) and all(value.origin != REGISTER for value in row.values.values())


def _bare(row: Row) -> Row:
    values = {key: replace(one, text="", evidence="") for key, one in row.values.items()}
    return replace(row, values=values)


def _saying(row: Row, words: Mapping[str, Mapping[str, str]]) -> Row:
    said = {key: words[key].get("text", "") for key in row.values if key in words}
    values = {key: replace(row.values[key], text=text) for key, text in said.items()}
    return replace(row, values=row.values | values)
