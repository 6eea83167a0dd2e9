"""What a reader of values does not see in an .ods: hidden parts, flaws, and how the cells look."""

import re
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from imports.sandbox.inside import limits
from imports.sandbox.inside.kinds import chunks
from imports.sandbox.inside.looks import LETTERS, Flaws, Looks
from imports.sandbox.inside.styles import Style, Walk, said

_CONTENT, _STYLES = "content.xml", "styles.xml"
_TABLE, _ROW, _COLUMN, _NOTE = "table", "table-row", "table-column", "annotation"
_CELLS = {"table-cell", "covered-table-cell"}
_OPENED = {_TABLE, _ROW, _COLUMN, _NOTE, *_CELLS}
# Cells with a flaw in one file: beyond that it is no sheet that somebody can mend.
_MOST_FLAWS = 100_000
# What an older program leaves of an error: its words, beside a value that means nothing.
_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
_LONGEST_ERROR = 16


def flaws_of(archive: zipfile.ZipFile) -> dict[str, Flaws]:
    """Return the flaws of each sheet by its name, read piece by piece without a tree."""
    styles = dict[str, Style]()
    for part in (_STYLES, _CONTENT):
        try:
            if part in archive.namelist():
                styles |= _Styles(archive, part, styles).found
        except (expat.ExpatError, ValueError, LookupError):
            styles = {}
    reader = _OpenDocument(styles)
    for piece in chunks(archive, _CONTENT):
        reader.parser.Parse(piece, False)  # noqa: FBT003 - the name has no keyword
    reader.parser.Parse(b"", True)  # noqa: FBT003 - the library's
    return reader.sheets


class _Styles(Walk):
    """What the styles of cells say; each has what the one it is made from says, unless it says otherwise."""

    def __init__(self, archive: zipfile.ZipFile, part: str, before: Mapping[str, Style]) -> None:
        self.found, self.name = dict(before), ""
        super().__init__(archive, part)

    def begin(self, name: str, facts: Mapping[str, str]) -> None:
        self.done = self.done or name == "body"
        if name not in {"style", "table-cell-properties", "text-properties"}:
            return
        plain = {key.rpartition(":")[2]: value for key, value in facts.items()}
        if name == "style":
            of_cells = plain.get("family") == "table-cell"
            self.name = plain.get("name", "") if of_cells else ""
            if self.name:
                self.found[self.name] = self.found.get(plain.get("parent-style-name", ""), Style())
        elif self.name and self.path[-2] == "style":
            self.found[self.name] = _with(self.found[self.name], plain)


def _with(style: Style, facts: Mapping[str, str]) -> Style:
    fill = said(facts["background-color"]) if "background-color" in facts else style.fill
    weight, line = facts.get("font-weight"), facts.get("text-line-through-style")
    return Style(
        fill,
        style.bold if weight is None else weight in {"bold", "600", "700", "800", "900"},
        style.struck if line is None else line != "none",
    )


class _OpenDocument:
    """Follows rows and cells by their numbers, repeated ones included; tables within cells are passed over."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        told = dict(enumerate(dict.fromkeys(filter(any, styles.values())), start=1))
        by_style = {style: number for number, style in told.items()}
        self.styles = told
        self.numbers = {name: by_style.get(style, 0) for name, style in styles.items()}
        self.sheets: dict[str, Flaws] = {}
        self.flaws = Flaws()
        self.found = self.depth = self.row = self.column = 0
        self.repeated, self.hidden, self.filled = 1, False, False
        self.flawed: dict[int, str] = {}
        self.looks: list[tuple[int, int, int]] = []
        self.notes: dict[int, str] = {}
        self.defaults: list[tuple[int, str]] = []
        self.of_row, self.note, self.in_note = "", "", False
        self.text, self.width = "", 1
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin a sheet, a column, a row, a cell or what is written beside it."""
        name = tag.rpartition(":")[2]
        if name == _TABLE:
            self.depth += 1
        if self.depth != 1 or name not in _OPENED or self.in_note:
            return
        facts = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == _TABLE:
            new = Flaws(looks=Looks(self.styles))
            self.flaws, self.row = self.sheets.setdefault(facts.get("name", ""), new), 0
            self.column, self.defaults = 0, []
        elif name == _COLUMN:
            self._begin_column(facts)
        elif name == _ROW:
            self._begin_row(facts)
        elif name == _NOTE:
            self.note, self.in_note = "", True
            self.parser.CharacterDataHandler = self._hear_note
        else:
            self.width = _times(facts, "number-columns-repeated")
            self._judge(attributes, facts)
            self._look(facts)

    def _begin_column(self, facts: Mapping[str, str]) -> None:
        first, self.column = self.column, self.column + _times(facts, "number-columns-repeated")
        if facts.get("visibility", "visible") != "visible":
            self.flaws.looks.hide(first, self.column - 1)
        self.defaults.append((self.column, facts.get("default-cell-style-name", "")))

    def _begin_row(self, facts: Mapping[str, str]) -> None:
        self.column, self.flawed, self.filled = 0, {}, False
        self.looks, self.notes = [], {}
        self.repeated = _times(facts, "number-rows-repeated")
        self.hidden = facts.get("visibility", "visible") != "visible"
        self.of_row = facts.get("default-cell-style-name", "")

    def _look(self, facts: Mapping[str, str]) -> None:
        """Note how a cell looks: by its own style, or that of its row or column."""
        name = facts.get("style-name") or self.of_row
        if not name:
            name = next((one for end, one in self.defaults if end > self.column), "")
        if number := self.numbers.get(name, 0):
            self.looks.append((self.column, self.column + self.width, number))

    def _hear_note(self, text: str) -> None:
        if len(self.note) < 4 * LETTERS:
            self.note += text

    def _judge(self, attributes: Mapping[str, str], facts: Mapping[str, str]) -> None:
        """See whether a cell is an error, has no result, or must be told by its words."""
        told = [value for key, value in attributes.items() if key.endswith(":value-type")]
        self.filled = self.filled or bool(told) or "formula" in facts
        if "error" in told:
            self._flaw("error")
        elif "formula" in facts:
            if not told:
                self._flaw("formula")
            self.text, self.parser.CharacterDataHandler = "", self._hear

    def _hear(self, text: str) -> None:
        self.text = (self.text + text)[: _LONGEST_ERROR + 1]

    def _flaw(self, flaw: str) -> None:
        for column in range(self.column, min(self.column + self.width, limits.COLUMNS + 1)):
            self.flawed[column] = flaw

    def end(self, tag: str) -> None:
        """End a sheet, a row or a cell."""
        name = tag.rpartition(":")[2]
        if self.in_note:
            self._end_in_note(name)
            return
        if self.depth == 1 and name in _CELLS:
            if self.parser.CharacterDataHandler and _ERROR.fullmatch(self.text.strip()):
                self._flaw("error")
            self.parser.CharacterDataHandler = None
            self.column += self.width
        elif self.depth == 1 and name == _ROW:
            self._end_row()
        if name == _TABLE:
            self.depth -= 1

    def _end_in_note(self, name: str) -> None:
        """End a paragraph of a comment, or all of it; who wrote it and when is no part of it."""
        if name in {"creator", "date", "date-string"}:
            self.note = ""
        elif name == _NOTE:
            self.in_note = False
            self.parser.CharacterDataHandler = None
            self.notes[self.column] = self.note
        elif name == "p":
            self._hear_note(" ")

    def _end_row(self) -> None:
        rows = range(self.row, min(self.row + self.repeated, limits.SHEET_ROWS))
        self.found += len(rows) * len(self.flawed)
        if self.found > _MOST_FLAWS:
            raise limits.Refused("errors")
        for row in rows if self.flawed else ():
            self.flaws.cells.update({(row, column): flaw for column, flaw in self.flawed.items()})
        # Rows to the end of the sheet are often hidden: those without anything are never asked about.
        if self.hidden and self.filled:
            self.flaws.hidden.update(rows)
        if self.filled:
            self._end_looks(rows)
        self.row += self.repeated

    def _end_looks(self, rows: range) -> None:
        looks = self.flaws.looks
        for row in rows:
            for first, end, number in self.looks:
                for column in range(first, min(end, limits.COLUMNS)):
                    looks.add(row, column, number)
            for column, text in self.notes.items():
                looks.comment(row, column, text)


def _times(facts: Mapping[str, str], name: str) -> int:
    """Return how often a row or cell is repeated; refuse what is no number of times."""
    times = int(facts.get(name, "1"))
    if times < 1:
        raise limits.Refused("broken")
    return times
