"""Rows of a sheet with single cells typed anew, and rows whose reader is heard of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import overload

from areas.names import clean
from imports.spreadsheet.book import Cell, Row
from imports.spreadsheet.changed import Changed


def mended(row: Row, texts: Mapping[int, str]) -> Row:
    """Return a row with other texts in some of its columns."""
    if not texts:
        return row
    cells: list[Cell] = [*row.cells, *[None] * (max(texts) + 1 - len(row.cells))]
    for column, text in texts.items():
        cells[column] = clean(text) or None
    return replace(row, cells=cells)


class Mended(Changed):
    """The rows of a sheet, of which some were mended: `texts` by row and column."""

    def __init__(self, rows: Sequence[Row], texts: Mapping[int, Mapping[int, str]]) -> None:
        super().__init__(rows)
        self.texts = texts

    def changed(self, row: Row) -> Row:
        """Return a row with what was typed in it."""
        return mended(row, self.texts.get(row.number, {}))


class Heard(Sequence[Row]):
    """The rows of a sheet; `hear` is called now and then while they are read, however often that is."""

    EVERY = 512

    def __init__(self, rows: Sequence[Row], hear: Callable[[], None]) -> None:
        self.rows, self.hear, self.taken = rows, hear, 0

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        for number, row in enumerate(self.rows, start=1):
            if number % self.EVERY == 0:
                self.hear()
            yield row

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        self._count()
        return self.rows[index]

    def _count(self) -> None:
        self.taken += 1
        if self.taken % self.EVERY == 0:
            self.hear()
