"""Records as rows, with where each cell stood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from imports.spreadsheet.book import Cell, Look, Row, Sheet
from imports.tidy.tables import words

# The row as the officer sees it, the column from 0.
type Place = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """The rows of a sheet that was turned, of each of their cells where it stood, and the cells of which no row is made."""

    rows: list[Row] = field(default_factory=list)
    places: dict[Place, Place] = field(default_factory=dict)
    aside: list[Place] = field(default_factory=list)

    def keep(self, rows: Iterable[Row]) -> None:
        """Let rows stand as they are: titles, notes."""
        for row in rows:
            self.rows.append(row)
            self.places |= {
                (row.number, at): (row.number, at)
                for at, cell in enumerate(row.cells)
                if cell not in (None, "")
            }

    def add(
        self,
        number: int,
        cells: Mapping[int, Cell],
        stood: Mapping[int, Place],
        looks: Mapping[int, Look] | None = None,
    ) -> None:
        """Add a row, by column."""
        width = max(cells, default=-1) + 1
        self.rows.append(Row(number, [cells.get(at) for at in range(width)], looks=looks or {}))
        self.places |= {(number, at): place for at, place in stood.items()}

    def sheet(self, sheet: Sheet) -> Sheet:
        """Return the sheet with these rows."""
        return replace(sheet, rows=self.rows, merged=())


def filled(row: Row) -> dict[int, Cell]:
    """Return what a row holds, by column."""
    return {at: cell for at, cell in enumerate(row.cells) if cell not in (None, "")}


def at(cells: Sequence[Cell], column: int) -> Cell:
    """Return a cell, None beyond the last."""
    return cells[column] if column < len(cells) else None


def is_heading(cell: Cell) -> bool:
    """Tell a word that is one for a column, with a colon behind it or without."""
    return isinstance(cell, str) and words.strength(cell.strip(" :")) == 2


def has_headings(row: Row) -> bool:
    """Tell a row of headings: several words for columns, and no label among them."""
    found = {cell for cell in row.cells if isinstance(cell, str) and is_heading(cell)}
    return len(found) > 2 and not any(cell.rstrip().endswith(":") for cell in found)
