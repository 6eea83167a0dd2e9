"""Sessions that were not held, as any word of their row says."""

import re

from areas.names import fold
from imports.spreadsheet.book import Cell
from imports.tidy.model import Entry

_HOW = r"(?:(?:đã|bị|phải|xin|tạm|nên|buổi|lịch) )*"
_CALLED_OFF = r"(?:hoãn|hủy|hu\u1ef7)"
_MOVED = r"(?:(?:dời|lùi|chuyển)(?: lịch| ngày)? sang (?:ngày|tuần|tháng|buổi|\d)|(?:dời|lùi|chuyển) lịch(?=\s*(?:$|[,;.(]|(?:vì|do|lại|đến)\b)))"
_WAS_NOT = r"(?:không|khong|chưa|chua) (?:tổ chức|to chuc|diễn ra|dien ra|thực hiện|thuc hien|triển khai|hoạt động)(?: được| duoc)?"
# Behind it stand a reason, a day or a stop: "Nghỉ dưỡng" and "Hủy thẻ" are what a session is about.
_STOPS = (
    r"(?=\s*(?:$|[,;:.(–-]|(?:vì|do|buổi|lớp|lịch|sang|đến|qua|không|lễ|tết|hè|mưa|bão|vi|buoi)\b))"
)
_BEGINS = re.compile(
    r"(?:(?:trời )?(?:mưa|bão)[^,;:.]*[,;:.-]\s*)?"
    rf"(?:{_HOW}(?:{_CALLED_OFF}|nghỉ|(?:dừng|ngừng)(?= tổ chức| hoạt động|$)|{_MOVED})|{_WAS_NOT}){_STOPS}|{_HOW}{_MOVED}"
)
# "DVC (đã hủy)", "DVC - HOÃN", "Không đủ người, hoãn", "Mất điện phải nghỉ".
_ENDS = re.compile(
    rf"(?:\(|\s[–-])\s*{_HOW}(?:{_CALLED_OFF}|{_WAS_NOT})(?:\s+(?:do|vì|sang|lịch)\b.*)?\)?\.?$|,\s*{_HOW}hoãn\.?$"
    rf"|\b(?:mất điện|mưa|bão|trùng)\b.*\b(?:phải|nên) (?:nghỉ|{_CALLED_OFF}|không (?:làm|họp|tổ chức))(?: được)?\.?$"
)
# Of these nobody counts who came.
_NO_COUNT = frozenset({"stt", "held_on", "month", "phone", "village"})
_COUNTED = re.compile(r"\d+\s*(?:người|lượt|hộ|máy|tài khoản|học viên|dân)\b")
# What was hard is said of sessions that were held.
_HARD = re.compile(r"\b(?:kho khan|ton tai|han che|kien nghi|de xuat|vuong mac)\b")


def is_not_held(entry: Entry) -> bool:
    """Tell a day on which there was no session, by any word of its row: "Nghỉ, không tổ chức"; nobody came."""
    table, row = entry.table, entry.row.cells
    said = {at: row[at] for at in range(table.left, min(table.right + 1, len(row)))}
    texts = [
        cell.strip().casefold()
        for at, cell in said.items()
        if isinstance(cell, str) and not _HARD.search(fold(table.headings.get(at, ("",))[0]))
    ]
    if not any(_BEGINS.match(text) or _ENDS.search(text) for text in texts):
        return False
    roles = {at: role.key for at, role in table.roles.items()}
    return not any(_counts(cell) for at, cell in said.items() if roles.get(at) not in _NO_COUNT)


def _counts(cell: Cell) -> bool:
    """Tell how many came or what was done: more than none."""
    if isinstance(cell, str):
        return bool(_COUNTED.search(cell.casefold())) or (cell.isdecimal() and int(cell) > 0)
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell > 0
