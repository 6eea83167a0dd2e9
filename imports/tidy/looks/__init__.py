"""What a file says by its looks: fills and comments instead of marks, rows and cells struck through, hidden columns.

What looks say is put into the cells of a table before its rows are read, in words that `imports.tidy.cells` knows; what
is not taken is named. A fill or comment that nobody explained is asked about once for the file.
"""

from collections.abc import Sequence
from dataclasses import replace

from imports.spreadsheet.book import Book, Fault
from imports.tidy.asking import Asking
from imports.tidy.ditto import REPEATED, strength
from imports.tidy.looks import hidden, legend, marks
from imports.tidy.looks.seen import WORDS, Seen, Shown, Unflawed
from imports.tidy.looks.survey import Survey, stretches, value_at
from imports.tidy.model import Table
from imports.tidy.tables import words

__all__ = ["WORDS", "look", "without_flaws"]


def without_flaws(book: Book) -> Book:
    """Return a book in which cells without a value are blank: they are named when its tables are known."""
    return replace(
        book,
        sheets=[
            replace(sheet, rows=Unflawed(sheet.rows)) if sheet.flaws else sheet
            for sheet in book.sheets
        ],
    )


def look(tables: Sequence[Table], book: Book, asking: Asking, as_read: Book | None = None) -> None:
    """Put into the rows of tables what their looks say; ask and name what must be.

    `as_read` is the book with its cells without a value, where these were made blank in `book`.
    """
    if not book.shows_looks and book.kind == "xls":
        asking.unread.add("xls")
    surveys = [(table, Survey.of(table)) for table in tables if table.kind]
    told = marks.settle(surveys, legend.of(book, surveys), asking)
    unplaced = _all_unplaced([table for table, _ in surveys], as_read or book, asking)
    for table, survey in surveys:
        shown = Shown(
            columns=survey.skills,
            others=survey.others,
            marks=told,
            without=hidden.settle(table, book.sheets[table.sheet], asking),
            left_out=frozenset(survey.struck_rows) | unplaced[id(table)],
            has_struck=survey.has_struck,
            in_comments=bool(survey.comments),
            in_fills=bool(survey.fills),
            ids=survey.ids,
            struck=frozenset(survey.struck_rows),
            repeated=tuple(at for at, role in table.roles.items() if role.key in REPEATED),
        )
        _name(table, survey, told, asking)
        if shown.changes:
            table.rows = Seen(table.rows, shown)
    _name_flaws(tables, book, asking)
    _name_comments(surveys, book, asking)


def _all_unplaced(tables: Sequence[Table], book: Book, asking: Asking) -> dict[int, frozenset[int]]:
    """Return the rows of each table that are of a village that has no value, with the people of households that are."""
    found = {id(table): _unplaced(table, book, asking) for table in tables}
    homes = {key for table in tables for key in _household_ids(table, found[id(table)])} - {""}
    for table in tables if homes else ():
        if table.column("village") is None and not table.has("head"):
            ids = _household_ids(table, None)
            own = [row.number for row, key in zip(table.rows, ids, strict=True) if key in homes]
            _leave_formulas(table, own, asking)
            found[id(table)] |= frozenset(own)
    return found


def _household_ids(table: Table, numbers: frozenset[int] | None) -> list[str]:
    """Return the id of the household of each row, of some by their numbers."""
    columns = [table.column(key) for key in ("household_id", "number")]
    at = next((one for one in columns if one is not None), -1)
    return [
        "" if at < 0 else str(value_at(row, at) or "").strip().casefold()
        for row in table.rows
        if numbers is None or row.number in numbers
    ]


def _leave_formulas(table: Table, numbers: Sequence[int], asking: Asking) -> None:
    for first, last in stretches(numbers):
        asking.leave("formula", sheet=table.sheet, rows=(first, last), count=last - first + 1)


def _unplaced(table: Table, book: Book, asking: Asking) -> frozenset[int]:
    """Name the rows whose village is a formula without a result, and return them: nobody can say of which they are."""
    sheet, at = book.sheets[table.sheet], table.column("village")
    if at is None or not any(flaw[0] == at for flaw in sheet.flaws):
        return frozenset()
    found, is_open, own = list[int](), False, {row.number: row for row in table.rows}
    for row in sheet.rows:
        cell, shown = value_at(row, at), value_at(own.get(row.number, row), at)
        goes_on = cell is None or (isinstance(shown, str) and _is_between_pages(shown))
        is_open = cell.__class__ is Fault or (is_open and goes_on)
        if is_open and row.number in own:
            found.append(row.number)
    _leave_formulas(table, found, asking)
    return frozenset(found)


def _is_between_pages(text: str) -> bool:
    """Tell "as above", and what stands between two pages: a heading, a total, the end of one. They name no village."""
    told = (words.is_total, words.is_continued, words.is_end, words.is_line)
    return strength(text) > 0 or words.strength(text) > 1 or any(one(text) for one in told)


def _name_comments(surveys: Sequence[tuple[Table, Survey]], book: Book, asking: Asking) -> None:
    """Name the comments beside tables that stand on a sheet: on headings, titles and empty rows."""
    for place in dict.fromkeys(table.sheet for table, _ in surveys):
        own = [survey for table, survey in surveys if table.sheet == place]
        seen = sum(survey.comments.total() + survey.commented for survey in own)
        sheet = book.sheets[place]
        if sheet.comments > seen:
            asking.leave("comment", sheet=place, count=sheet.comments - seen, name=sheet.name)


def _name_flaws(tables: Sequence[Table], book: Book, asking: Asking) -> None:
    """Name the cells that have no value: formulas whose result was not saved, and errors."""
    for place, sheet in enumerate(book.sheets):
        for column, why, first, last, count in sheet.flaws:
            on_it = (one for one in tables if one.sheet == place and one.headings.get(column))
            table = next(on_it, None)
            name = table.headings[column][0] if table else ""
            at = (column, column)
            asking.leave(why, sheet=place, rows=(first, last), columns=at, count=count, name=name)


def _name(table: Table, survey: Survey, told: marks.Told, asking: Asking) -> None:
    """Name what is not taken of a table, once for each column, or each stretch of rows."""
    for why, found in survey.left.items():
        for column, place in found.items():
            texts = table.headings.get(column) or ("",)
            rows, at = (place.first, place.last), (column, column)
            asking.leave(
                why, sheet=table.sheet, rows=rows, columns=at, count=place.count, name=texts[0]
            )
    whole = (table.left, table.right)
    for rows in stretches(survey.struck_rows):
        count = rows[1] - rows[0] + 1
        asking.leave("struck", sheet=table.sheet, rows=rows, columns=whole, count=count)
    fills = survey.shaded + (0 if told.of_fills else survey.fills.total())
    if fills and not survey.is_decorated:
        rows = (survey.first, survey.last)
        asking.leave("fill", sheet=table.sheet, rows=rows, count=fills, name=table.name)
