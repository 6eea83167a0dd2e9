"""The rows of a table without those that are left out for their looks."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import overload

from imports.spreadsheet.book import Cell, Row
from imports.tidy.ditto import strength
from imports.tidy.looks.survey import value_at

# A mark that says nothing else.
_SURE = 2


class Without(Sequence[Row]):
    """All rows but those with some numbers; "as above" right below one of these says what stands there."""

    def __init__(
        self, rows: Sequence[Row], numbers: frozenset[int], repeated: Collection[int]
    ) -> None:
        self.rows, self.numbers, self.repeated = rows, numbers, repeated
        self.places = list[int]()
        # By the number of the first row below: what stands in the last one that is left out.
        self.above = dict[int, Mapping[int, Cell]]()
        above, is_left_out = dict[int, Cell](), False
        for at, row in enumerate(rows):
            if row.number in numbers:
                is_left_out = True
            else:
                self.places.append(at)
                if is_left_out:
                    self.above[row.number] = above
                is_left_out = False
            above = {column: _said(row, column, above) for column in repeated}

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Row]:
        return (self._row(row) for row in self.rows if row.number not in self.numbers)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        places = self.places[index]
        if isinstance(places, list):
            return [self._row(self.rows[at]) for at in places]
        return self._row(self.rows[places])

    def _row(self, row: Row) -> Row:
        above = self.above.get(row.number)
        if above is None:
            return row
        cells = [
            _said(row, at, above) if at in self.repeated else cell
            for at, cell in enumerate(row.cells)
        ]
        return replace(row, cells=cells)


def _said(row: Row, at: int, above: Mapping[int, Cell]) -> Cell:
    """Return what a cell says, that above where it says so."""
    cell = value_at(row, at)
    return above.get(at) if isinstance(cell, str) and strength(cell) == _SURE else cell
