"""Write what was read as lines of JSON, one for each row, without what identifies a person to the state or a bank."""

import json
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from imports.sandbox.inside import limits
from imports.sandbox.inside.cutting import Cutter
from imports.spreadsheet.identity import covered, masked
from imports.spreadsheet.identity.above import ROWS_LOOKED_AT

# Control characters go, but for those that white space was made of and for the end of a line.
_CONTROLS = dict.fromkeys([*range(10), *range(11, 32), *range(0x7F, 0xA0)])
# What shows nothing and is no letter of an old font: spaces without width, marks of direction.
_CONTROLS |= dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206F), 0xFEFF]
)


class Read(NamedTuple):
    """A row as it was read: number from 1, cells, hidden or not, columns of areas over several rows, looks.

    Of each cell that looks in some way: its column, the number of its style (-1 for none), and its comment.
    """

    number: int
    cells: list[Any]
    is_hidden: bool = False
    shared: Sequence[int] = ()
    looks: Sequence[list[Any]] = ()


_written = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def _line(row: Read) -> bytes:
    """Return a row as one line, in the order in which it is read back (imports.sandbox.run)."""
    line = _written(row).encode()
    if len(line) > limits.ROW_BYTES:
        raise limits.Refused("long_row", row=row.number)
    return line + b"\n"


def _trim(cells: list[Any]) -> None:
    """Drop the blanks at the end of a row."""
    while cells and cells[-1] is None:
        cells.pop()


class Writer:
    """Writes the rows of all sheets to one file, counts what stands in them, and stops at the limits.

    A sheet is written twice: whole to a file without a name, which is gone with this process, then to `out`
    without the columns that are not kept. `earn` is told how many seconds of work the cells are worth.
    """

    def __init__(
        self, folder: Path, out: IO[bytes], rows: int, earn: Callable[[float], None]
    ) -> None:
        self.folder, self.out, self.earn = folder, out, earn
        self.rows = self.left = rows
        self.written, self.cells, self.most_cells = 0, 0, rows * limits.CELLS_A_ROW
        self.sheets: list[dict[str, Any]] = []
        # Of the sheet at hand: by column and fault, the first and last row, and how many cells.
        self.flaws: dict[tuple[int, str], list[int]] = {}

    def sheet(
        self,
        name: str,
        rows: Iterable[Read],
        *,
        hidden: bool,
        told: Mapping[str, Any] | None = None,
    ) -> None:
        """Write the rows of a sheet, and where in the file they stand. Blank rows are left out.

        What is `told` of the sheet is handed on.
        """
        cutter, begin = Cutter(), self.written
        self.flaws = {}
        with tempfile.TemporaryFile(dir=self.folder) as whole:
            filled = self._filled(rows)
            first = list(islice(filled, ROWS_LOOKED_AT))
            cutter.begin([(row.number, row.cells) for row in first])
            for some in (first, filled):
                for row in some:
                    cutter.look(row.number, row.cells)
                    whole.write(_line(row))
            whole.seek(0)
            self._hand_over(whole, cutter)
        place = {"begin": begin, "end": self.written}
        called = covered(masked(_text(name))) or ""
        self.sheets.append(
            {"name": called, "hidden": hidden, **place, **cutter.told(), **(told or {})}
            | {"flaws": [[*key, *bounds] for key, bounds in sorted(self.flaws.items())]}
        )

    def _filled(self, rows: Iterable[Read]) -> Iterator[Read]:
        """Yield the rows that hold something, with plain cells."""
        for row in rows:
            cells = [None if value is None else _plain(value) for value in row.cells]
            _trim(cells)
            if cells:
                self._count(cells)
                self._see_flaws(row.number, cells)
                looks = _looks(row.looks) if row.looks else []
                yield Read(row.number, cells, row.is_hidden, row.shared, looks)

    def _see_flaws(self, number: int, cells: list[Any]) -> None:
        for column, cell in enumerate(cells):
            if cell.__class__ is list and cell[0] == "flaw":
                bounds = self.flaws.setdefault((column, cell[1]), [number, number, 0])
                bounds[1:] = [number, bounds[2] + 1]

    def _hand_over(self, whole: IO[bytes], cutter: Cutter) -> None:
        """Copy the rows without what must go; one of which nothing is left is left out."""
        if not cutter.decide():
            shutil.copyfileobj(whole, self.out)
            self.written += whole.tell()
            return
        for line in whole:
            row = Read(*json.loads(line))
            cutter.take_out(row.number, row.cells)
            _trim(row.cells)
            if row.cells:
                looks = [one for one in row.looks if not cutter.is_cut(row.number, one[0])]
                kept = Read(row.number, row.cells, row.is_hidden, row.shared, looks)
                self.written += self.out.write(_line(kept))

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


def _looks(looks: Sequence[list[Any]]) -> list[list[Any]]:
    """Return how cells look, numbers in comments hidden as in cells."""
    return [
        one if len(one) < 3 else [*one[:2], covered(masked(_text(one[2]))) or ""] for one in looks
    ]


def _number(value: float) -> float | int | list[str]:
    if value != value or value in {float("inf"), float("-inf")}:
        return ["flaw", "error"]
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _text(text: str) -> str | None:
    """Return the text in NFC, its lines without spaces around them; soft hyphens stay: old fonts write "ư" with them."""
    if len(text) > limits.CELL_LETTERS:
        raise limits.Refused("long")
    if _is_tidy(text):
        return text or None
    # Between the lines of a cell people end one person, or one fact, and begin the next.
    lines = (" ".join(line.split()) for line in text.splitlines())
    line = "\n".join(line for line in lines if line)
    if not line.isascii():
        line = unicodedata.normalize("NFC", line.encode("utf-8", "ignore").decode())
    return line.translate(_CONTROLS).strip() or None


def _is_tidy(text: str) -> bool:
    """Tell a text of which nothing would change, as most are: all of it can be seen, in NFC, single spaces within."""
    return (
        text.isprintable()
        and "  " not in text
        and not text.startswith(" ")
        and not text.endswith(" ")
        and unicodedata.is_normalized("NFC", text)
    )
