"""Cells, rows, sheets and books before they are written in a format."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.imports.corpus.facts import Fact


@dataclass(frozen=True)
class Formula:
    """A formula, with the value that Excel worked out, or none."""

    text: str
    cached: str | int | None


@dataclass(eq=False)
class Cell:
    """A cell, the facts that it says, and how it looks."""

    value: str | int | float | date | Formula | None = None
    says: tuple[Fact, ...] = ()
    fill: str = ""
    comment: str = ""
    bold: bool = False
    struck: bool = False
    across: int = 1
    down: int = 1

    @property
    def looks(self) -> tuple[object, ...]:
        return self.fill, self.comment, self.bold, self.struck, self.across, self.down

    @property
    def shown(self) -> str:
        """Return the text that a person sees."""
        value = self.value.cached if isinstance(self.value, Formula) else self.value
        if isinstance(value, date):
            return f"{value:%d/%m/%Y}"
        return "" if value is None else str(value)


@dataclass(eq=False)
class Row:
    cells: list[Cell | None]
    hidden: bool = False

    @property
    def filled(self) -> bool:
        return any(cell and cell.value is not None for cell in self.cells)


@dataclass(eq=False)
class Sheet:
    name: str
    rows: list[Row]
    hidden: bool = False
    hidden_columns: set[int] = field(default_factory=set)
    phantom_rows: int = 0  # formatted, empty, below the table

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        for number, row in enumerate(self.rows):
            for column, cell in enumerate(row.cells):
                if cell is not None:
                    yield number, column, cell


# Where a cell stands: name of the sheet, number of the row and of the column, both from 0.
Place = tuple[str, int, int]


@dataclass(eq=False)
class Book:
    sheets: list[Sheet]

    def places(self) -> dict[Fact, list[Place]]:
        """Return the facts that the book says with the cells that say them."""
        found: dict[Fact, list[Place]] = {}
        for sheet in self.sheets:
            for row, column, cell in sheet.cells():
                for fact in cell.says:
                    found.setdefault(fact, []).append((sheet.name, row, column))
        return found


def text_row(*texts: str | None, bold: bool = False) -> Row:
    return Row([None if text is None else Cell(text, bold=bold) for text in texts])


def empty_row() -> Row:
    return Row([])


def below(*blocks: list[Row], gap: int = 1) -> list[Row]:
    """Put blocks of rows below each other, with empty rows between."""
    rows: list[Row] = []
    for block in blocks:
        rows += ([empty_row() for _ in range(gap)] if rows else []) + block
    return rows


def beside(left: list[Row], right: list[Row], gap: int = 1) -> list[Row]:
    """Put two blocks of rows beside each other, with empty columns between."""
    width = max(len(row.cells) for row in left) + gap
    rows = []
    for number in range(max(len(left), len(right))):
        one = left[number].cells if number < len(left) else []
        other = right[number].cells if number < len(right) else []
        rows.append(Row([*one, *[None] * (width - len(one)), *other] if other else list(one)))
    return rows
