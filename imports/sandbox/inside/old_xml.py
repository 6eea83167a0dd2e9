"""Read a workbook in the XML of Excel 2003."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.parsers import expat

from imports.sandbox.inside import limits
from imports.sandbox.inside.kinds import DECLARED
from imports.sandbox.inside.laying import Laid, Layer, times
from imports.sandbox.inside.looks import LETTERS
from imports.sandbox.inside.out import Read, Writer
from imports.sandbox.inside.styles import said

_PIECE = 1 << 16


def write_sheets(path: Path, writer: Writer) -> None:
    """Write every sheet."""
    data = path.read_bytes()
    if DECLARED.search(data.replace(b"\0", b"")):
        raise limits.Refused("entities")
    book = _Book()
    try:
        for at in range(0, len(data), _PIECE):
            book.parser.Parse(data[at : at + _PIECE], False)  # noqa: FBT003 - the name has no keyword
        book.parser.Parse(b"", True)  # noqa: FBT003 - the library's
    except expat.ExpatError as error:
        raise limits.Refused("broken") from error
    if not book.sheets:
        raise limits.Refused("empty")
    for sheet in book.sheets:
        told = {
            "styles": [[number, *style] for number, style in enumerate(book.styles.values())],
            "hidden_columns": sorted(sheet.hidden_columns),
            "comments": sum(len(one) > 2 for row in sheet.rows for one in row.looks),
            "merged": sheet.layer.merged,
        }
        writer.sheet(sheet.name, iter(sheet.rows), hidden=sheet.is_hidden, told=told)


class _Sheet:
    def __init__(self, name: str) -> None:
        self.name, self.is_hidden = name, False
        self.layer, self.rows = Layer(), list[Read]()
        self.hidden_columns = set[int]()
        self.number = self.column = self.cells_found = 0


class _Book:
    """Follows styles, sheets, rows and cells."""

    def __init__(self) -> None:
        self.sheets = list[_Sheet]()
        self.styles, self.names = dict[str, list[Any]](), dict[str, int]()
        self.cells, self.hidden = list[Laid](), False
        self.cell: Laid | None = None
        self.text, self.kind, self.in_comment, self.comment = "", "", False, ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2]
        begin = getattr(self, f"_begin_{name.lower()}", None)
        if begin is not None:
            begin({key.rpartition(":")[2]: value for key, value in attributes.items()})

    def _begin_style(self, facts: Mapping[str, str]) -> None:
        if name := facts.get("ID"):
            self.names[name] = len(self.styles)
            self.styles[name] = list(self.styles.get(facts.get("Parent", ""), ["", False, False]))

    def _begin_interior(self, facts: Mapping[str, str]) -> None:
        if self.styles and facts.get("Pattern") == "Solid":
            self.styles[next(reversed(self.styles))][0] = said(facts.get("Color", ""))

    def _begin_font(self, facts: Mapping[str, str]) -> None:
        if self.styles and not self.sheets:
            style = self.styles[next(reversed(self.styles))]
            style[1:] = [facts.get("Bold") == "1", facts.get("StrikeThrough") == "1"]

    def _begin_worksheet(self, facts: Mapping[str, str]) -> None:
        if len(self.sheets) >= limits.SHEETS:
            raise limits.Refused("sheets", sheets=limits.SHEETS)
        self.sheets.append(_Sheet(facts.get("Name", "")))

    def _begin_column(self, facts: Mapping[str, str]) -> None:
        sheet = self.sheets[-1]
        first = times(facts["Index"]) - 1 if "Index" in facts else sheet.column
        sheet.column = first + 1 + (times(facts.get("Span")) if "Span" in facts else 0)
        if facts.get("Hidden") == "1":
            sheet.hidden_columns.update(range(first, min(sheet.column, limits.COLUMNS)))

    def _begin_row(self, facts: Mapping[str, str]) -> None:
        sheet = self.sheets[-1]
        sheet.number = times(facts["Index"]) if "Index" in facts else sheet.number + 1
        self.cells, self.hidden = [], facts.get("Hidden") == "1"

    def _begin_cell(self, facts: Mapping[str, str]) -> None:
        self.text, self.kind, self.comment = "", "", ""
        column = times(facts["Index"]) - 1 if "Index" in facts else None
        across = times(facts.get("MergeAcross")) + 1 if facts.get("MergeAcross", "0") != "0" else 1
        down = times(facts.get("MergeDown")) + 1 if facts.get("MergeDown", "0") != "0" else 1
        flaw = ["flaw", "formula"] if "Formula" in facts else None
        number = self.names.get(facts.get("StyleID", ""), -1)
        looks = number >= 0 and any(list(self.styles.values())[number])
        self.cell = Laid(column, flaw, across, down, number if looks else -1)

    def _begin_data(self, facts: Mapping[str, str]) -> None:
        self.text = ""
        self.kind = self.kind if self.in_comment else facts.get("Type", "String")
        self.parser.CharacterDataHandler = self._hear

    def _begin_comment(self, facts: Mapping[str, str]) -> None:
        self.in_comment = True

    def _begin_visible(self, facts: Mapping[str, str]) -> None:
        self.parser.CharacterDataHandler, self.text = self._hear, ""

    def _hear(self, text: str) -> None:
        if len(self.text) > limits.CELL_LETTERS:
            raise limits.Refused("long")
        self.text += text

    def _end(self, tag: str) -> None:
        end = getattr(self, f"_end_{tag.rpartition(':')[2].lower()}", None)
        if end is not None:
            end()

    def _end_data(self) -> None:
        self.parser.CharacterDataHandler = None
        if self.in_comment:
            self.comment = self.text.strip()[:LETTERS]
        elif self.cell is not None:
            self.cell = replace(self.cell, value=_value(self.text, self.kind))

    def _end_comment(self) -> None:
        self.in_comment = False

    def _end_visible(self) -> None:
        self.parser.CharacterDataHandler = None
        if self.sheets and self.text.strip() in {"SheetHidden", "SheetVeryHidden"}:
            self.sheets[-1].is_hidden = True

    def _end_cell(self) -> None:
        if self.cell is not None:
            self.cells.append(replace(self.cell, comment=self.comment))
            self.cell = None

    def _end_row(self) -> None:
        sheet = self.sheets[-1]
        row = sheet.layer.row(sheet.number, self.cells, hidden=self.hidden)
        if any(value is not None for value in row.cells):
            sheet.rows.append(row)


def _value(text: str, kind: str) -> Any:
    if kind == "Error":
        return ["flaw", "error"]
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "DateTime" and len(text) >= 10:
        return ["day", text[:10]]
    if kind == "Number":
        try:
            return float(text)
        except ValueError:
            return text
    return text or None
