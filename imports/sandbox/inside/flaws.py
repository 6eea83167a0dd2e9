"""What a reader of values does not see in a workbook: hidden rows, error cells, formulas without a result."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import olefile

from imports.sandbox.inside import limits, opendocument
from imports.sandbox.inside.kinds import chunks
from imports.sandbox.inside.looks import Flaws, Spreadsheet, column_of, read_comments
from imports.sandbox.inside.styles import Style, styles_of

# Of an .xlsx, in its XML.
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*)>")
_ERROR = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\b[^>]*(?:/>|>([^<]*)<)|</)"
)
_AT = re.compile(rb"\br=[\"']([A-Z]{0,3})(\d{1,7})[\"']")
# A formula may give empty text if it has a choice, a function of texts, or joins cells alone.
_OF_NUMBERS = rb"ROWS?|COLUMN|YEAR|TODAY|DATE|SUM|SUBTOTAL|COUNTA?|INT|ROUND|MAX|MIN"
_FUNCTION = re.compile(rb"(?<![A-Z])(?!(?:%s)\()[A-Z.]{2,}\(" % _OF_NUMBERS)
_LITERAL = re.compile(rb"(?:&quot;|\")[^\"&]+(?:&quot;|\")")
_TEXT = re.compile(rb"\bt=[\"']str[\"']")
# A cell is cut in two where a chunk ends, unless what follows the last whole cell waits for the next.
_LONGEST_CELL = 1 << 20
# Of an .xls: its records.
_BEGIN, _END, _SHEET, _XLS_ROW, _VALUE, _XLS_FORMULA = 0x809, 0x0A, 0x85, 0x208, 0x205, 0x06
_XLS_COLUMNS, _IS_HIDDEN = 0x7D, 0x01
_HIDDEN, _NO_NUMBER, _IS_ERROR = 0x20, 0xFFFF, 2
# Records of all sheets: some for each cell of a file as large as we take.
MOST_RECORDS = 4_000_000
# The same records wherever they stand, for a file whose tables do not lead to them.
_XLS_ERROR = re.compile(
    rb"\x05\x02\x08\x00.{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01"
    rb"|\x06\x00.\x00.{6}\x02.[\x00\x07\x0f\x17\x1d\x24\x2a].{3}\xff\xff",
    re.DOTALL,
)


def flaws_of(path: Path, kind: str, names: Sequence[str]) -> dict[str, Flaws]:
    """Return the flaws of each sheet by its name; `names` are those of all, in their order."""
    if kind == "xls":
        return dict(zip(names, flaws_in_order(path.read_bytes(), len(names)), strict=True))
    with zipfile.ZipFile(path) as archive:
        if kind == "ods":
            return opendocument.flaws_of(archive)
        parts, styles = _parts_of_sheets(archive), styles_of(archive)
        return {name: _flaws_of_part(archive, part, styles) for name, part in parts.items()}


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


def _flaws_of_part(archive: zipfile.ZipFile, part: str, styles: Mapping[int, Style]) -> Flaws:
    """Read a sheet's XML for what its values do not tell."""
    seen = Spreadsheet(styles)
    flaws = Flaws(looks=seen.looks)
    read_comments(archive, part, seen.looks)
    formulas = _Formulas()
    for text in _whole_cells(archive, part):
        seen.see(text)
        # Most pieces have none of it, which is seen sooner than it is looked for.
        for match in _ROW.finditer(text) if b"hidden=" in text else ():
            if at := _AT.search(match[1]):
                flaws.hidden.add(int(at[2]) - 1)
        for match in _ERROR.finditer(text) if b't="e' in text or b"t='e" in text else ():
            flaws.cells[_place(match[1])] = "error"
        for match in _FORMULA.finditer(text) if b"<f" in text or b":f" in text else ():
            formulas.look(match)
    for place in formulas.unsaved():
        flaws.cells.setdefault(place, "formula")
    return flaws


class _Formulas:
    """Tells formulas whose result was not saved from those that gave empty text."""

    def __init__(self) -> None:
        self.without, self.empty = set[tuple[int, int]](), set[tuple[int, int]]()
        self.results, self.impossible = 0, 0

    def look(self, match: re.Match[bytes]) -> None:
        """Look at the attributes of a cell, its formula, and its result."""
        attributes, formula, result = match.groups()
        if result:
            self.results += 1
        elif result is None or not _TEXT.search(attributes):
            self.without.add(_place(attributes))
        else:
            self.empty.add(_place(attributes))
            self.impossible += _never_empty(formula or b"")

    def unsaved(self) -> set[tuple[int, int]]:
        """Return the cells of those without: all, where none has a result and some cannot have given empty text."""
        return self.without | (self.empty if self.impossible and not self.results else set())


def _never_empty(formula: bytes) -> bool:
    if not formula or _FUNCTION.search(formula):
        return False
    return bool(_LITERAL.search(formula)) if b"&amp;" in formula else formula[:1] != b"#"


def _place(attributes: bytes) -> tuple[int, int]:
    """Return (row, column) of a cell, or refuse a file that does not say where it stands."""
    at = _AT.search(attributes)
    if not at or not at[1]:
        raise limits.Refused("formulas")
    return int(at[2]) - 1, column_of(at[1])


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
            elif kind == _XLS_COLUMNS and struct.unpack_from("<H", body, 8)[0] & _IS_HIDDEN:
                flaws.looks.hide(*struct.unpack_from("<HH", body))
            elif (kind == _VALUE and body[7]) or (kind == _XLS_FORMULA and _is_error(body)):
                flaws.cells[struct.unpack_from("<HH", body)] = "error"
        return flaws


def _is_error(body: bytes) -> bool:
    """Say whether the result of a formula is an error: no number, but a mark and what it marks."""
    return struct.unpack_from("<H", body, 12)[0] == _NO_NUMBER and body[6] == _IS_ERROR
