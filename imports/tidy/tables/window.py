"""Some rows of a sheet, read as they are asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

from imports.spreadsheet.book import Row

# So many rows are rather read over than looked for one by one.
_READ_OVER = 500


@dataclass(frozen=True, slots=True)
class Window(Sequence[Row]):
    """The rows from `begin` up to `end` of others, which may stand on disk."""

    rows: Sequence[Row]
    begin: int
    end: int

    def __len__(self) -> int:
        return max(0, self.end - self.begin)

    def __iter__(self) -> Iterator[Row]:
        if self.begin < _READ_OVER:
            return islice(iter(self.rows), self.begin, max(self.begin, self.end))
        return (self.rows[at] for at in range(self.begin, self.end))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        places = range(self.begin, max(self.begin, self.end))[index]
        return [self.rows[at] for at in places] if isinstance(places, range) else self.rows[places]
