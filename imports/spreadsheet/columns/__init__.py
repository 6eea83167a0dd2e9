"""The columns of the four kinds of sheet, and how communes write them."""

from imports.spreadsheet.columns.column import HIDDEN, Column, SheetKind
from imports.spreadsheet.columns.kinds import ACTIVITIES, HOUSEHOLDS, SHEET_KINDS, TEAMS, VILLAGES
from imports.spreadsheet.columns.shared import GIVEN, ROW_ID, VERSION

__all__ = [
    "ACTIVITIES",
    "GIVEN",
    "HIDDEN",
    "HOUSEHOLDS",
    "ROW_ID",
    "SHEET_KINDS",
    "TEAMS",
    "VERSION",
    "VILLAGES",
    "Column",
    "SheetKind",
]
