"""What a reader of values does not see in a sheet's XML: hidden rows, and cells without a value."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from imports.sandbox.inside.archive import chunks
from imports.sandbox.inside.refused import Refused

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


@dataclass
class Flaws:
    """Hidden rows, and cells without a value by (row, column), all from 0."""

    hidden: set[int] = field(default_factory=set)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)


def parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
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


def look_for_flaws(archive: zipfile.ZipFile, part: str) -> Flaws:
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
        raise Refused("formulas")
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
