"""What identifies a person to the state or a bank is taken out of a sheet before a row of it is handed over."""

from bisect import bisect_right
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
from imports.spreadsheet.identity.above import Above, begins_headings, find


class Cutter:
    """Looks at all rows of a sheet, in order, then says which columns go, and takes them out row by row."""

    def __init__(self) -> None:
        self.above = Above(0, {})
        # What the columns are from which row on: of each table below another one, where both have headings.
        self.parts: list[tuple[int, dict[int, Seen]]] = [(0, {})]
        self.uses: list[tuple[int, dict[int, Use]]] = []
        self.hidden, self.cut = Counter[int](), Counter[int]()
        self._headings: tuple[int, Sequence[Any]] | None = None

    def begin(self, first: Sequence[tuple[int, Sequence[Any]]]) -> None:
        """Find the headings in the first rows."""
        self.above = find(first)
        self.parts = [(0, self._headed({}))]

    def look(self, number: int, cells: list[Any]) -> None:
        """Look at a row, and hide single numbers in it."""
        self._look_for_headings(number, cells)
        is_fact, columns = number > self.above.last, self.parts[-1][1]
        for column, value in enumerate(cells):
            if value is None:
                continue
            seen = columns.get(column)
            if is_long(value):
                if seen is None:
                    seen = columns[column] = Seen(heading_row=self.above.last)
                shown = masked(value)
                if shown is not value:
                    cells[column] = shown
                    self.hidden[column] += 1
            elif seen is None or not (seen.first_row or seen.heading is Heading.PAPER):
                continue
            if is_fact:
                seen.look(number, value)

    def _look_for_headings(self, number: int, cells: list[Any]) -> None:
        """Begin anew at the headings of another table below: what they say nothing of goes on as it was."""
        if not self.above.last or number <= self.above.last:
            return
        if self._headings:  # a second row of them
            row, self._headings = self._headings, None
            below = find([row, (number, cells)])
            if below.last == number:
                self.above = below
                self.parts[-1] = (row[0], self._headed(self.parts[-1][1]))
        elif begins_headings(cells):
            found = find([(number, cells)])
            if found.last and found.headings != self.above.headings:
                self.above, self._headings = found, (number, list(cells))
                self.parts.append((number, self._headed(self.parts[-1][1])))

    def _headed(self, before: dict[int, Seen]) -> dict[int, Seen]:
        """Return what is known of columns below the headings at hand."""
        return before | {
            column: Seen(heading, heading_row=self.above.last)
            for column, heading in self.above.headings.items()
            if heading is not Heading.NONE
        }

    def decide(self) -> bool:
        """Say which columns go; return whether a row must be touched again."""
        for first, columns in self.parts:
            uses = {column: must_go(seen) for column, seen in columns.items()}
            gone = dict[int, Use]()
            gone |= {column: use for column, use in uses.items() if use is not Use.KEPT}
            self.uses.append((first, gone))
        return any(uses for _first, uses in self.uses)

    def take_out(self, number: int, cells: list[Any]) -> None:
        """Take the columns that go out of a row."""
        at = self._part(number)
        columns = self.parts[at][1]
        for column, use in self.uses[at][1].items():
            value = cells[column] if column < len(cells) else None
            if value is None or number < columns[column].begins:
                continue
            if use is not Use.CUT:
                cells[column] = (without if use is Use.MIXED else covered)(value)
                self.hidden[column] += cells[column] != value and MARK not in str(value)
            else:
                cells[column] = None
                self.cut[column] += 1

    def is_cut(self, number: int, column: int) -> bool:
        """Say whether a column goes whole, from the table of this row."""
        return self.uses[self._part(number)][1].get(column) is Use.CUT

    def _part(self, number: int) -> int:
        """Return the place of the part in which a row lies."""
        return bisect_right(self.uses, number, key=lambda one: one[0]) - 1

    def told(self) -> dict[str, Any]:
        """Return how many cells of which columns went, and how many others had a number hidden."""
        hidden = sum(times for column, times in self.hidden.items() if column not in self.cut)
        cut = {str(column): cells for column, cells in sorted(self.cut.items())}
        return {"cut": cut, "hidden_numbers": hidden}
