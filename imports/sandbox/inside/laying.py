"""Lay the cells of a row that say how far they reach into the rows of a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from imports.sandbox.inside import limits
from imports.sandbox.inside.out import Read


@dataclass(frozen=True)
class Laid:
    """A cell: its column from 0 (None for the next one that is free), its value, and over how much it reaches."""

    column: int | None
    value: Any
    across: int = 1
    down: int = 1
    style: int = -1
    comment: str = ""


class Layer:
    """Lays one row after the other; what reaches down stands in the rows below, too."""

    def __init__(self) -> None:
        # By column: the value, and the last row in which it stands.
        self.open = dict[int, tuple[Any, int]]()
        self.merged = list[list[int]]()

    def row(self, number: int, cells: Sequence[Laid], *, hidden: bool = False) -> Read:
        """Return the row of these cells; what reaches down fills rows that hold something themselves."""
        self.open = {at: told for at, told in self.open.items() if told[1] >= number}
        values = {column: value for column, (value, _) in self.open.items()}
        shared, at, looks = set(values), 0, list[list[Any]]()
        for cell in cells:
            at = self._free(at, shared) if cell.column is None else cell.column
            if at >= limits.COLUMNS and cell.value is not None:
                raise limits.Refused("columns", columns=limits.COLUMNS)
            self._lay(number, at, cell, values, shared)
            self._note(number, at, cell, looks)
            at += cell.across
        is_blank = all(cell.value is None for cell in cells)
        width = 0 if is_blank else max(values, default=-1) + 1
        if width > limits.COLUMNS:
            raise limits.Refused("columns", columns=limits.COLUMNS)
        held = sorted(column for column in shared if values.get(column) is not None)
        return Read(number, [values.get(n) for n in range(width)], hidden, held, looks)

    def _lay(
        self, number: int, at: int, cell: Laid, values: dict[int, Any], shared: set[int]
    ) -> None:
        columns = range(at, min(at + cell.across, limits.COLUMNS + 1))
        values.update((column, cell.value) for column in columns if column not in shared)
        # A blank one leaves no room below either, where cells only follow each other.
        if cell.down > 1 and (cell.value is not None or cell.column is None):
            bottom = number + cell.down - 1
            self.open.update((column, (cell.value, bottom)) for column in columns)
            shared.update(columns)

    def _note(self, number: int, at: int, cell: Laid, looks: list[list[Any]]) -> None:
        if (cell.across > 1 or cell.down > 1) and len(self.merged) < limits.MERGED_TOLD:
            self.merged.append([number, at, number + cell.down - 1, at + cell.across - 1])
        if cell.style >= 0 or cell.comment:
            looks.append([at, cell.style, *([cell.comment] if cell.comment else [])])

    @staticmethod
    def _free(at: int, shared: set[int]) -> int:
        while at in shared:
            at += 1
        return at


def times(text: str | None) -> int:
    """Return over how many rows or columns something reaches; what is no such number is one."""
    digits = (text or "").strip()
    number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 8 else 1
    return min(max(number, 1), limits.SHEET_ROWS)
