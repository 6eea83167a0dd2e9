"""Find the tables of a book: several on a sheet, with their headings and what stands around them."""

from imports.spreadsheet.book import Book
from imports.spreadsheet.columns import SHEET_KINDS
from imports.spreadsheet.headings import find, texts
from imports.tidy.asking import Asking
from imports.tidy.model import Context, Known, Table


def tables_of(book: Book, known: Known, asking: Asking, name: str = "") -> list[Table]:
    """Return the tables of a file called `name`, in order; what is no table is named as left."""
    found = []
    for place, sheet in enumerate(book.sheets):
        if sheet.is_hidden or not sheet.rows:
            continue
        headings = max(
            (find(sheet.rows, kind) for kind in SHEET_KINDS.values()),
            key=lambda one: len(one.matches),
        )
        if not headings.rows:
            continue
        block = [row for row in sheet.rows if row.number in headings.rows]
        rows = [row for row in sheet.rows if row.number > max(headings.rows)]
        above = [Context(sheet.name, "sheet", place)] + [
            Context(cell, "title", place, row.number)
            for row in sheet.rows
            if row.number < min(headings.rows)
            for cell in dict.fromkeys(row.cells)
            if isinstance(cell, str)
        ]
        width = max((len(row.cells) for row in [*block, *rows]), default=1)
        found.append(
            Table(place, sheet.name, rows, 0, width - 1, headings.rows, texts(block), above)
        )
    return found
