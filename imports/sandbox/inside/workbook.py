"""Read a workbook: its values as they were saved, no formula worked out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from imports.sandbox.inside import limits
from imports.sandbox.inside.flaws import flaws_of
from imports.sandbox.inside.looks import Flaws, Looks
from imports.sandbox.inside.out import Read, Writer


def write_sheets(path: Path, kind: str, writer: Writer) -> None:
    """Write every sheet of cells; charts and macro sheets are passed over."""
    # The library goes by the ending of the name, so the file gets the one of what it is.
    named = writer.folder / f"book.{kind}"
    named.symlink_to(path)
    try:
        book = CalamineWorkbook.from_path(str(named))
    except PasswordError as error:
        raise limits.Refused("encrypted") from error
    found = [data for data in book.sheets_metadata if data.typ == SheetTypeEnum.WorkSheet]
    if not found:
        raise limits.Refused("empty")
    if len(found) > limits.SHEETS:
        raise limits.Refused("sheets", sheets=limits.SHEETS)
    flaws = flaws_of(path, kind, [data.name for data in book.sheets_metadata])
    for data in found:
        sheet, own = book.get_sheet_by_name(data.name), flaws.get(data.name, Flaws())
        writer.sheet(
            data.name,
            _rows(sheet, own),
            hidden=data.visible != SheetVisibleEnum.Visible,
            told=_told(sheet, own.looks),
        )


def _told(sheet: CalamineSheet, looks: Looks) -> dict[str, Any]:
    """Return what is told of a sheet as a whole; rows of merged areas from 1, as rows are."""
    areas = sorted(_areas(sheet))[: limits.MERGED_TOLD]
    return {
        "styles": [[number, *style] for number, style in looks.styles.items()],
        "hidden_columns": sorted(looks.hidden_columns),
        "comments": len(looks.comments),
        "merged": [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in areas],
    }


def _areas(sheet: CalamineSheet) -> Sequence[tuple[tuple[int, int], tuple[int, int]]]:
    areas = sheet.merged_cell_ranges or ()
    if len(areas) > limits.MERGED:
        raise limits.Refused("merged", merged=limits.MERGED)
    return areas


def _rows(sheet: CalamineSheet, flaws: Flaws) -> Iterator[Read]:
    """Yield the rows that have a cell, from column A on."""
    if sheet.end and sheet.end[0] >= limits.SHEET_ROWS:
        raise limits.Refused("broken")
    first = sheet.start[1] if sheet.start else 0
    merged = _Merged(sheet)
    flawed: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (row, column), flaw in flaws.cells.items():
        flawed[row].append((column, flaw))
    seen = _Seen(flaws.looks)
    for index, values in enumerate(sheet.iter_rows()):
        if index not in flawed and not any(value != "" for value in values):
            continue
        cells: list[Any] = [None] * first + [None if value == "" else value for value in values]
        for column, flaw in flawed.get(index, ()):
            if column >= limits.COLUMNS:
                raise limits.Refused("columns", columns=limits.COLUMNS)
            cells += [None] * (column + 1 - len(cells))
            cells[column : column + 1] = [["flaw", flaw]]
        shared = merged.fill(index, cells)
        yield Read(index + 1, cells, index in flaws.hidden, shared, seen.of_row(index))


class _Seen:
    """Hands out how the cells of one row after the other look."""

    def __init__(self, looks: Looks) -> None:
        self.looks, self.at = looks, 0
        rows = looks.rows
        # A sheet names its rows in order; one that does not is put in order.
        in_order = all(one <= other for one, other in pairwise(rows))
        self.order = (
            range(len(rows)) if in_order else sorted(range(len(rows)), key=rows.__getitem__)
        )
        self.comments: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for (row, column), text in looks.comments.items():
            self.comments[row].append((column, text))

    def of_row(self, index: int) -> list[list[Any]]:
        """Return the column, the style and, where there is one, the comment of each cell to be told of."""
        looks, order = self.looks, self.order
        while self.at < len(order) and looks.rows[order[self.at]] < index:
            self.at += 1
        found = dict[int, list[Any]]()
        while self.at < len(order) and looks.rows[order[self.at]] == index:
            one = order[self.at]
            found[looks.columns[one]] = [looks.columns[one], looks.numbers[one]]
            self.at += 1
        for column, text in self.comments.pop(index, ()):
            found[column] = [*found.get(column, [column, -1]), text]
        return list(found.values())


class _Merged:
    """Gives every cell of a merged area the value of its first cell, in rows that hold something.

    Of areas that overlap, which no program of tables writes, the first one has the cell: in each column
    one area at most is open, however many begin in a row.
    """

    def __init__(self, sheet: CalamineSheet) -> None:
        self.starting: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for (top, left), (bottom, right) in _areas(sheet):
            self.starting[top].append((bottom, left, min(right, limits.COLUMNS - 1)))
        self.open: dict[int, _Area] = {}

    def fill(self, index: int, cells: list[Any]) -> list[int]:
        """Fill the merged areas of a row; return the columns of those over several rows.

        Rows must come in order.
        """
        if not self.open and index not in self.starting:
            return []
        self.open = {column: area for column, area in self.open.items() if area.bottom >= index}
        for bottom, left, right in self.starting.get(index, ()):
            # Only what begins in a column of its own: an area within another is no area.
            if left < len(cells) and cells[left] is not None and left not in self.open:
                area = _Area(bottom, cells[left], is_tall=bottom > index)
                self.open |= dict.fromkeys(range(left, right + 1), area) | self.open
        shared = []
        for column in sorted(self.open):
            area = self.open[column]
            if column < len(cells):
                cells[column] = area.value if cells[column] is None else cells[column]
                shared += [column] if area.is_tall else []
        return shared


class _Area(NamedTuple):
    bottom: int
    value: Any
    is_tall: bool
