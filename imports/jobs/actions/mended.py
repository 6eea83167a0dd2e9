"""Rows of a sheet with single cells typed anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import overload

from areas.names import clean
from imports.spreadsheet.book import Cell, Row


def mended(row: Row, texts: Mapping[int, str]) -> Row:
    """Return a row with other texts in some of its columns."""
    if not texts:
        return row
    cells: list[Cell] = [*row.cells, *[None] * (max(texts) + 1 - len(row.cells))]
    for column, text in texts.items():
        cells[column] = clean(text) or None
    return replace(row, cells=cells)


class Mended(Sequence[Row]):
    """The rows of a sheet, of which some were mended: `texts` by row and column."""

    def __init__(self, rows: Sequence[Row], texts: Mapping[int, Mapping[int, str]]) -> None:
        self.rows, self.texts = rows, texts

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return (self._of(row) for row in self.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        return self._of(self.rows[index])

    def _of(self, row: Row) -> Row:
        return mended(row, self.texts.get(row.number, {}))
