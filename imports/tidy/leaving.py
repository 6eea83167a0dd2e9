"""Name rows that are left, by count alone: one name for each run of rows of a sheet that follow each other."""

from dataclasses import dataclass

from imports.tidy.asking import Asking, Left
from imports.tidy.model import Record


@dataclass(slots=True)
class Run:
    """Where the last run of a reason stands among what is left, and its last row."""

    at: int
    last: int


def leave_row(why: str, record: Record, asking: Asking) -> None:
    """Leave the row of a record: it lengthens the run that ends right above it."""
    table, row = record.entry.table, record.entry.row.number
    runs = asking.memory.setdefault("runs", {})
    run = runs.get((why, table.sheet))
    if run is not None and row == run.last:
        return
    if run is not None and row == run.last + 1:
        left = asking.left[run.at]
        first = left.rows[0] if left.rows else row
        asking.left[run.at] = Left(why, table.sheet, (first, row), count=left.count + 1)
        run.last = row
        return
    runs[why, table.sheet] = Run(len(asking.left), row)
    asking.leave(why, sheet=table.sheet, rows=(row, row))


def note_groups(why: str, record: Record, asking: Asking) -> None:
    """Note of the rows above a record that speak of several why it is left, "" where it is not."""
    groups = asking.memory.setdefault("groups", {})
    for context in record.entry.context:
        if context.origin == "group":
            groups.setdefault((context.sheet, context.row), set()).add(why)


def leave_groups(asking: Asking) -> None:
    """Leave the rows between others below which nobody is taken, nor waits: they go with those below them."""
    for (sheet, row), whys in asking.memory.get("groups", {}).items():
        if "" not in whys:
            asking.leave(min(whys), sheet=sheet, rows=(row, row))
