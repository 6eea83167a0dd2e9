"""A name in three columns: "Họ", "Chữ đệm", "Tên"; what stands in the middle goes with the family name."""

from collections.abc import Sequence
from dataclasses import replace

from areas.names import fold
from imports.spreadsheet.book import Cell, Row
from imports.spreadsheet.changed import Changed
from imports.tidy.columns.look import Column
from imports.tidy.model import Table
from imports.tidy.people.spelled import joined

_FAMILY = frozenset({"ho"})
_MIDDLE = frozenset(
    {
        "dem",
        "chu dem",
        "ten dem",
        "lot",
        "ten lot",
        "chu lot",
        "chu dem lot",
        "middle name",
        "middle",
    }
)
_GIVEN = frozenset({"ten", "ten goi", "ten rieng", "given name", "first name"})


def join_middle(table: Table, columns: Sequence[Column]) -> list[Column]:
    """Put what stands between a family and a given name to the family name; return the columns that are left."""
    for one, middle, other in zip(columns, columns[1:], columns[2:], strict=False):
        three = zip((one, middle, other), (_FAMILY, _MIDDLE, _GIVEN), strict=True)
        is_beside = middle.at == one.at + 1 and other.at == middle.at + 1
        if is_beside and all(fold(column.heading) in words for column, words in three):
            table.rows = Named(table.rows, one.at, middle.at)
            return [column for column in columns if column is not middle]
    return list(columns)


class Named(Changed):
    """Rows in which the column of the family name has the middle name, too."""

    def __init__(self, rows: Sequence[Row], family: int, middle: int) -> None:
        super().__init__(rows)
        self.family, self.middle = family, middle

    def changed(self, row: Row) -> Row:
        """Return the row with both in one cell."""
        if len(row.cells) <= self.middle or row.cells[self.middle] in (None, ""):
            return row
        cells: list[Cell] = list(row.cells)
        both = (cells[self.family], cells[self.middle])
        cells[self.family] = joined(*both)
        cells[self.middle] = None
        return replace(row, cells=cells)
