"""As of which day the figures of a table are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from imports.tidy.asking import Asking, Spot
from imports.tidy.model import Context, Entry, Known, Table
from imports.tidy.shapes.periods import day_of_figures, likely_days


class DayOfFigures:
    """The day of one table's figures: of what stands above them, or asked once for the file."""

    def __init__(self, table: Table, known: Known, asking: Asking) -> None:
        self.table, self.known, self.asking = table, known, asking
        self.context: Sequence[Context] | None = None
        self.day: date | None = None

    def give(self, entry: Entry, cells: dict[str, Any], spots: dict[str, Spot]) -> None:
        """Give a row that says none the day; where nobody says it the number is of today, and the day is asked."""
        if "declared_on" in cells:
            return
        if entry.context is not self.context:
            self.context, self.day = entry.context, day_of_figures(entry.context)
        day = self.day or self._asked(entry)
        if day is not None:
            cells["declared_on"] = day
            spots["declared_on"] = Spot(self.table.sheet, entry.row.number, self.table.left)

    def _asked(self, entry: Entry) -> date | None:
        days = [one.isoformat() for one in likely_days(entry.context, self.known.today)]
        spot = Spot(self.table.sheet, entry.row.number, self.table.left)
        told = self.asking.ask("day", "", days, spot=spot, proposal=days[0])
        return date.fromisoformat(told) if told else None
