"""A table of text that came into one column: "Thôn;Họ tên;Năm sinh" in each cell, parted by one sign."""

import csv
from collections.abc import Sequence

from imports.spreadsheet.book import Row
from imports.tidy.turned.grid import Grid, filled, is_heading

# In this order they are tried; so many parts a row of headings has, and so many of them are known.
_SIGNS, _LEAST = ";\t|,", 3


def turned(rows: Sequence[Row]) -> Grid | None:
    """Return such rows with a cell for each part, None where most have more cells than one or other numbers of parts."""
    texts = [_alone(row) for row in rows]
    for sign in _SIGNS:
        head = next((n for n, text in enumerate(texts) if _are_headings(_parts(text, sign))), None)
        if head is None:
            continue
        width = len(_parts(texts[head], sign))
        parted = [_parts(text, sign) for text in texts[head:]]
        if len(parted) > 1 and all(len(parts) == width for parts in parted):
            return _grid(rows, head, parted)
    return None


def _alone(row: Row) -> str:
    """Return the one text of a row, "" where there is something else."""
    cells = list(filled(row).values())
    return cells[0] if len(cells) == 1 and isinstance(cells[0], str) else ""


def _parts(text: str, sign: str) -> list[str]:
    """Return what stands between the signs of one line; of several lines nobody knows."""
    if sign not in text or len(text.splitlines()) > 1:
        return []
    try:
        return [part.strip() for part in next(csv.reader([text], delimiter=sign), [])]
    except csv.Error:
        return []


def _are_headings(parts: Sequence[str]) -> bool:
    return len(parts) >= _LEAST and sum(map(is_heading, parts)) >= _LEAST


def _grid(rows: Sequence[Row], head: int, parted: Sequence[Sequence[str]]) -> Grid:
    grid = Grid()
    grid.keep(rows[:head])
    for row, parts in zip(rows[head:], parted, strict=True):
        at = next(iter(filled(row)))
        cells = {n: part for n, part in enumerate(parts) if part}
        grid.add(row.number, cells, dict.fromkeys(range(len(parts)), (row.number, at)))
    return grid
