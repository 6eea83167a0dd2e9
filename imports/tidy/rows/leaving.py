"""Name rows that are left, one name for each run of rows of a kind."""

from imports.spreadsheet.book import Row
from imports.tidy.asking import Asking
from imports.tidy.model import Table


class Leaving:
    """Collects rows that follow each other and are left for the same reason."""

    def __init__(self, table: Table, asking: Asking) -> None:
        self.table, self.asking = table, asking
        self.why, self.first, self.last, self.count = "", 0, 0, 0

    def leave(self, why: str, row: Row) -> None:
        """Note one row; blank rows between do not end a run."""
        if why != self.why:
            self.end()
            self.why, self.first = why, row.number
        self.last = row.number
        self.count += 1

    def end(self) -> None:
        """Name the run that ends here, if there is one."""
        if self.count:
            columns = (self.table.left, self.table.right)
            self.asking.leave(
                self.why,
                sheet=self.table.sheet,
                rows=(self.first, self.last),
                columns=columns,
                count=self.count,
            )
        self.why, self.count = "", 0
