"""Our own sheets to fill in, empty or with what a place has: one of each kind of file."""

from imports.own_sheets import activities, households, teams, villages
from imports.own_sheets.households import rows_of
from imports.own_sheets.sheet import Cells, Days, Sheet, this_year
from imports.own_sheets.writer import write

SHEETS: dict[str, Sheet] = {
    sheet.kind.key: sheet
    for sheet in (households.SHEET, villages.SHEET, teams.SHEET, activities.SHEET)
}

__all__ = ["SHEETS", "Cells", "Days", "Sheet", "rows_of", "this_year", "write"]
