"""What a program writes for a number and for nothing: "1965.0", "NaN"; read as who filled it in meant it."""

import re
from dataclasses import replace

from imports.spreadsheet.book import Book, Cell, Row
from imports.spreadsheet.changed import Changed

# Files that are text through and through: in the others a number is one.
_KINDS = ("csv", "html")
_WHOLE = re.compile(r"(\d{1,15})\.0")
_NOTHING = frozenset({"NaN", "nan", "NaT", "<NA>", "None", "NULL"})


def as_meant(book: Book) -> Book:
    """Return a book of text in which whole numbers are whole, and nothing is nothing."""
    if book.kind not in _KINDS:
        return book
    sheets = [replace(sheet, rows=_Meant(sheet.rows)) for sheet in book.sheets]
    return replace(book, sheets=sheets)


class _Meant(Changed):
    def changed(self, row: Row) -> Row:
        cells = [_meant(cell) for cell in row.cells]
        return row if cells == list(row.cells) else replace(row, cells=cells)


def _meant(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    if cell in _NOTHING:
        return None
    found = _WHOLE.fullmatch(cell)
    return found[1] if found else cell
