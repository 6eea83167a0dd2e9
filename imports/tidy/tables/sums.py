"""Rows that count those above them, without the word of a total: "Số người biết", "Chưa biết", or figures alone."""

import re
from collections.abc import Mapping

from imports.spreadsheet.book import Cell, Row
from imports.tidy.model import Table
from imports.tidy.people.spelled import bare
from imports.tidy.roles import SKILLS
from imports.tidy.tables import words

_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)?\s*%")
# With their marks: "Hồ Đạt" and "Sô Lương" are somebody.
_LABEL = (
    r"(?:trong đó,? )?số (?:người|hộ|lượng|phiếu|khẩu|thành viên)\b.*|(?:số )?(?:hộ |người )?(?:đã |chưa |không )?(?:biết|đạt|khảo sát|làm được)"
    r"|(?:đạt )?(?:tỷ|tỉ) lệ\b.*|trong đó\b.*|(?:cần|có) hỗ trợ|tự làm được|cả (?:thôn|buôn|ấp|bản|tổ|khu phố|xã|phường)|bình quân|kết quả|kế hoạch|số lượng|nữ|nam"
)
# "Hộ Đạt" may be the household of somebody.
_HOME = re.compile(r"(?:hộ|người) \w+", re.IGNORECASE)
_LABELS = re.compile(_LABEL), re.compile(bare(_LABEL))


class Sums:
    """Tells the sums below a list of people; `was` is whether the last row was one."""

    def __init__(self, table: Table) -> None:
        self.table, self.stt, self.was = table, table.column("stt"), False
        self.skills = {at for at, role in table.roles.items() if role.key in SKILLS}
        self.least = max(1, min(2, len(self.skills)))
        self.may_be = table.kind == "households"

    def tells(self, cells: Mapping[int, Cell]) -> bool:
        """Tell a row that has no number of its own, and nothing but a label and figures below skills."""
        self.was = self.may_be and not self._is_numbered(cells) and self._is_sum(cells)
        return self.was

    def tells_of(self, row: Row) -> bool:
        """Tell the same of a row as it stands in its sheet."""
        there = range(self.table.left, min(self.table.right + 1, len(row.cells)))
        cells = {at: cell for at in there if (cell := row.cells[at]) is not None}
        return self.tells(cells)

    def _is_numbered(self, cells: Mapping[int, Cell]) -> bool:
        return self.stt is not None and words.is_number(cells.get(self.stt))

    def _is_sum(self, cells: Mapping[int, Cell]) -> bool:
        figures = {at for at, cell in cells.items() if _is_figure(cell)}
        if len(figures & self.skills) < self.least:
            return False
        texts = {cell for at, cell in cells.items() if at not in figures and isinstance(cell, str)}
        label = next(iter(texts), "")
        if len(texts) > 1 or (label and not _is_label(label)):
            return False
        if not figures <= self.skills:
            return False
        # One word may be a given name, and whoever knows is marked by 1 or 0: more than one is a count.
        is_much = any(str(cells[at]) not in {"0", "1"} for at in figures & self.skills)
        is_sure = len(label.split()) > 1 and not label.isascii() and not _HOME.fullmatch(label)
        return is_sure or self.was or (is_much and self.stt is not None)


def _is_label(text: str) -> bool:
    """Tell what stands before the figures of a sum."""
    low = text.strip(" -+*:.").casefold()
    return bool(_LABELS[low.isascii()].fullmatch(low))


def _is_figure(cell: Cell) -> bool:
    return words.is_number(cell) or (
        isinstance(cell, str) and bool(_PERCENT.fullmatch(cell.strip()))
    )
