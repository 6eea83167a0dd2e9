"""A list that goes on over sheets, its headings on the first alone, as a program cuts it into pages."""

from collections.abc import Sequence
from itertools import pairwise

from imports.spreadsheet.book import Row
from imports.tidy.model import Known, Table
from imports.tidy.tables.anew import is_running_number

# Below the last number may stand a total and who signs.
_FOOT = 5
# A page has so many rows, and a row of so few cells may say whose the rows below are.
_PAGE, _FEW = 200, 3


def go_on(tables: Sequence[Table]) -> None:
    """Give a table without headings those of the sheet before, where it goes on with the next number below the same columns."""
    for before, table in pairwise(tables):
        if table.headings or not before.headings or table.sheet != before.sheet + 1:
            continue
        at = _counted(before)
        if at is None or table.left != before.left or table.right > before.right:
            continue
        last = [number for row in before.rows[-_FOOT:] if (number := _number(row, at))]
        if last and _number(table.rows[0], at) == last[-1] + 1:
            table.headings = before.headings
            if not _has_groups(before):
                titles = [one for one in before.context if one.origin == "title"]
                table.context = [*titles, *table.context]


def with_pages(tables: Sequence[Table], known: Known) -> list[Table]:
    """Return tables, each with those behind it that go on without headings and with the same columns: a household may end there.

    It ends where the next sheet is called after another village.
    """
    found = list[Table]()
    for table in tables:
        last = (found[-1], *found[-1].pages)[-1] if found else None
        if last is not None and _is_page(last, table) and not _parts_villages(last, table, known):
            found[-1].pages = (*found[-1].pages, table)
        else:
            found.append(table)
    return found


def _is_page(before: Table, table: Table) -> bool:
    is_same = table.headings == before.headings and table.roles == before.roles
    goes_on = is_same and bool(table.headings) and not table.heading_rows
    return goes_on and table.sheet == before.sheet + 1


def _parts_villages(before: Table, table: Table, known: Known) -> bool:
    there, here = (_village(one, known) for one in (before, table))
    return here is not None and here != there


def _village(table: Table, known: Known) -> int | None:
    """Return the village that a sheet is called after."""
    names = (one.text for one in table.context if one.origin == "sheet")
    found = (known.villages.find(name).pk for name in names) if known.villages else ()
    return next((pk for pk in found if pk is not None), None)


def _has_groups(table: Table) -> bool:
    """Tell whether a row between the others may hold on the next sheet, against what stands above the first."""
    rows = ([cell for cell in row.cells if cell not in (None, "")] for row in table.rows[:_PAGE])
    return len(table.rows) > _PAGE or any(len(cells) < _FEW for cells in rows)


def _counted(table: Table) -> int | None:
    """Return the column of running numbers."""
    return next((at for at, words in table.headings.items() if is_running_number(words[0])), None)


def _number(row: Row, at: int) -> int:
    text = str(row.cells[at]).strip(" .") if at < len(row.cells) else ""
    return int(text) if text.isdecimal() else 0
