"""The rows of a sheet of changes as texts: headings found, blank repeats filled in, several villages of a cell apart."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from areas.names import clean
from imports.spreadsheet.book import Book, Cell, Fault, Sheet
from imports.spreadsheet.data_rows import Use, data_rows
from imports.spreadsheet.headings import Headings, cell_of, find
from imports.tidy.ditto import strength
from reorganisations.sheet.rules.columns import CHANGES, REPEATED

# Before the key of a unit that was chosen on the page: no cell of a file holds such a sign.
CHOSEN = "\x1f"
FIELDS = ("commune", "new", "kind", "to", "number", "signed_on", "effective_on")
_BETWEEN = re.compile(r"\s*[,;+&\n]\s*|\s+và\s+", re.IGNORECASE)
# A cell whose formula has no value is not blank.
_FAULT = "#"


@dataclass(frozen=True)
class Row:
    """What one row says, as texts; `number` is that of the sheet, `sheet` its name where there are several."""

    sheet: str
    number: int
    olds: tuple[str, ...]
    commune: str = ""
    new: str = ""
    kind: str = ""
    to: str = ""
    decision: str = ""
    signed_on: str = ""
    effective_on: str = ""

    @property
    def place(self) -> str:
        """Where it stands in the file."""
        return f"{self.sheet} {self.number}".strip()

    @property
    def is_blank(self) -> bool:
        """Whether it names no village."""
        return not self.olds and not self.new


# How a field of the page is called, where the row calls it otherwise.
_NAMES = {"number": "decision"}


def read(book: Book) -> list[Row]:
    """Return the rows of all sheets that have both columns of villages; none where no sheet has them."""
    found = [(sheet, find(sheet.rows, CHANGES)) for sheet in book.sheets if not sheet.is_hidden]
    wanted = [(sheet, heads) for sheet, heads in found if heads.rows and not heads.missing]
    several = len(wanted) > 1
    return [
        row
        for sheet, heads in wanted
        for row in _rows_of(sheet, heads, sheet.name if several else "")
    ]


def _rows_of(sheet: Sheet, heads: Headings, name: str) -> Iterator[Row]:
    above = dict[str, str]()
    for row, use in data_rows(sheet, heads, CHANGES):
        held = {
            key: written(cell_of(row, match.column, spreads=True))
            for key, match in heads.matches.items()
        }
        if use is Use.SECTION:
            above["commune"] = _section([*row.cells]) or above.get("commune", "")
        if use is not Use.FACT:
            continue
        said = _repeated(held, above)
        above = {**above, **said}
        olds = tuple(_lines(said.get("old", "")))
        more = {_NAMES.get(key, key): said.get(key, "") for key in FIELDS}
        made = Row(name, row.number, olds, **more)
        if not made.is_blank:
            yield made


def _repeated(held: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    """Fill in what a mark or a blank cell repeats from above; a blank name of a village repeats nothing."""
    found = dict(held)
    for key in (*REPEATED, "old", "new", "kind", "to"):
        text = held.get(key, "")
        if strength(text) == 2 or (not text and key in REPEATED):
            found[key] = above.get(key, "")
    return found


def _section(cells: Sequence[Cell]) -> str:
    """Return what a row of one text says: the commune of the rows below it."""
    texts = list(dict.fromkeys(text for cell in cells if (text := written(cell))))
    return texts[-1] if texts else ""


def written(cell: Cell) -> str:
    """Return a cell as text; a day as ISO writes it."""
    if cell is None:
        return ""
    if isinstance(cell, Fault):
        return _FAULT
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "\n".join(filter(None, map(clean, str(cell).split("\n"))))


def _lines(text: str) -> list[str]:
    """Return the villages of a cell that stand apart for sure."""
    return [part for line in re.split(r"[\n;+]", text) if (part := clean(line))]


def names_in(text: str) -> list[str]:
    """Return the names that a text may list: "Thôn A, Thôn B và Thôn C"."""
    return [part for one in _BETWEEN.split(text) if (part := clean(one))]


def kept(rows: Iterable[Row]) -> list[list[Any]]:
    """Return rows as plain lists, to be sent along with a page."""
    return [[*vars(one).values()] for one in rows]


def again(lists: Iterable[Sequence[Any]]) -> list[Row]:
    """Return the rows that were sent along."""
    return [Row(sheet, number, tuple(olds), *rest) for sheet, number, olds, *rest in lists]


def mended(row: Row, field: str, text: str, said: str) -> Row:
    """Return a row in which a text of a field is what was said on the page."""
    if field != "old":
        name = _NAMES.get(field, field)
        facts: dict[str, Any] = {name: said}
        return replace(row, **facts) if getattr(row, name) == text else row
    olds = list[str]()
    for one in row.olds or ("",):
        parts = names_in(one) if one != text and text in names_in(one) else [one]
        olds += [said if part == text else part for part in parts]
    return replace(row, olds=tuple(filter(None, olds)))


def text_of(row: Row, field: str) -> str:
    """Return what a row says in a field."""
    return str(getattr(row, _NAMES.get(field, field)))
