"""How the cells of a sheet look: fills, bold, struck through, comments, and which columns are hidden."""

import re
import zipfile
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.parsers import expat

from imports.sandbox.inside import limits
from imports.sandbox.inside.styles import Style, Walk

# Cells of a file of which it is told how they look: more than a file may hold.
MOST = 4_000_000
# Comments of a sheet, and letters of one: what is longer is no mark.
COMMENTS, LETTERS = 20_000, 500
# One style in so many is looked for at once; of more each cell is asked for its own.
_FEW = 60
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^<>]*\bhidden=[\"'](?:1|true)[\"'][^<>]*)>")
_BOUND = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
# As nearly every program writes a cell, its place first; then as any may.
_USUAL = rb"<c r=\"([A-Z]{1,3})(\d{1,7})\"[^<>]*? s=\"(%s)\""
_STYLED = rb"<(?:\w+:)?c\b([^<>]*\bs=[\"'](%s)[\"'][^<>]*)>"
_AT = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_THREADED = re.compile(r"(?s)\[.{0,60}\].{0,400}?(?:Comment|Bình luận|Nhận xét|Ghi chú):\s*")


@dataclass
class Looks:
    """How cells look, by row, column (from 0) and number of the style; comments by (row, column)."""

    styles: dict[int, Style] = field(default_factory=dict)
    rows: array[int] = field(default_factory=lambda: array("I"))
    columns: array[int] = field(default_factory=lambda: array("H"))
    numbers: array[int] = field(default_factory=lambda: array("H"))
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)

    def add(self, row: int, column: int, number: int) -> None:
        """Note how a cell looks; what stands beyond the columns that we take does not matter."""
        if column < limits.COLUMNS and number in self.styles and len(self.rows) < MOST:
            self.rows.append(row)
            self.columns.append(column)
            self.numbers.append(number)

    def comment(self, row: int, column: int, text: str) -> None:
        """Note what somebody wrote beside a cell."""
        if text.strip() and len(self.comments) < COMMENTS:
            self.comments[row, column] = text.strip()[:LETTERS]

    def hide(self, first: int, last: int) -> None:
        """Note that columns are hidden."""
        self.hidden_columns.update(range(max(first, 0), min(last + 1, limits.COLUMNS)))


@dataclass
class Flaws:
    """Hidden rows, and cells without a value by (row, column), all from 0; how the cells look."""

    hidden: set[int] = field(default_factory=set)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)


class Spreadsheet:
    """Looks for them in the XML of one sheet of an .xlsx, piece by piece."""

    def __init__(self, styles: Mapping[int, Style]) -> None:
        self.looks, self.had_values = Looks(dict(styles)), True
        wanted = b"|".join(b"%d" % number for number in styles)
        numbers = wanted if len(styles) <= _FEW else rb"\d{1,5}"
        self.usual, self.styled = re.compile(_USUAL % numbers), re.compile(_STYLED % numbers)
        self.columns = dict[bytes, int]()

    def see(self, text: bytes) -> None:
        """Look through whole cells."""
        if b"<col" in text or b":col" in text:
            for match in _COLUMN.finditer(text):
                bounds = {name: int(number) for name, number in _BOUND.findall(match[1])}
                self.looks.hide(bounds.get(b"min", 1) - 1, bounds.get(b"max", 1) - 1)
        # Of empty rows nobody asks how they look, and there may be a million. A row may go on in the next piece.
        has_values = any(one in text for one in (b"<v", b":v", b"<is", b":is"))
        may_matter, self.had_values = has_values or self.had_values, has_values
        if not self.looks.styles or not may_matter:
            return
        is_usual = text.count(b"<c ") == text.count(b'<c r="') and b":c " not in text
        for letters, row, number in self.usual.findall(text) if is_usual else self._any(text):
            column = self.columns.get(letters)
            if column is None:
                column = self.columns[letters] = column_of(letters)
            self.looks.add(int(row) - 1, column, int(number))

    def _any(self, text: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
        for match in self.styled.finditer(text):
            if at := _AT.search(match[1]):
                yield at[1], at[2], match[2]


def column_of(letters: bytes) -> int:
    """Return the number of a column, from 0, by its letters."""
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column - 1


def read_comments(archive: zipfile.ZipFile, part: str, looks: Looks) -> None:
    """Read what stands in the comments of a sheet; what cannot be read is none."""
    path = PurePosixPath(part)
    relations = str(path.parent / "_rels" / f"{path.name}.rels")
    names = set(archive.namelist())
    if relations not in names:
        return
    try:
        targets = _Targets(archive, relations).found
        # What a newer Excel writes says better what its copy for older ones says, too.
        for target in sorted(targets, key=lambda one: "threaded" in one.lower()):
            place = _resolved(path.parent, target)
            if "comment" in target.lower() and place in names and place.endswith(".xml"):
                _Comments(archive, place, looks)
    except (expat.ExpatError, ValueError, LookupError):
        return


def _resolved(folder: PurePosixPath, target: str) -> str:
    found = list[str]()
    for piece in (PurePosixPath("/") / folder / target).parts[1:]:
        if piece == "..":
            found = found[:-1]
        else:
            found.append(piece)
    return "/".join(found)


class _Targets(Walk):
    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        self.found = list[str]()
        super().__init__(archive, part)

    def begin(self, name: str, facts: Mapping[str, str]) -> None:
        if name == "Relationship":
            self.found.append(facts.get("Target", ""))


class _Comments(Walk):
    """The comments of a sheet, old and threaded; the name of who wrote one is left out."""

    def __init__(self, archive: zipfile.ZipFile, part: str, looks: Looks) -> None:
        self.looks, self.authors = looks, set[str]()
        self.text, self.place, self.hears = "", b"", False
        self.threads = dict[bytes, str]()
        super().__init__(archive, part)

    def begin(self, name: str, facts: Mapping[str, str]) -> None:
        if name in {"comment", "threadedComment"}:
            self.text, self.place = "", facts.get("ref", "").encode()
        elif name == "author":
            self.text = ""
        self.hears = name in {"t", "text", "author"}

    def hear(self, text: str) -> None:
        if self.hears and len(self.text) < 8 * LETTERS:
            self.text += text

    def end(self, name: str) -> None:
        self.hears = False
        if name == "author":
            self.authors.add(self.text.strip())
        elif name == "comment":
            self._note(self._without_author())
        elif name == "threadedComment":
            said = " ".join(filter(None, (self.threads.get(self.place), self.text.strip())))
            self.threads[self.place] = said
            self._note(said)

    def _note(self, text: str) -> None:
        if at := _PLACE.fullmatch(self.place):
            self.looks.comment(int(at[2]) - 1, column_of(at[1]), text)

    def _without_author(self) -> str:
        """Return a comment without the line that names its author, as Excel begins each."""
        first, _, rest = self.text.strip().partition("\n")
        if first.rstrip().endswith(":") and first.rstrip(": ").strip() in self.authors:
            return rest
        return _THREADED.sub("", self.text, count=1)
