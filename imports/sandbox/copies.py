"""Our own copy of a file that people sent: its rows as they were read, written anew, packed.

Nothing of the file itself goes into it: no picture, no property, no cached table, nor what is not kept; how cells
look and their comments do, with the same numbers hidden as in cells.
The same rows make the same copy, byte by byte, so that a file that comes again is known.
"""

import gzip
import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from typing import IO, Any

from imports.sandbox.run import KeptRows, book_of
from imports.spreadsheet.book import Book

# A copy of many rows is made while somebody waits for it.
_LEVEL = 4


def pack(book: Book) -> bytes:
    """Return the copy of a book that was read."""
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", _LEVEL, packed, mtime=0) as target:
        target.write(json.dumps(_told(book), ensure_ascii=False).encode() + b"\n")
        for sheet in book.sheets:
            assert isinstance(sheet.rows, KeptRows)  # noqa: S101 - as they were read
            for piece in sheet.rows.pieces():
                target.write(piece)
    return packed.getvalue()


def unpack(file: IO[bytes]) -> Book:
    """Return the book of a copy; its rows stand on disk in a file without a name."""
    with gzip.GzipFile(fileobj=file) as packed, tempfile.TemporaryFile() as rows:
        told = json.loads(packed.readline())
        shutil.copyfileobj(packed, rows)
        rows.flush()
        return book_of(told, rows)


def _told(book: Book) -> Mapping[str, Any]:
    sheets, at = [], 0
    for sheet in book.sheets:
        assert isinstance(sheet.rows, KeptRows)  # noqa: S101 - for mypy
        end = at + sheet.rows.end - sheet.rows.begin
        place = {"begin": at, "end": end, "cut": sheet.cut, "hidden_numbers": sheet.masked}
        looks = {
            "styles": [
                [number, look.fill, look.bold, look.struck]
                for number, look in sheet.rows.styles.items()
            ],
            "hidden_columns": sorted(sheet.hidden_columns),
            "merged": sheet.merged,
            "flaws": sheet.flaws,
            "comments": sheet.comments,
        }
        sheets.append({"name": sheet.name, "hidden": sheet.is_hidden, **place, **looks})
        at = end
    return {"kind": book.kind, "encoding": book.encoding, "sheets": sheets}
