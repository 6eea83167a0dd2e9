"""Sheets whose records stand beside each other, or each in a form of its own: read as if they were rows.

Where a cell stood is kept: what is asked and left is said of the file as its sender sees it.
"""

from collections.abc import Mapping
from dataclasses import replace

from imports.spreadsheet.book import Book, Sheet
from imports.tidy.asking import Asking, Left, Spot
from imports.tidy.letters import in_unicode
from imports.tidy.looks import without_flaws
from imports.tidy.turned import across, forms, lines, parted
from imports.tidy.turned.checklists import checklists
from imports.tidy.turned.grid import Grid, Place, has_headings

# A sheet of more rows is no list of a few people across, nor a stack of forms.
MOST = 600
# What was typed, by row and column.
type Texts = Mapping[int, Mapping[int, str]]
type Places = Mapping[int, Mapping[Place, Place]]


class Turned:
    """A book whose sheets all have their records in rows; `grids` are of those that had not, by their place."""

    def __init__(self, book: Book) -> None:
        found = {at: _turned(sheet) for at, sheet in enumerate(book.sheets)}
        self.grids = {at: grid for at, grid in found.items() if grid is not None}
        made = [
            self.grids[at].sheet(sheet) if at in self.grids else sheet
            for at, sheet in enumerate(book.sheets)
        ]
        self.book = replace(book, sheets=made) if self.grids else book

    def stood(self, sheet: int, texts: Texts) -> Texts:
        """Return texts that were typed for cells of a sheet by where these stand in the file; the others are as they are."""
        if sheet not in self.grids:
            return texts
        found = dict[int, dict[int, str]]()
        for row, typed in texts.items():
            for column, text in typed.items():
                if (place := self.grids[sheet].places.get((row, column))) is not None:
                    found.setdefault(place[0], {})[place[1]] = text
        return found

    def put_back(self, asking: Asking) -> None:
        """Say of what is asked and left where it stands in the file."""
        places = {at: grid.places for at, grid in self.grids.items()}
        asking.left[:] = [placed for one in asking.left for placed in _left(one, places)]
        for at, grid in self.grids.items():
            for row, column in grid.aside:
                asking.leave("aside", sheet=at, rows=(row, row), columns=(column, column))
        for question in (*asking.questions.values(), *asking.answered.values()):
            question.examples[:] = [_spot(one, places) for one in question.examples]


def turned(book: Book) -> Turned:
    """Return a book as it is put in order, for who only asks where something stands."""
    return Turned(in_unicode(without_flaws(book), Asking({})))


def _turned(sheet: Sheet) -> Grid | None:
    """Return the records of a sheet as rows, None where they are rows or nothing is sure."""
    if not 1 < len(sheet.rows) <= MOST or sheet.cut or sheet.flaws or sheet.hidden_columns:
        return None
    rows = list(sheet.rows)
    if any(row.is_hidden for row in rows):
        return None
    of_lists = {number for number, said in checklists(rows).items() if not said}
    if any(has_headings(row) and row.number not in of_lists for row in rows):
        return None
    if of_lists:
        return forms.turned(rows)
    return parted.turned(rows) or across.turned(rows) or forms.turned(rows) or lines.turned(rows)


def _spot(spot: Spot, places: Places) -> Spot:
    row, column = places.get(spot.sheet, {}).get((spot.row, spot.column), spot[1:])
    return Spot(spot.sheet, row, column)


def _left(one: Left, places: Places) -> list[Left]:
    """Return what is left cell by cell, where it stood; the first says how many."""
    stood = places.get(one.sheet) if one.sheet is not None else None
    if stood is None or one.rows is None:
        return [one]
    first, last = one.columns or (0, max(column for _, column in stood))
    found = [
        place
        for (row, column), place in stood.items()
        if one.rows[0] <= row <= one.rows[1] and first <= column <= last
    ]
    return [
        replace(one, rows=(row, row), columns=(column, column), count=0 if at else one.count)
        for at, (row, column) in enumerate(found)
    ] or [one]
