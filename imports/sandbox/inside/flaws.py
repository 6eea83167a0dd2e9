"""What a reader of values does not see in a workbook: hidden rows, error cells, formulas without a result."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET
from xml.parsers import expat

import olefile

from imports.sandbox.inside import limits
from imports.sandbox.inside.kinds import chunks

# Of an .xlsx, in its XML.
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*)>")
_ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\b[^>]*(?:/>|>([^<]*)<)|</)"
)
_AT = re.compile(rb"\br=[\"']([A-Z]{0,3})(\d{1,7})[\"']")
_TEXT = re.compile(rb"\bt=[\"']str[\"']")
# A cell is cut in two where a chunk ends, unless what follows the last whole cell waits for the next.
_LONGEST_CELL = 1 << 20
# Of an .ods.
_CONTENT = "content.xml"
_ODS_TABLE, _ODS_ROW = "table", "table-row"
_ODS_CELLS = {"table-cell", "covered-table-cell"}
# Cells with a flaw in one file: beyond that it is no sheet that somebody can mend.
_MOST_FLAWS = 100_000
# What an older program leaves of an error: its words, beside a value that means nothing.
_ODS_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:\d{3}")
_LONGEST_ERROR = 16
# Of an .xls: its records.
_BEGIN, _END, _SHEET, _XLS_ROW, _VALUE, _XLS_FORMULA = 0x809, 0x0A, 0x85, 0x208, 0x205, 0x06
_HIDDEN, _NO_NUMBER, _IS_ERROR = 0x20, 0xFFFF, 2
# Records of all sheets: some for each cell of a file as large as we take.
MOST_RECORDS = 4_000_000
# The same records wherever they stand, for a file whose tables do not lead to them.
_XLS_ERROR = re.compile(
    rb"\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01"
    rb"|\x06\x00.\x00.{6}\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff",
    re.DOTALL,
)


@dataclass
class Flaws:
    """Hidden rows, and cells without a value by (row, column), all from 0."""

    hidden: set[int] = field(default_factory=set)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)


def flaws_of(path: Path, kind: str, names: Sequence[str]) -> dict[str, Flaws]:
    """Return the flaws of each sheet by its name; `names` are those of all, in their order."""
    if kind == "xls":
        return dict(zip(names, flaws_in_order(path.read_bytes(), len(names)), strict=True))
    with zipfile.ZipFile(path) as archive:
        if kind == "ods":
            return _flaws_of_ods(archive)
        parts = _parts_of_sheets(archive)
        return {name: _flaws_of_part(archive, part) for name, part in parts.items()}


def _parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part that holds each sheet, by the sheet's name."""
    targets = {
        node.attrib.get("Id", ""): node.attrib.get("Target", "")
        for node in ET.fromstring(archive.read(_RELATIONS)).iter()  # noqa: S314 - judged: it declares no entities
    }
    found = {}
    for node in ET.fromstring(archive.read(_WORKBOOK)).iter():  # noqa: S314 - likewise
        if node.tag.rpartition("}")[2] == "sheet":
            ids = [value for key, value in node.attrib.items() if key.endswith("}id")]
            target = targets.get(ids[0] if ids else "", "")
            found[node.attrib.get("name", "")] = str(PurePosixPath("/xl") / target).lstrip("/")
    return found


def _flaws_of_part(archive: zipfile.ZipFile, part: str) -> Flaws:
    """Read a sheet's XML for what its values do not tell."""
    flaws = Flaws()
    for text in _whole_cells(archive, part):
        for match in _ROW.finditer(text):
            if at := _AT.search(match[1]):
                flaws.hidden.add(int(at[2]) - 1)
        for match in _ERROR.finditer(text):
            flaws.cells[_place(match[1])] = "error"
        for match in _FORMULA.finditer(text):
            if not match[2] and not (match[2] is not None and _TEXT.search(match[1])):
                flaws.cells.setdefault(_place(match[1]), "formula")
    return flaws


def _place(attributes: bytes) -> tuple[int, int]:
    """Return (row, column) of a cell, or refuse a file that does not say where it stands."""
    at = _AT.search(attributes)
    if not at or not at[1]:
        raise limits.Refused("formulas")
    column = 0
    for letter in at[1]:
        column = column * 26 + letter - ord("A") + 1
    return int(at[2]) - 1, column - 1


def _whole_cells(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    waiting = b""
    for piece in chunks(archive, part):
        text = waiting + piece
        end = max(text.rfind(b"<row"), text.rfind(b"<c "), text.rfind(b":row"), text.rfind(b":c "))
        end = text.rfind(b"<", 0, end + 1) if end > 0 else 0
        if end <= 0 and len(text) < _LONGEST_CELL:
            waiting = text
            continue
        yield text[:end] if end > 0 else text
        waiting = text[end:] if end > 0 else b""
    yield waiting


def _flaws_of_ods(archive: zipfile.ZipFile) -> dict[str, Flaws]:
    """Return the flaws of each sheet by its name, read piece by piece without a tree."""
    reader = _OpenDocument()
    for piece in chunks(archive, _CONTENT):
        reader.parser.Parse(piece, False)  # noqa: FBT003 - the name has no keyword
    reader.parser.Parse(b"", True)  # noqa: FBT003
    return reader.sheets


class _OpenDocument:
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
        if name == _ODS_TABLE:
            self.depth += 1
        if self.depth != 1 or name not in {_ODS_TABLE, _ODS_ROW, *_ODS_CELLS}:
            return
        facts = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == _ODS_TABLE:
            self.flaws, self.row = self.sheets.setdefault(facts.get("name", ""), Flaws()), 0
        elif name == _ODS_ROW:
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
        self.text = (self.text + text)[: _LONGEST_ERROR + 1]

    def _flaw(self, flaw: str) -> None:
        for column in range(self.column, min(self.column + self.width, limits.COLUMNS + 1)):
            self.flawed[column] = flaw

    def end(self, tag: str) -> None:
        """End a sheet, a row or a cell."""
        name = tag.rpartition(":")[2]
        if self.depth == 1 and name in _ODS_CELLS:
            if self.parser.CharacterDataHandler and _ODS_ERROR.fullmatch(self.text.strip()):
                self._flaw("error")
            self.parser.CharacterDataHandler = None
            self.column += self.width
        elif self.depth == 1 and name == _ODS_ROW:
            self._end_row()
        if name == _ODS_TABLE:
            self.depth -= 1

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
        self.row += self.repeated


def _times(facts: Mapping[str, str], name: str) -> int:
    """Return how often a row or cell is repeated; refuse what is no number of times."""
    times = int(facts.get(name, "1"))
    if times < 1:
        raise limits.Refused("broken")
    return times


def _stream_of(data: bytes) -> bytes:
    """Return the stream of records out of the compound file (OLE) in which an .xls stands."""
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        named = file.root.kids_dict
        entry = named["workbook"] if "workbook" in named else named["book"]
        if entry.size > len(data):
            raise ValueError("larger than its file")
        stream = bytes(file.openstream(entry.name).read())
        # The library follows a chain as far as the size goes, even in a circle.
        table = file.minifat if entry.is_minifat else file.fat
        sector = entry.isectStart
        for _ in range(len(table) + 1):
            if sector >= olefile.MAXREGSECT:
                return stream
            sector = table[sector]
        raise ValueError("a chain without an end")


def flaws_in_order(data: bytes, sheets: int) -> list[Flaws]:
    """Return the flaws of each of so many sheets, in the order in which the workbook names them.

    Refuses a file with error cells that does not lead to them: they would read as blanks.
    """
    try:
        book = _OldWorkbook(_stream_of(data))
        found = [book.flaws_from(at) for at in book.sheets]
    except (OSError, ValueError, LookupError, OverflowError, RecursionError, struct.error):
        found = []
    if len(found) == sheets:
        return found
    if _XLS_ERROR.search(data):
        raise limits.Refused("errors")
    return [Flaws()] * sheets


class _OldWorkbook:
    """The stream of records of a workbook; those of each sheet begin where the workbook says."""

    def __init__(self, stream: bytes) -> None:
        self.stream, self.left = stream, MOST_RECORDS
        named = (body for kind, body in self._records(0) if kind == _SHEET)
        self.sheets = [struct.unpack_from("<I", body)[0] for body in named]

    def _records(self, at: int) -> Iterator[tuple[int, bytes]]:
        """Yield the records of one part, but not those of charts within; raise ValueError without its end."""
        depth = 0
        while True:
            kind, length = struct.unpack_from("<HH", self.stream, at)
            at += 4 + length
            self.left -= 1
            if self.left < 0:
                raise ValueError("too many records")
            depth += (kind == _BEGIN) - (kind == _END)
            if depth < 1:
                return
            if depth == 1:
                yield kind, self.stream[at - length : at]

    def flaws_from(self, at: int) -> Flaws:
        """Return the flaws of the sheet that begins there."""
        flaws = Flaws()
        for kind, body in self._records(at):
            if kind == _XLS_ROW and struct.unpack_from("<H", body, 12)[0] & _HIDDEN:
                flaws.hidden.add(struct.unpack_from("<H", body)[0])
            elif (kind == _VALUE and body[7]) or (kind == _XLS_FORMULA and _is_error(body)):
                flaws.cells[struct.unpack_from("<HH", body)] = "error"
        return flaws


def _is_error(body: bytes) -> bool:
    """Say whether the result of a formula is an error: no number, but a mark and what it marks."""
    return struct.unpack_from("<H", body, 12)[0] == _NO_NUMBER and body[6] == _IS_ERROR
