"""Find the tables of a book: several on a sheet, with their headings and what stands around them."""

import re
from collections.abc import Iterator, Sequence

from areas.names import fold
from imports.spreadsheet.book import Book, Sheet
from imports.tidy.asking import Asking, Spot
from imports.tidy.model import Context, Known, Table
from imports.tidy.people.address import BARE_ADDRESSED
from imports.tidy.tables import of_forms, words
from imports.tidy.tables.alike import share_alike
from imports.tidy.tables.going_on import go_on
from imports.tidy.tables.sheets import Found, tables_on

__all__ = ["tables_of"]
# Heads of households, by a heading; so small a part of them may be written otherwise on the other sheets.
_HEADS, _FEW_ALONE = re.compile(r"^(?:(?:ho (?:va )?)?ten )?chu ho\b"), 0.1
_ADDRESS = re.compile(rf"^(?:{BARE_ADDRESSED}) ")
_STAMP = re.compile(r"Mẫu .+, dạng \d+")


def tables_of(book: Book, known: Known, asking: Asking, name: str = "") -> list[Table]:
    """Return the tables of a file called `name`, in order; what is no table is named as left."""
    found = [tables_on(sheet, place) for place, sheet in enumerate(book.sheets)]
    if any(_is_list_of_ours(sheet) for sheet in book.sheets):
        # Of a workbook of ours what it tells and offers is no news, nor that a sheet was not filled in.
        found = [one for one in found if one.tables and not _is_list_of_ours(one.sheet)]
    visible = [one for one in found if not one.sheet.is_hidden]
    sums = {id(one) for one in visible if _is_summary(one) and not _lists_homes(one, visible)}
    has_lists = any(id(one) not in sums for one in visible for _ in one.tables)
    made = list[Table]()
    for one in found:
        if _is_taken(one, asking, is_sum=has_lists and id(one) in sums):
            made += [_with_names(table, one, name) for table in _sure(one, asking)]
            one.leave(asking)
    go_on(made)
    share_alike(made)
    of_forms.link(made)
    return made


def _is_list_of_ours(sheet: Sheet) -> bool:
    """Tell the hidden sheet of a workbook of ours, with what its cells offer (imports.own_sheets)."""
    if not sheet.is_hidden or not sheet.rows:
        return False
    return any(isinstance(cell, str) and _STAMP.fullmatch(cell) for cell in sheet.rows[0].cells)


def _is_taken(found: Found, asking: Asking, *, is_sum: bool) -> bool:
    """Tell whether a sheet has tables that are taken; of one that has none, or that is left, say why."""
    sheet = found.sheet
    if not sheet.rows:
        asking.leave("empty_sheet", sheet=found.place, count=0, name=sheet.name)
        return False
    if not found.tables:
        asking.leave("no_table", sheet=found.place, count=len(sheet.rows), name=sheet.name)
        return False
    if sheet.is_hidden:
        told = asking.ask("hidden", sheet.name, ("take", "skip"))
        if told == "skip":
            asking.leave("hidden", sheet=found.place, count=len(sheet.rows), name=sheet.name)
        return told == "take"
    if is_sum:
        asking.leave("summary", sheet=found.place, count=len(sheet.rows), name=sheet.name)
        return False
    return True


def _sure(found: Found, asking: Asking) -> list[Table]:
    """Return the tables of a sheet that are taken: of one that may be none of its own the officer says it."""
    taken = list[Table]()
    for table in found.tables:
        if table in found.doubtful:
            spot = Spot(found.place, table.heading_rows[0], table.left)
            told = asking.ask("tables", "", ("all", "first"), spot=spot)
            if told == "first":
                bounds = (table.heading_rows[0], table.rows[-1].number)
                columns = (table.left, table.right)
                asking.leave("table", sheet=found.place, rows=bounds, columns=columns)
            if told != "all":
                continue
        taken.append(table)
    return taken


def _is_summary(found: Found) -> bool:
    """Tell a sheet that by its name or title only adds up what others list."""
    titles = [
        context.text
        for table in found.tables
        for context in table.context
        if context.origin == "title"
    ]
    return words.is_summary(found.sheet.name) or (bool(titles) and words.is_summary(titles[0]))


def _lists_homes(found: Found, visible: Sequence[Found]) -> bool:
    """Tell a sheet that names heads of households of whom some stand on no other one: whatever it is called, it is a list."""
    heads = {name for table in found.tables for name in _heads_of(table)}
    alone, few = set(heads), len(heads) * _FEW_ALONE
    tables = [table for one in visible if one is not found for table in one.tables]
    for row in (row for table in tables for row in table.rows):
        if len(alone) <= few:
            return False
        alone -= {_bare(cell) for cell in row.cells if isinstance(cell, str)}
    return len(alone) > few


def _heads_of(table: Table) -> Iterator[str]:
    columns = [
        at for at, said in table.headings.items() if any(_HEADS.search(fold(one)) for one in said)
    ]
    for row in table.rows:
        cells = (row.cells[at] for at in columns if at < len(row.cells))
        yield from (_bare(cell) for cell in cells if isinstance(cell, str) and " " in cell.strip())


def _bare(name: str) -> str:
    """Return a name as it is compared: without how somebody is addressed, and what stands in brackets."""
    return _ADDRESS.sub("", fold(name.partition("(")[0]))


def _with_names(table: Table, found: Found, name: str) -> Table:
    """Put the names of the file and the sheet before what stands around a table."""
    names = [Context(name, "file", found.place)] if name else []
    table.context = [*names, Context(found.sheet.name, "sheet", found.place), *table.context]
    return table
