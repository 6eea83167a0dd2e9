"""Codes for a relation or a sex that the file itself explains: "Quan hệ: 1: chủ hộ; 2: vợ/chồng; 3: con"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from areas.names import clean
from imports.spreadsheet.book import Cell, Row
from imports.spreadsheet.changed import Changed
from imports.tidy.cells import words
from imports.tidy.columns.evidence import sample
from imports.tidy.columns.skills import texts_beside
from imports.tidy.model import Table
from imports.tidy.people.relations import relation

_EXPLAINED = re.compile(r"(?<!\w)(\d{1,2}|[A-Za-z])\s*[:=.)–-]\s*([^\W\d][^;,.\n:=()\d]*)")
# So long is a code, and so many must be explained.
_LONGEST, _LEAST = 2, 2


def explain_codes(table: Table) -> None:
    """Let words stand in the place of codes, where all that stand in a column are explained, each in one way."""
    for key in ("relation", "sex"):
        at = table.column(key)
        codes = {_code(row, at) for row in sample(table.rows)} - {""} if at is not None else set()
        if at is None or not codes or any(len(code) > _LONGEST for code in codes):
            continue
        told = _told(table, key)
        if len(told) >= _LEAST and codes <= told.keys():
            table.rows = Explained(table.rows, at, told)


def _told(table: Table, key: str) -> Mapping[str, str]:
    """Return what codes mean by the texts around a table; what is told in two ways is not told."""
    found = dict[str, set[str]]()
    for text in texts_beside(table):
        for code, word in _EXPLAINED.findall(text):
            for said in _ways(word):
                if _means(said, key):
                    found.setdefault(code.casefold(), set()).add(said)
                    break
    return {code: ways.pop() for code, ways in found.items() if len(ways) == 1}


def _ways(word: str) -> Iterator[str]:
    """Yield a word as it stands, and the first of two: "vợ/chồng"."""
    yield clean(word).strip(" .")
    yield clean(word.split("/", maxsplit=1)[0]).strip(" .")


def _means(word: str, key: str) -> bool:
    meaning = relation(word) if key == "relation" else words.sex(word, frozenset())
    return len(word) > 1 and meaning is not None


def _code(row: Row, at: int) -> str:
    cell = row.cells[at] if at < len(row.cells) else None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None or isinstance(cell, bool) else clean(str(cell)).strip(" .").casefold()


class Explained(Changed):
    """Rows in which one column has words instead of codes."""

    def __init__(self, rows: Sequence[Row], at: int, told: Mapping[str, str]) -> None:
        super().__init__(rows)
        self.at, self.told = at, told

    def changed(self, row: Row) -> Row:
        """Return the row with the word for its code."""
        word = self.told.get(_code(row, self.at))
        if word is None:
            return row
        cells: list[Cell] = list(row.cells)
        cells[self.at] = word
        return replace(row, cells=cells)
