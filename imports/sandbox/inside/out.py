"""Write what was read as lines of JSON: one file for each sheet, one line for each row."""

import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from os import SEEK_END
from pathlib import Path
from typing import Any, NamedTuple

from imports.sandbox.inside import limits

# Control characters go, but for those that white space was made of.
_CONTROLS = dict.fromkeys([*range(32), *range(0x7F, 0xA0)])


class Read(NamedTuple):
    """A row as it was read: number from 1, cells, hidden or not, columns of areas over several rows."""

    number: int
    cells: list[Any]
    is_hidden: bool = False
    shared: Sequence[int] = ()


class Writer:
    """Writes the rows of all sheets to one file, counts what stands in them, and stops at the limits.

    `earn` is told how many seconds of work the cells are worth that were written.
    """

    def __init__(self, folder: Path, rows: int, earn: Callable[[float], None]) -> None:
        self.folder, self.earn = folder, earn
        self.rows = self.left = rows
        self.cells, self.most_cells = 0, rows * limits.CELLS_A_ROW
        self.sheets: list[dict[str, Any]] = []

    def sheet(self, name: str, rows: Iterable[Read], *, hidden: bool) -> None:
        """Write the rows of a sheet, and where in the file they stand. Blank rows are left out."""
        with (self.folder / "rows").open("ab") as lines:
            begin = lines.seek(0, SEEK_END)
            for row in rows:
                cells = [_plain(value) for value in row.cells]
                while cells and cells[-1] is None:
                    cells.pop()
                if not cells:
                    continue
                self._count(cells)
                kept = [row.number, row.is_hidden, row.shared, cells]
                line = json.dumps(kept, ensure_ascii=False).encode()
                if len(line) > limits.ROW_BYTES:
                    raise limits.Refused("long_row", row=row.number)
                lines.write(line + b"\n")
            self.sheets.append(
                {"name": _text(name) or "", "hidden": hidden, "begin": begin, "end": lines.tell()}
            )

    def _count(self, cells: list[Any]) -> None:
        if len(cells) > limits.COLUMNS:
            raise limits.Refused("columns", columns=limits.COLUMNS)
        self.left -= 1
        if self.left < 0:
            raise limits.Refused("rows", rows=self.rows)
        before = self.cells // limits.CELLS_A_SECOND
        self.cells += len(cells) - cells.count(None)
        if self.cells > self.most_cells:
            raise limits.Refused("cells", cells=self.most_cells)
        if (earned := self.cells // limits.CELLS_A_SECOND) > before:
            self.earn(earned)


def _plain(value: Any) -> Any:
    """Return a value that JSON holds; a day or a flaw is a list of two."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return ["day", day.isoformat()]
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value) if isinstance(value, timedelta) else value


def _number(value: float) -> float | int | list[str]:
    if value != value or value in {float("inf"), float("-inf")}:
        return ["flaw", "error"]
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _text(text: str) -> str | None:
    """Return the text in NFC, on one line; soft hyphens stay: old fonts write "ư" with them."""
    if len(text) > limits.CELL_LETTERS:
        raise limits.Refused("long")
    line = " ".join(text.split())
    if not line.isascii():
        line = unicodedata.normalize("NFC", line.encode("utf-8", "ignore").decode())
    return line.translate(_CONTROLS).strip() or None
