"""Read a text file of rows: in which encoding, with which separator."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from imports.sandbox.inside import limits
from imports.sandbox.inside.out import Read, Writer
from imports.spreadsheet.fonts import is_syllable

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ";\t,|"
_SAID = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)
_LINES_LOOKED_AT = 50
_WORD = re.compile(r"[^\s.,;:/()\-'\"!?0-9|<>=]+")
# Text is Vietnamese when so many of its words with marks could be syllables; of old fonts hardly one is.
_SHARE = 0.6


def write_text(path: Path, writer: Writer) -> str:
    """Write the rows of a text file as one sheet; return the encoding it was read in."""
    text, encoding = decode(path.read_bytes())
    said = _SAID.match(text)
    separator = said[1] if said else _separator(text)
    csv.field_size_limit(limits.CELL_LETTERS)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    # The line that names the separator is none of the sheet that Excel shows.
    first = 0 if said else 1
    rows = (Read(number, list(cells)) for number, cells in enumerate(lines, start=first))
    try:
        if said:
            next(rows)
        writer.sheet("", rows, hidden=False)
    except csv.Error as error:
        raise limits.Refused("long") from error
    return encoding


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding; only a Unicode one is certain."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _exactly(data, encoding), encoding
    if b"\0" in data:
        return _unmarked(data)
    try:
        return _exactly(data, "utf-8"), "utf-8"
    except limits.Refused:
        if _is_damaged(data):
            raise
        return _old(data)


def _is_damaged(data: bytes) -> bool:
    """Tell UTF-8 that was cut or mixed from text of before it, in which hardly a letter is UTF-8."""
    letters = [char for char in data.decode("utf-8", "replace") if not char.isascii()]
    return 2 * letters.count("\ufffd") < len(letters)


def _unmarked(data: bytes) -> tuple[str, str]:
    """Read UTF-16 that does not say so: every other byte of plain letters is zero, on one side only."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if min(even, odd) or max(even, odd) < len(data) // 5:
        raise limits.Refused("unknown")
    encoding = "utf-16-le" if odd else "utf-16-be"
    return _exactly(data, encoding), encoding


def _exactly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise limits.Refused("encoding") from error
    if "\0" in text:
        raise limits.Refused("unknown")
    return text


def _old(data: bytes) -> tuple[str, str]:
    """Read bytes of before Unicode: windows-1258 if they make Vietnamese, else as old fonts are kept."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return _exactly(data, "cp1252"), "windows-1252"
    marked = [word for word in _WORD.findall(text) if not word.isascii()]
    if sum(map(is_syllable, marked)) < _SHARE * len(marked):
        return _exactly(data, "cp1252"), "windows-1252"
    return text, "windows-1258"


def _separator(text: str) -> str:
    """Return the sign that cuts the first rows into most pieces, the same number in most of them.

    One comma in each row, behind the number of a decision, counts less than eight tabs.
    """
    text = "\n".join(text.splitlines()[:_LINES_LOOKED_AT])

    def agreement(sign: str) -> int:
        cuts = Counter(cells - 1 for cells in _cells(text, sign))
        return max((rows * signs for signs, rows in cuts.items()), default=0)

    return max(_SEPARATORS, key=agreement)


def _cells(text: str, sign: str) -> Iterator[int]:
    """Yield how many cells each row has, if this sign separates them."""
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            yield len(cells)
    except csv.Error:
        return
