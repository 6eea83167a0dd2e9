"""What identifies a person to the state or a bank is taken out of a sheet before a row of it is handed over."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from imports.spreadsheet.identity import (
    MARK,
    Heading,
    Seen,
    Use,
    covered,
    is_long,
    masked,
    must_go,
    without,
)
from imports.spreadsheet.identity.above import Above, find


class Cutter:
    """Looks at all rows of a sheet, in order, then says which columns go, and takes them out row by row."""

    def __init__(self) -> None:
        self.above = Above(0, {})
        self.columns = dict[int, Seen]()
        self.uses = dict[int, Use]()
        self.hidden, self.cut = Counter[int](), Counter[int]()

    def begin(self, first: Sequence[tuple[int, Sequence[Any]]]) -> None:
        """Find the headings in the first rows."""
        self.above = find(first)
        for column, heading in self.above.headings.items():
            if heading is not Heading.NONE:
                self.columns[column] = Seen(heading)

    def look(self, number: int, cells: list[Any]) -> None:
        """Look at a row, and hide single numbers in it."""
        is_fact, columns = number > self.above.last, self.columns
        for column, value in enumerate(cells):
            if value is None:
                continue
            seen = columns.get(column)
            if is_long(value):
                if seen is None:
                    seen = columns[column] = Seen()
                shown = masked(value)
                if shown is not value:
                    cells[column] = shown
                    self.hidden[column] += 1
            elif seen is None or not (seen.first_row or seen.heading is Heading.PAPER):
                continue
            if is_fact:
                seen.look(number, value)

    def decide(self) -> bool:
        """Say which columns go; return whether a row must be touched again."""
        uses = {column: must_go(seen) for column, seen in self.columns.items()}
        self.uses = {column: use for column, use in uses.items() if use is not Use.KEPT}
        return bool(self.uses)

    def take_out(self, number: int, cells: list[Any]) -> None:
        """Take the columns that go out of a row."""
        for column, use in self.uses.items():
            value = cells[column] if column < len(cells) else None
            if value is None or number < self._from(column):
                continue
            if use is not Use.CUT:
                cells[column] = (without if use is Use.MIXED else covered)(value)
                self.hidden[column] += cells[column] != value and MARK not in str(value)
            else:
                cells[column] = None
                self.cut[column] += 1

    def is_cut(self, column: int) -> bool:
        """Say whether a column goes whole."""
        return self.uses.get(column) is Use.CUT

    def _from(self, column: int) -> int:
        """Return from which row on a column goes."""
        return self.above.last + 1 if self.above.last else self.columns[column].first_row

    def told(self) -> dict[str, Any]:
        """Return how many cells of which columns went, and how many others had a number hidden."""
        hidden = sum(times for column, times in self.hidden.items() if column not in self.cut)
        cut = {str(column): cells for column, cells in sorted(self.cut.items())}
        return {"cut": cut, "hidden_numbers": hidden}
