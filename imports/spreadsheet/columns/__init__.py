"""The columns of the kinds of sheet, and how communes write them."""

from imports.spreadsheet.columns.accounts import ACCOUNTS
from imports.spreadsheet.columns.column import HIDDEN, Column, Reader, SheetKind
from imports.spreadsheet.columns.communes import COMMUNES
from imports.spreadsheet.columns.kinds import ACTIVITIES, HOUSEHOLDS, TEAMS, VILLAGES
from imports.spreadsheet.columns.platforms import PLATFORMS

SHEET_KINDS = {
    kind.key: kind
    for kind in (HOUSEHOLDS, VILLAGES, TEAMS, ACTIVITIES, COMMUNES, ACCOUNTS, PLATFORMS)
}

__all__ = [
    "ACCOUNTS",
    "ACTIVITIES",
    "COMMUNES",
    "HIDDEN",
    "HOUSEHOLDS",
    "PLATFORMS",
    "SHEET_KINDS",
    "TEAMS",
    "VILLAGES",
    "Column",
    "Reader",
    "SheetKind",
]
