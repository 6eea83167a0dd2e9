"""The rows of a table: which say something of things; ditto marks, merges and broken rows resolved."""

from collections.abc import Iterator

from imports.tidy.asking import Asking
from imports.tidy.model import Entry, Known, Table


def entries(table: Table, known: Known, asking: Asking) -> Iterator[Entry]:
    """Yield the rows that say something; totals, repeated headings, signatures and the like are named as left."""
    columns = {role: at for at, role in table.roles.items()}
    for row in table.rows:
        cells = {
            role: row.cells[at]
            for role, at in columns.items()
            if at < len(row.cells) and row.cells[at] is not None
        }
        if cells:
            yield Entry(table, row, cells, columns, table.context)
