"""Read a workbook back: what a list says above its rows, the rows, and their sums."""

import io
import zipfile
from dataclasses import dataclass

from python_calamine import CalamineWorkbook

from web.exports import HEADS


@dataclass(frozen=True)
class Listed:
    """A list as a workbook: its filter, its headings, its rows without their numbers, the sums under them."""

    said: str
    heads: list
    rows: list
    sums: list

    @property
    def named(self):
        """The rows by their headings."""
        return [dict(zip(self.heads, row, strict=True)) for row in self.rows]


def body_of(answer):
    """Return the workbook that a page gave."""
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def sheets(body):
    """Return the rows of each sheet by its name; nowhere is a formula."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        assert not [n for n in parts.namelist() if "sheets/" in n and b"<f>" in parts.read(n)]
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def cells(body, sheet=0):
    """Return the rows of a sheet, empty ones too."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def listed(answer):
    """Read the list that a page gave as a workbook."""
    found = cells(body_of(answer))
    under = found[HEADS + 1 :]
    rows = [row[1:] for row in under if isinstance(row[0], int | float)]
    assert [row[0] for row in under[: len(rows)]] == list(range(1, len(rows) + 1))
    below = under[len(rows) :]
    sums = below[0][1:] if below and below[0][1] == "Cộng" else []
    assert found[HEADS][0] == "STT"
    return Listed(next(cell for cell in found[HEADS - 1] if cell), found[HEADS][1:], rows, sums)


@dataclass(frozen=True)
class Figures:
    """A sheet of figures: the lines above it, its upper headings, its rows, and the sums under them."""

    top: list
    heads: list
    rows: list
    foot: list


def figured(found):
    """Read a sheet of figures: its headings, two rows of them over rates, then all to the first empty row."""
    at = next(n for n, row in enumerate(found) if row[0] == "STT" or "Mẫu số" in found[n + 1])
    start = at + 1 + ("Mẫu số" in found[at + 1])
    end = next(n for n in range(start, len(found)) if not any(map(str, found[n])))
    rows, numbered = found[start:end], found[at][0] == "STT"
    foot = [row[1:] for row in rows if numbered and row[0] == ""]
    return Figures(
        [next((cell for cell in row if cell), "") for row in found[:at]],
        found[at][numbered:],
        [row[numbered:] for row in rows if not numbered or row[0] != ""],
        foot,
    )
