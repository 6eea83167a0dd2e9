"""What of a table its kind has no field for: named as left, by column, with how many cells."""

from collections import Counter
from collections.abc import Container, Sequence

from imports.tidy.asking import Asking
from imports.tidy.model import Table

# These say where a row is, or count it: no facts of a thing.
OF_PLACES = frozenset({"stt", "village", "commune", "district", "province"})


def leave_columns(
    table: Table, used: Container[str], asking: Asking, why: str = "no_field"
) -> None:
    """Leave the columns of a table whose role no field of its kind is."""
    spare = [
        at for at, role in table.roles.items() if role.key not in used and role.key not in OF_PLACES
    ]
    leave_these(table, spare, asking, why)


def leave_these(table: Table, spare: Sequence[int], asking: Asking, why: str) -> None:
    """Leave some columns of a table, each with how many cells it has."""
    if not spare or not table.rows:
        return
    counts = Counter(
        at
        for row in table.rows
        for at in spare
        if at < len(row.cells) and row.cells[at] not in {None, ""}
    )
    rows = (table.rows[0].number, table.rows[-1].number)
    for at in spare:
        if counts[at]:
            words = table.headings.get(at) or ("",)
            asking.leave(
                why, sheet=table.sheet, rows=rows, columns=(at, at), count=counts[at], name=words[0]
            )


class Leaving:
    """Cells of a table that are not taken, gathered by column and why: they are named once, with the rows they are in."""

    def __init__(self, table: Table, asking: Asking) -> None:
        self.table, self.asking = table, asking
        self.found = dict[tuple[str, int], list[int]]()

    def cell(self, why: str, row: int, column: int) -> None:
        """Leave one cell."""
        self.found.setdefault((why, column), []).append(row)

    def row(self, why: str, row: int) -> None:
        """Leave a whole row of the table."""
        table = self.table
        self.asking.leave(
            why, sheet=table.sheet, rows=(row, row), columns=(table.left, table.right)
        )

    def say(self) -> None:
        """Name what was gathered: rows that follow each other as one."""
        for (why, column), rows in self.found.items():
            words = self.table.headings.get(column) or ("",)
            bounds = (min(rows), max(rows))
            self.asking.leave(
                why,
                sheet=self.table.sheet,
                rows=bounds,
                columns=(column, column),
                count=len(rows),
                name=words[0],
            )
        self.found.clear()
