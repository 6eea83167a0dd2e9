"""Read a file from people: a process of its own opens it, with limits, and hands over plain rows.

What identifies a person to the state or a bank is not among them any more. Nothing of the file, nor of its
rows, has a name on the disk: whoever is killed leaves nothing of it.
"""

import json
import os
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, overload

from django.conf import settings

from imports.spreadsheet.book import PLAIN, Book, Cell, Fault, Look, Row, Sheet
from imports.spreadsheet.reasons import Unreadable
from web.sandbox.rooms import room
from web.sandbox.run import Cage, ask
from web.sandbox.turns import BEHIND, Lane

# A good file of 100,000 rows takes a half of the memory; its size and its cells earn it the time that it needs.
CAGE = Cage("imports.sandbox.inside", memory=280 << 20, seconds=4, written=64 << 20)
_PIECE = 1 << 16
# The lines are our own: plain UTF-8, one list each.
_read = json.JSONDecoder().raw_decode


def read(path: str | Path, lane: Lane = BEHIND) -> Book:
    """Return what stands in the file at `path`, whatever it is called; raises as `read_file` does."""
    with Path(path).open("rb") as file:
        return read_file(file, lane)


def read_bytes(data: bytes, lane: Lane = BEHIND) -> Book:
    """Return what stands in a file that somebody sends; raises as `read_file` does."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        return read_file(file, lane)


def read_file(file: IO[bytes], lane: Lane) -> Book:
    """Return what stands in an open file.

    Its rows stand on disk, in a file without a name, and are read as they are asked for. Raises Unreadable
    with what to do about it, Busy where it is not this file's turn and nobody more may wait.
    """
    if os.fstat(file.fileno()).st_size > settings.IMPORT_MAX_BYTES:
        raise Unreadable("large", {"megabytes": settings.IMPORT_MAX_BYTES // 2**20})
    with room() as folder, tempfile.TemporaryFile() as out:
        files = (file.fileno(), out.fileno())
        told = (settings.IMPORT_MAX_ROWS, out.fileno())
        path = Path(f"/proc/self/fd/{file.fileno()}")
        answer = ask(CAGE, path, Path(folder), lane, *told, files=files)
        if "refused" in answer:
            raise Unreadable(answer["refused"], answer.get("facts", {}))
        book = book_of(answer, out)
    if not any(sheet.rows for sheet in book.sheets):
        raise Unreadable("empty", {})
    return book


def book_of(answer: Mapping[str, Any], rows: IO[bytes]) -> Book:
    """Return the book of which an answer tells, its rows in an open file."""
    # Open, it can be read on after whoever made it closed it, and is gone itself when we are.
    kept = Opened(os.dup(rows.fileno()))
    sheets = [
        Sheet(
            sheet["name"],
            KeptRows(kept, sheet["begin"], sheet["end"], _styles(sheet)),
            sheet["hidden"],
            {int(column): cells for column, cells in sheet["cut"].items()},
            sheet["hidden_numbers"],
            frozenset(sheet.get("hidden_columns", ())),
            [(top, left, bottom, right) for top, left, bottom, right in sheet.get("merged", ())],
            [(at, why, first, last, n) for at, why, first, last, n in sheet.get("flaws", ())],
            sheet.get("comments", 0),
        )
        for sheet in answer["sheets"]
    ]
    return Book(answer["kind"], sheets, answer["encoding"])


class Opened:
    """A file that closes when nobody reads it any more, and that many may read at once."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
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

    def __init__(
        self, file: Opened, begin: int, end: int, styles: Mapping[int, Look] | None = None
    ) -> None:
        self.file, self.begin, self.end = file, begin, end
        self.styles = styles or {}
        self.starts = array("Q")
        for line in file.lines(begin, end):
            self.starts.append(begin)
            begin += len(line) + 1

    def pieces(self) -> Iterator[bytes]:
        """Yield the rows as they are kept, piece by piece."""
        for at in range(self.begin, self.end, _PIECE):
            yield os.pread(self.file.descriptor, min(_PIECE, self.end - at), at)

    def numbers(self) -> Iterator[int]:
        """Yield the number of each row, none of whose cells is looked at: it stands first in its line."""
        for line in self.file.lines(self.starts[0], self.end) if self.starts else ():
            yield int(line[1 : line.index(b",")])

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Row]:
        if self.starts:
            for line in self.file.lines(self.starts[0], self.end):
                yield _row(line, self.styles)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        begin, after = self.starts[index], index + 1
        end = self.starts[after] if 0 != after < len(self.starts) else self.end
        return _row(os.pread(self.file.descriptor, end - begin, begin), self.styles)


def _styles(sheet: Mapping[str, Any]) -> dict[int, Look]:
    return {
        number: Look(fill, "", bold, struck)
        for number, fill, bold, struck in sheet.get("styles", ())
    }


def _row(line: bytes, styles: Mapping[int, Look]) -> Row:
    number, cells, hidden, shared, *told = _read(line.decode())[0]
    if list in map(type, cells):
        cells = [_cell(cell) if cell.__class__ is list else cell for cell in cells]
    # Copies of before there were looks have none; nor have most rows.
    looks = {look[0]: _look(styles, *look[1:]) for look in told[0]} if told and told[0] else _PLAIN
    return Row(number, cells, hidden, frozenset(shared) if shared else _ALONE, looks)


_PLAIN: Mapping[int, Look] = MappingProxyType({})
_ALONE = frozenset[int]()


def _look(styles: Mapping[int, Look], style: int, comment: str | None = None) -> Look:
    look = styles.get(style, PLAIN)
    return look if comment is None else replace(look, comment=comment)


def _cell(tagged: list[str]) -> Cell:
    kind, text = tagged
    return date.fromisoformat(text) if kind == "day" else Fault(text)
