"""What a reader of values does not see in an .ods: hidden rows, errors, formulas without a result."""

import re
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from imports.sandbox.inside import limits
from imports.sandbox.inside.archive import chunks
from imports.sandbox.inside.flaws import Flaws
from imports.sandbox.inside.refused import Refused

CONTENT = "content.xml"
_TABLE, _ROW = "table", "table-row"
_CELLS = {"table-cell", "covered-table-cell"}
# Cells with a flaw in one file: beyond that it is no sheet that somebody can mend.
MOST = 100_000
# What an older program leaves of an error: its words, beside a value that means nothing.
_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
_LONGEST = 16


def flaws_of_sheets(archive: zipfile.ZipFile) -> dict[str, Flaws]:
    """Return the flaws of each sheet by its name, read piece by piece without a tree."""
    reader = _Reader()
    for piece in chunks(archive, CONTENT):
        reader.parser.Parse(piece, False)  # noqa: FBT003 - the name has no keyword
    reader.parser.Parse(b"", True)  # noqa: FBT003
    return reader.sheets


class _Reader:
    """Follows rows and cells by their numbers, repeated ones included; tables within cells are passed over."""

    def __init__(self) -> None:
        self.sheets: dict[str, Flaws] = {}
        self.flaws = Flaws()
        self.found = self.depth = self.row = self.column = 0
        self.repeated, self.hidden, self.filled = 1, False, False
        self.flawed: dict[int, str] = {}
        self.text, self.width = "", 1
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin a sheet, a row or a cell."""
        name = tag.rpartition(":")[2]
        if name == _TABLE:
            self.depth += 1
        if self.depth != 1 or name not in {_TABLE, _ROW, *_CELLS}:
            return
        facts = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == _TABLE:
            self.flaws, self.row = self.sheets.setdefault(facts.get("name", ""), Flaws()), 0
        elif name == _ROW:
            self.column, self.flawed, self.filled = 0, {}, False
            self.repeated = _times(facts, "number-rows-repeated")
            self.hidden = facts.get("visibility", "visible") != "visible"
        else:
            self.width = _times(facts, "number-columns-repeated")
            self._judge(attributes, facts)

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
        self.text = (self.text + text)[: _LONGEST + 1]

    def _flaw(self, flaw: str) -> None:
        for column in range(self.column, min(self.column + self.width, limits.COLUMNS + 1)):
            self.flawed[column] = flaw

    def end(self, tag: str) -> None:
        """End a sheet, a row or a cell."""
        name = tag.rpartition(":")[2]
        if self.depth == 1 and name in _CELLS:
            if self.parser.CharacterDataHandler and _ERROR.fullmatch(self.text.strip()):
                self._flaw("error")
            self.parser.CharacterDataHandler = None
            self.column += self.width
        elif self.depth == 1 and name == _ROW:
            self._end_row()
        if name == _TABLE:
            self.depth -= 1

    def _end_row(self) -> None:
        rows = range(self.row, min(self.row + self.repeated, limits.SHEET_ROWS))
        self.found += len(rows) * len(self.flawed)
        if self.found > MOST:
            raise Refused("errors")
        for row in rows if self.flawed else ():
            self.flaws.cells.update({(row, column): flaw for column, flaw in self.flawed.items()})
        # Rows to the end of the sheet are often hidden: those without anything are never asked about.
        if self.hidden and self.filled:
            self.flaws.hidden.update(rows)
        self.row += self.repeated


def _times(facts: Mapping[str, str], name: str) -> int:
    """Return how often a row or cell is repeated; refuse what is no number of times."""
    times = int(facts.get(name, "1"))
    if times < 1:
        raise Refused("broken")
    return times
