"""Read the cells of a record as values of the register."""

from imports.spreadsheet.columns import SHEET_KINDS
from imports.spreadsheet.lines import Line, plain, readers
from imports.spreadsheet.values import Wrong
from imports.tidy.asking import Asking
from imports.tidy.model import Record


def line_of(record: Record, asking: Asking) -> Line:
    """Return a record as a line: what it says, what is wrong with it, what was assumed."""
    kind = SHEET_KINDS[record.kind]
    how = readers(kind)
    line = Line(record.entry.row.number)
    line.sheet, line.block, line.is_head = record.entry.table.sheet, record.block, record.is_head
    for key, cell in record.cells.items():
        if key == "village":
            line.values[key] = cell
        elif cell is not None and key in how:
            try:
                understood = how[key](cell)
            except Wrong as wrong:
                line.wrong(key, wrong.what, wrong.how, plain(cell), wrong.proposal)
                continue
            if understood.value not in (None, ""):
                line.values[key] = understood.value
            if understood.note:
                line.note(key, understood.note, plain(cell))
    return line
