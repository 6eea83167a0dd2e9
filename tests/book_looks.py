"""How a workbook looks and prints, read from its parts: lines, fills, widths, pages, sizes of letters on paper."""

import io
import re
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Points of paper between the margins; A4 is so many inches wide and high.
A4 = (8.27, 11.69)
LETTERS = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True)
class Cell:
    """A cell: its row and column from 0, its value as written, and how it looks."""

    row: int
    column: int
    value: str
    is_ruled: bool
    is_filled: bool
    is_bold: bool
    wraps: bool
    form: str
    size: float


class Sheet:
    """One sheet of a workbook as it is printed."""

    def __init__(self, name, tree, styles, titles):
        self.name, self.tree = name, tree
        self.cells = [_cell(one, styles) for one in tree.iter(f"{MAIN}c")]
        self.widths = _widths(tree)
        self.setup = tree.find(f"{MAIN}pageSetup").attrib
        self.is_fitted = tree.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr") is not None
        self.breaks = [int(one.get("id")) for one in tree.iterfind(f"{MAIN}colBreaks/{MAIN}brk")]
        self.titles = titles
        self.heights = {
            int(row.get("r")) - 1: float(row.get("ht"))
            for row in tree.iter(f"{MAIN}row")
            if row.get("ht")
        }
        self.merged = {one.get("ref") for one in tree.iter(f"{MAIN}mergeCell")}
        found = tree.find(f"{MAIN}autoFilter")
        self.filter = found.get("ref") if found is not None else ""

    def at(self, row):
        """Return the cells of a row by their columns."""
        return {cell.column: cell for cell in self.cells if cell.row == row}

    @property
    def footer(self):
        """What stands below each page."""
        return self.tree.findtext(f"{MAIN}headerFooter/{MAIN}oddFooter") or ""

    @property
    def header(self):
        """What stands above each page."""
        return self.tree.findtext(f"{MAIN}headerFooter/{MAIN}oddHeader") or ""

    @property
    def frozen(self):
        """How many columns and rows stay in sight."""
        pane = self.tree.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
        if pane is None:
            return 0, 0
        return int(float(pane.get("xSplit", 0))), int(float(pane.get("ySplit", 0)))

    @property
    def room(self):
        """Points between the margins of its page."""
        margins = self.tree.find(f"{MAIN}pageMargins").attrib
        inches = A4[1] if self.setup.get("orientation") == "landscape" else A4[0]
        return (inches - float(margins["left"]) - float(margins["right"])) * 72

    @property
    def pages(self):
        """The points of the columns on each page, side by side, at full size."""
        last = max((cell.column for cell in self.cells), default=0)
        widths = [self.widths.get(at, 48.0) for at in range(last + 1)]
        kept = self.kept
        starts = [0, *self.breaks, len(widths)]
        return [
            sum(widths[start:end]) + (sum(widths[:kept]) if start else 0)
            for start, end in pairwise(starts)
        ]

    @property
    def kept(self):
        """How many columns are repeated on each page."""
        found = re.search(r"\$A:\$([A-Z]+)", self.titles)
        return _number(found.group(1)) + 1 if found else 0

    @property
    def scale(self):
        """How much smaller its letters are printed."""
        if self.is_fitted:
            return min(1.0, self.room / max(self.pages))
        return int(self.setup.get("scale", 100)) / 100

    @property
    def points(self):
        """The smallest letters on paper."""
        return min(cell.size for cell in self.cells) * self.scale

    def faults(self, *, is_table=True):
        """Return what of it an office would not send: it is no A4, too small, without lines, headings or pages."""
        said = {
            "no A4": self.setup["paperSize"] != "9",
            "no number of the page": "&P/&N" not in self.footer,
            # Rather over several pages, side by side.
            "too small": self.points < 9,
            "wider than the page": max(self.pages) * self.scale > self.room,
        }
        if is_table:
            head = int(self.titles.rpartition("$")[2] or 0) - 1
            heads, rows = self.at(head), [self.at(head + n) for n in (1, 2)]
            cells = [cell for row in rows for cell in row.values() if self.widths[cell.column]]
            said |= {
                "headings": not heads
                or not all(c.is_ruled and c.is_filled for c in heads.values()),
                "lines": not all(cell.is_ruled for cell in cells),
                "headings out of sight": self.frozen[1] != head + 1,
            }
        return [fault for fault, is_there in said.items() if is_there]


def looks(body):
    """Read the sheets of a workbook that can be seen."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        styles = _styles(ET.fromstring(parts.read("xl/styles.xml")))  # noqa: S314 - our own file
        book = ET.fromstring(parts.read("xl/workbook.xml"))  # noqa: S314 - our own file
        titles = {
            int(one.get("localSheetId")): one.text
            for one in book.iter(f"{MAIN}definedName")
            if one.get("name") == "_xlnm.Print_Titles"
        }
        found = []
        for number, sheet in enumerate(book.iter(f"{MAIN}sheet")):
            if sheet.get("state", "visible") == "visible":
                part = parts.read(f"xl/worksheets/sheet{number + 1}.xml")
                tree = ET.fromstring(part)  # noqa: S314 - our own file
                found.append(Sheet(sheet.get("name"), tree, styles, titles.get(number, "")))
        return found


def _widths(tree):
    """Return the points of each column; nothing of a hidden one."""
    found = {}
    for one in tree.iterfind(f"{MAIN}cols/{MAIN}col"):
        wide = 0.0 if one.get("hidden") else round(float(one.get("width")) * 7) * 0.75
        for at in range(int(one.get("min")) - 1, int(one.get("max"))):
            found[at] = wide
    return found


def _styles(tree):
    """Return how each style looks: lines on all sides, fill, bold, wrapping, the form of numbers, points."""
    forms = {one.get("numFmtId"): one.get("formatCode") for one in tree.iter(f"{MAIN}numFmt")}
    # One of those that every program knows.
    forms["1"] = "0"
    borders = [
        all(side.get("style") for side in border if not side.tag.endswith("diagonal"))
        for border in tree.find(f"{MAIN}borders")
    ]
    fonts = [
        (one.find(f"{MAIN}b") is not None, float(one.find(f"{MAIN}sz").get("val")))
        for one in tree.find(f"{MAIN}fonts")
    ]
    return [
        (
            borders[int(xf.get("borderId"))],
            int(xf.get("fillId")) > 1,
            fonts[int(xf.get("fontId"))][0],
            xf.find(f"{MAIN}alignment") is not None
            and xf.find(f"{MAIN}alignment").get("wrapText") == "1",
            forms.get(xf.get("numFmtId"), ""),
            fonts[int(xf.get("fontId"))][1],
        )
        for xf in tree.find(f"{MAIN}cellXfs")
    ]


def _number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cell(one, styles):
    letters, row = LETTERS.fullmatch(one.get("r")).groups()
    value = one.findtext(f"{MAIN}v") or "".join(t.text or "" for t in one.iter(f"{MAIN}t"))
    return Cell(int(row) - 1, _number(letters), value, *styles[int(one.get("s", 0))])
