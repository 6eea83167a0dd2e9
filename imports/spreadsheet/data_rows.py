"""The rows under the headings: which hold facts, and which are totals, sections or signatures."""

import re
from collections.abc import Iterator
from enum import Enum

from areas.names import fold
from imports.spreadsheet.book import Cell, Row, Sheet
from imports.spreadsheet.columns import SheetKind
from imports.spreadsheet.headings import Headings, is_numbering

# Words that may follow "Tổng cộng"; with any other it is a person called Tống, or a fact.
_OF_TOTALS = frozenset(
    {"so", "ho", "nguoi", "khau", "nhan", "dan", "thon", "buon", "xa", "chung", "toan", "la", "co"}
    | {"thanh", "vien", "to", "buoi", "luot", "khao", "sat", "va"}
)
_TOTALS = frozenset({"tong", "cong"})
_LOOKED_AT = 4
_REPEATS_OF_SECTION = 3


class Use(Enum):
    """What a row under the headings is. Only FACT is read; the others are shown as passed over."""

    FACT = "fact"
    TOTAL = "total"
    SECTION = "section"
    HEADING = "heading"
    ASIDE = "aside"


def data_rows(sheet: Sheet, headings: Headings, kind: SheetKind) -> Iterator[tuple[Row, Use]]:
    """Yield each row under the headings with its use, in order, none left out.

    A row with a code of ours is a fact, whatever it is called.
    """
    last = max(headings.rows, default=0)
    repeated = {tuple(row.cells) for row in sheet.rows[:60] if row.number in headings.rows}
    named = _named_columns(headings, kind)
    code = headings.matches.get("id")
    for row in sheet.rows:
        if row.number > last:
            use = _use(row, headings, repeated, named)
            ours = use is not Use.HEADING and code is not None and _has(row, code.column)
            yield row, Use.FACT if ours else use


def _has(row: Row, column: int) -> bool:
    return column < len(row.cells) and row.cells[column] is not None


def _named_columns(headings: Headings, kind: SheetKind) -> frozenset[int]:
    """Return the columns of names: a row may hold one of them and nothing else."""
    wanted = {column.key for column in kind.columns if column.required} - {"village"}
    wanted |= {"full_name", "head_name"}
    if not wanted & headings.matches.keys():
        wanted = {"village"}
    return frozenset(m.column for key, m in headings.matches.items() if key in wanted)


def _use(
    row: Row, headings: Headings, repeated: set[tuple[Cell, ...]], named: frozenset[int]
) -> Use:
    if tuple(row.cells) in repeated or is_numbering(row):
        return Use.HEADING
    if _is_total(row):
        return Use.TOTAL
    held: set[Cell] = {cell for cell in row.cells if cell is not None}
    if _spans(row, held):
        return Use.SECTION if len(held) == 1 else Use.ASIDE
    if any(_has(row, column) for column in named):
        return Use.FACT
    mapped = [m.column for m in headings.matches.values()]
    filled = sum(row.cells[column] is not None for column in mapped if column < len(row.cells))
    if filled <= 1:
        is_words = any(isinstance(cell, str) for cell in held)
        return (
            Use.SECTION if is_words and len(held) <= 2 and row.cells[0] is not None else Use.ASIDE
        )
    return Use.FACT


def _spans(row: Row, held: set[Cell]) -> bool:
    """Tell a row of nothing but texts over several merged columns each, as above signatures."""
    return all(row.cells.count(cell) >= _REPEATS_OF_SECTION for cell in held)


def _is_total(row: Row) -> bool:
    for cell in row.cells[:_LOOKED_AT]:
        # Folding every cell of a large sheet takes long; only what begins so can be a total.
        if isinstance(cell, str) and cell.lstrip(" 0123456789.,:")[:1] in {*"TtCc"}:
            words = re.sub(r"[\d.,:]+", " ", fold(cell)).split()
            plain = cell.isascii() or cell.lower().startswith(("tổng", "cộng"))
            if words and words[0] in _TOTALS and plain:
                return all(word in _OF_TOTALS or word in _TOTALS for word in words)
    return False
