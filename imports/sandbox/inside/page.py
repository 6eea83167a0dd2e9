"""Read the tables of a web page that is called a workbook, as many systems hand their lists out."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from imports.sandbox.inside import limits
from imports.sandbox.inside.laying import Laid, Layer, times
from imports.sandbox.inside.out import Read, Writer
from imports.sandbox.inside.text import decode

_PIECE = 1 << 16
_CELLS, _UNSEEN = {"td", "th"}, {"head", "style", "script", "title", "template"}
# Where these begin or end, so does a line of text outside of tables.
_BLOCKS = {"p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "center", "caption", "table"}
_SPACE = re.compile(r"\s+")
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def write_page(path: Path, writer: Writer) -> str:
    """Write all tables of a page as one sheet, below each other; return the encoding it was read in."""
    text, encoding = decode(path.read_bytes())
    page = _Page()
    if "</table" not in text.lower():
        raise limits.Refused("web_page")
    # Which areas are merged is known once the rows were written.
    writer.sheet("", _rows(page, text), hidden=False, told={"merged": page.layer.merged})
    return encoding


def _rows(page: "_Page", text: str) -> Iterator[Read]:
    for at in range(0, len(text), _PIECE):
        page.feed(text[at : at + _PIECE])
        yield from page.rows
        page.rows.clear()
    page.close()
    yield from page.rows


class _Page(HTMLParser):
    """Follows rows and cells; a table within a cell stands above the row of the cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.layer, self.rows, self.number = Layer(), list[Read](), 0
        self.cells, self.outer = (
            list[Laid](),
            list[tuple[list[Laid], tuple[str, int, int] | None, bool]](),
        )
        self.cell: tuple[str, int, int] | None = None
        self.in_row = False
        self.hidden, self.depth, self.unseen, self.line = False, 0, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell, or what is not seen."""
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self._end_line()
            self.outer.append((self.cells, self.cell, self.hidden))
            self.cells, self.cell, self.depth, self.in_row = [], None, self.depth + 1, False
        elif tag == "tr" and self.depth:
            self._end_row()
            self.in_row = True
            self.hidden = bool(_NOT_SHOWN.search(dict(attrs).get("style") or ""))
        elif tag in _CELLS and self.depth:
            self._end_cell()
            facts = dict(attrs)
            self.cell = ("", times(facts.get("colspan")), times(facts.get("rowspan")))
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """End what began."""
        if tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self.depth:
            self._end_row()
            self.depth -= 1
            self.cells, self.cell, self.hidden = self.outer.pop()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Take in text, of a cell or beside the tables; where a line of the source ends means nothing."""
        if not self.unseen:
            self._add(_SPACE.sub(" ", data))

    def _add(self, data: str) -> None:
        if self.cell is not None:
            text, across, down = self.cell
            self.cell = (self._longer(text, data), across, down)
        elif not self.depth:
            self.line = self._longer(self.line, data)

    @staticmethod
    def _longer(text: str, more: str) -> str:
        if len(text) > limits.CELL_LETTERS:
            raise limits.Refused("long")
        return text + more

    def _break(self) -> None:
        """End a line: within a cell it is white space, outside of tables a row."""
        if self.cell is not None:
            self._add("\n")
        elif not self.depth:
            self._end_line()

    def _end_line(self) -> None:
        if not self.depth and self.line.strip():
            self.cells = [Laid(0, self.line)]
            self._end_row()
        self.line = ""

    def _end_cell(self) -> None:
        if self.cell is not None:
            text, across, down = self.cell
            self.cells.append(Laid(None, text if text.strip() else None, across, down))
            self.cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self.cells or self.in_row:  # An empty row is one, too.
            self.number += 1
            self.rows.append(self.layer.row(self.number, self.cells, hidden=self.hidden))
        self.cells, self.hidden, self.in_row = [], False, False
