"""Which rows of a sheet stand above its columns, and what they say there: before anybody knows what kind of sheet it is."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from imports.spreadsheet.identity.headings import Heading, heading_of
from imports.spreadsheet.identity.numbers import digits_of, is_long

# Headings stand near the top, under titles.
ROWS_LOOKED_AT = 30
# One text over more columns than these is a title.
_WIDEST = 6
# Shorter numbers stand in headings as well.
_FEW = 4
_PAPERS = {Heading.PAPER, Heading.SECRET, Heading.MIXED}

# What a row of headings begins with, and in which of its first words it stands.
_BEGINS = re.compile(
    r"(?:stt|tt|số tt|so tt|số thứ tự|so thu tu|họ và tên|ho va ten|họ tên|ho ten)\b", re.IGNORECASE
)
_FIRST = 2

type Numbered = tuple[int, Sequence[Any]]


class Above(NamedTuple):
    """The last row of headings, 0 for none, and what stands above each column."""

    last: int
    headings: Mapping[int, Heading]


def find(rows: Sequence[Numbered]) -> Above:
    """Find the headings among the first rows of a sheet, each with its number."""
    said = [_said(cells) for _number, cells in rows]
    at = next((at for at, one in enumerate(said) if _is_heading_row(one)), None)
    if at is None:
        at = next((at for at, one in enumerate(said) if _PAPERS & {*one.values()}), None)
    if at is None:
        return Above(0, {})
    found = dict(said[at])
    if at and _follow(rows[at - 1], rows[at]):
        _join(found, said[at - 1], rows[at][1])
    last = at
    if at + 1 < len(rows) and _follow(rows[at], rows[at + 1]):
        under = _under(rows[at][1], rows[at + 1][1], said[at + 1])
        found |= {at: one for at, one in under.items() if _says_more(one, found.get(at))}
        last += bool(under)
    return Above(rows[last][0], found)


def begins_headings(cells: Sequence[Any]) -> bool:
    """Tell the headings of a further table by the word that they begin with, which stands in no row of people."""
    texts = [cell for cell in cells if cell is not None][:_FIRST]
    if not all(isinstance(text, str) for text in texts):
        return False
    is_named = any(_BEGINS.match(text) for text in texts)
    return is_named and not any(is_long(cell) for cell in cells)


def _says_more(lower: Heading, upper: Heading | None) -> bool:
    """Say whether the lower word counts: the day on which a paper was given is still about the paper."""
    return lower is not Heading.NONE and not (lower is Heading.OTHER and upper in _PAPERS)


def _said(cells: Sequence[Any]) -> dict[int, Heading]:
    """Return what each text of a row says as a heading; none where it holds days or long numbers, or is a title."""
    if any(isinstance(cell, list) or len(digits_of(cell)) > _FEW for cell in cells):
        return {}
    texts = {at: cell for at, cell in enumerate(cells) if isinstance(cell, str)}
    return {
        at: heading_of(text) for at, text in texts.items() if list(cells).count(text) <= _WIDEST
    }


def _is_heading_row(said: Mapping[int, Heading]) -> bool:
    return sum(one is not Heading.NONE for one in said.values()) > 1


def _follow(one: Numbered, other: Numbered) -> bool:
    return other[0] == one[0] + 1


def _join(found: dict[int, Heading], upper: Mapping[int, Heading], cells: Sequence[Any]) -> None:
    """Let a word over several columns count for those that say nothing else: "Giấy tờ tùy thân", "Số"."""
    for column, one in upper.items():
        is_open = found.get(column, Heading.NONE) is Heading.NONE
        if one in _PAPERS and is_open and isinstance(_at(cells, column), str):
            found[column] = one


def _under(
    above: Sequence[Any], cells: Sequence[Any], said: Mapping[int, Heading]
) -> dict[int, Heading]:
    """Return what the row below says where it goes on the headings: under a merged cell, or under none."""
    is_merged = any(
        isinstance(cell, str) and cell == over for cell, over in zip(cells, above, strict=False)
    )
    return {
        column: one
        for column, one in said.items()
        if cells[column] != _at(above, column)
        and (
            is_merged
            or _at(above, column) in (None, _at(above, column - 1), _at(above, column + 1))
        )
    }


def _at(cells: Sequence[Any], column: int) -> Any:
    return cells[column] if 0 <= column < len(cells) else None
