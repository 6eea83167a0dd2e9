"""The columns of the four kinds of sheet, and how communes write them."""

from imports.spreadsheet.columns.column import HIDDEN, Column, Reader, SheetKind
from imports.spreadsheet.columns.kinds import ACTIVITIES, HOUSEHOLDS, SHEET_KINDS, TEAMS, VILLAGES

__all__ = [
    "ACTIVITIES",
    "HIDDEN",
    "HOUSEHOLDS",
    "SHEET_KINDS",
    "TEAMS",
    "VILLAGES",
    "Column",
    "Reader",
    "SheetKind",
]
