"""Sections of a report of sessions, and sessions that are called as a total is."""

import re
from collections.abc import Mapping

from areas.names import fold
from imports.spreadsheet.book import Cell
from imports.tidy.model import Table
from imports.tidy.tables import words

_LOOKED_AT = 50
# In a list by letters "C" and "D" are some of them.
_ROMAN = re.compile(r"[IVX]{1,5}")
_CALLED = re.compile(r"(?:tong (?:ket|ve sinh|so hoa|duyet|ra quan|dieu tra)|cong dong)\b")
_FIGURES = frozenset({"people", "persons", "women", "households", "note"})


def is_called_so(text: str) -> bool:
    """Tell what a session is called, however it begins: "Tổng kết năm", "Cộng đồng học số"."""
    return bool(_CALLED.match(fold(text)))


class Sections:
    """Rows with a Roman number above sessions with others: "II", "HƯỚNG DẪN TẬN NHÀ", perhaps with figures."""

    def __init__(self, table: Table, stt: int | None, days: set[int]) -> None:
        self.stt, self.days = stt, days
        self.figures = {at for at, role in table.roles.items() if role.key in _FIGURES}
        self.may_be = table.kind == "activities" and _has_digits(table, stt)

    def tells(self, texts: Mapping[int, str], cells: Mapping[int, Cell]) -> bool:
        """Tell whether a row is one; `texts` are its words."""
        if not self.may_be or self.stt is None or len(texts) != 1 or self.days & cells.keys():
            return False
        number = cells.get(self.stt)
        is_numbered = isinstance(number, str) and bool(_ROMAN.fullmatch(number.strip(" .")))
        others = {at: cell for at, cell in cells.items() if at not in texts and at != self.stt}
        is_sum = others.keys() <= self.figures and all(map(words.is_number, others.values()))
        return is_numbered and is_sum


def _has_digits(table: Table, stt: int | None) -> bool:
    rows = table.rows[:_LOOKED_AT]
    return stt is not None and any(
        words.is_number(row.cells[stt]) for row in rows if stt < len(row.cells)
    )
