"""Our own sheets to fill in, empty or with what a place has: one of each kind of file."""

from imports.own_sheets.kinds import SHEETS, rows_of
from imports.own_sheets.sheet import Cells, Days, Sheet, this_year, write, write_cell

__all__ = ["SHEETS", "Cells", "Days", "Sheet", "rows_of", "this_year", "write", "write_cell"]
