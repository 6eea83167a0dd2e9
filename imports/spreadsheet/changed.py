"""Rows of a sheet that are changed as they are asked for: a large sheet stands on disk and is never held as a whole."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import overload

from imports.spreadsheet.book import Row


class Changed(Sequence[Row]):
    """The rows of a sheet, each as `changed` hands it on."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    @abstractmethod
    def changed(self, row: Row) -> Row:
        """Return a row as it is handed on."""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return map(self.changed, self.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self.changed(row) for row in self.rows[index]]
        return self.changed(self.rows[index])
