"""As of which day the figures of a table are."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from imports.tidy.asking import Asking, Spot, about
from imports.tidy.model import Context, Entry, Known, Table
from imports.tidy.shapes.periods import days_of_figures, likely_days


class DayOfFigures:
    """The day of one table's figures: what stands above them. Where nobody says it, they are of the day they are read."""

    def __init__(self, table: Table, known: Known, asking: Asking) -> None:
        self.table, self.known, self.asking = table, known, asking
        self.context: Sequence[Context] | None = None
        self.days: Mapping[date, Context] = {}

    def give(self, entry: Entry, cells: dict[str, Any], spots: dict[str, Spot]) -> None:
        """Give a row that says none the day; which of two that are said is asked."""
        if "declared_on" in cells:
            return
        if entry.context is not self.context:
            self.context = entry.context
            self.days = days_of_figures(entry.context, self.known.today)
        day = self._day(entry)
        if day is not None:
            cells["declared_on"] = day
            spots["declared_on"] = Spot(self.table.sheet, entry.row.number, self.table.left)

    def _day(self, entry: Entry) -> date | None:
        if len(self.days) == 1:
            day, context = next(iter(self.days.items()))
            self.asking.infer("declared_on", day.isoformat(), context)
            return day
        if self.days or self.asking.told(about("day")) is not None:
            return self._asked(entry)
        likely = likely_days(entry.context, self.known.today)
        self.asking.undated.update(day.isoformat() for day in likely)
        self.asking.undated.add("")
        return None

    def _asked(self, entry: Entry) -> date | None:
        days = [day.isoformat() for day in self.days] or [self.known.today.isoformat()]
        spot = Spot(self.table.sheet, entry.row.number, self.table.left)
        told = self.asking.ask("day", "", days, spot=spot)
        return date.fromisoformat(told) if told else None
