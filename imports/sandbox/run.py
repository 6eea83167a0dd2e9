"""Read a file from people: a process of its own opens it, with limits, and hands over plain rows."""

import json
import os
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import overload

from django.conf import settings

from imports.spreadsheet.book import Book, Cell, Fault, Row, Sheet
from imports.spreadsheet.reasons import Unreadable
from web.sandbox.run import Cage, ask
from web.sandbox.turns import BEHIND, Lane

# A good file of 100,000 rows takes a half of the memory; its cells earn it the time that it needs.
CAGE = Cage("imports.sandbox.inside", memory=280 << 20, seconds=4, written=64 << 20)
_PIECE = 1 << 16


def read(path: str | Path, lane: Lane = BEHIND) -> Book:
    """Return what stands in the file at `path`, whatever it is called.

    Rows stay on disk, in a file without a name, and are read as they are asked for. Raises Unreadable
    with what to do about it, Busy where it is not this file's turn and nobody more may wait.
    """
    size = Path(path).stat().st_size
    if size > settings.IMPORT_MAX_BYTES:
        raise Unreadable("large", {"megabytes": settings.IMPORT_MAX_BYTES // 2**20})
    with tempfile.TemporaryDirectory(prefix="to-so-") as folder:
        rows = settings.IMPORT_MAX_ROWS
        answer = ask(CAGE, Path(path).resolve(), Path(folder), lane, rows)
        if "refused" in answer:
            raise Unreadable(answer["refused"], answer.get("facts", {}))
        # Open, it can be read on after its name is gone, and is gone itself when we are.
        kept = _Opened(Path(folder) / "rows")
    sheets = [
        Sheet(sheet["name"], KeptRows(kept, sheet["begin"], sheet["end"]), sheet["hidden"])
        for sheet in answer["sheets"]
    ]
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable("empty", {})
    return Book(answer["kind"], sheets, answer["encoding"])


class _Opened:
    """A file that closes when nobody reads it any more, and that many may read at once."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self.descriptor)

    def lines(self, begin: int, end: int) -> Iterator[bytes]:
        """Yield the whole lines between two places, some at a time from the disk."""
        waiting = b""
        while begin < end:
            piece = os.pread(self.descriptor, min(_PIECE, end - begin), begin)
            begin += len(piece)
            *whole, waiting = (waiting + piece).split(b"\n")
            yield from whole


class KeptRows(Sequence[Row]):
    """Rows on disk, one a line; in memory stands only where each line begins."""

    def __init__(self, file: _Opened, begin: int, end: int) -> None:
        self.file, self.end = file, end
        self.starts = array("Q")
        for line in file.lines(begin, end):
            self.starts.append(begin)
            begin += len(line) + 1

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Row]:
        if self.starts:
            yield from map(_row, self.file.lines(self.starts[0], self.end))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        begin = self.starts[index]
        after = range(len(self))[index] + 1
        end = self.starts[after] if after < len(self) else self.end
        return _row(os.pread(self.file.descriptor, end - begin, begin))


def _row(line: bytes) -> Row:
    number, hidden, shared, cells = json.loads(line)
    values = [_cell(cell) if isinstance(cell, list) else cell for cell in cells]
    return Row(number, values, hidden, frozenset(shared))


def _cell(tagged: list[str]) -> Cell:
    kind, text = tagged
    return date.fromisoformat(text) if kind == "day" else Fault(text)
