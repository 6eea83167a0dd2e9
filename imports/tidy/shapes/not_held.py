"""Sessions that were not held, as any word of their row says."""

import re
from datetime import date

from areas.names import fold
from imports.spreadsheet.book import Cell
from imports.tidy.cells.around import known_around
from imports.tidy.cells.days import day
from imports.tidy.model import Entry, Table

_HOW = r"(?:(?:đã|bị|phải|xin|tạm|nên|buổi|lịch) )*"
_CALLED_OFF = r"(?:hoãn|hủy|hu\u1ef7)"
_MOVES = r"(?:dời|lùi|chuyển)(?: lịch| ngày)?"
_MOVED = rf"(?:{_MOVES} sang (?:ngày|tuần|tháng|\d)|(?:dời|lùi|chuyển) lịch(?=\s*(?:$|[,;.(]|(?:vì|do|lại|đến)\b)))"
_WAS_NOT = r"(?:không|khong|chưa|chua) (?:tổ chức|to chuc|diễn ra|dien ra|thực hiện|thuc hien|triển khai|hoạt động)(?: được| duoc)?"
# Behind it stand a reason, a day or a stop: "Nghỉ dưỡng" and "Hủy thẻ" are what a session is about.
_STOPS = (
    r"(?=\s*(?:$|[,;:.(–-]|(?:vì|do|buổi|lớp|lịch|sang|đến|qua|không|lễ|tết|hè|mưa|bão|vi|buoi)\b))"
)
_BEGINS = re.compile(
    r"(?:(?:trời )?(?:mưa|bão)[^,;:.]*[,;:.-]\s*)?"
    rf"{_HOW}(?:(?:{_CALLED_OFF}|nghỉ|(?:dừng|ngừng)(?: tổ chức| hoạt động|(?=\s*(?:$|(?:vì|do)\b)))|{_WAS_NOT}){_STOPS}|{_MOVED})"
)
# "DVC (đã hủy)", "DVC - HOÃN", "Mất điện phải nghỉ"; "- hủy" alone is a name.
_ENDS = re.compile(
    rf"(?:\(|\s[–-])\s*{_HOW}(?:hoãn|(?<=đã |bị )(?:hủy|hu\u1ef7)|{_WAS_NOT})(?:\s+(?:do|vì|sang|lịch)\b.*)?\)?\.?$"
    rf"|\b(?:mất điện|mưa|bão|trùng)\b.*\b(?:phải|nên) (?:nghỉ|{_CALLED_OFF}|không (?:làm|họp|tổ chức))(?: được)?\.?$"
)
# In a title it is of a flight, or of a young man's service.
_ENDS_REMARK = re.compile(rf",\s*{_HOW}hoãn\.?$")
# Who came, or what was done, stands below these; what was meant to be does not.
_WHO_CAME = re.compile(
    r"\b(?:nam|nữ|người|lượt|hộ|máy|tài khoản|học viên|hv|dân|tham gia|tham dự|có mặt|cài|hướng dẫn|hỗ trợ)\b"
)
_MEANT = re.compile(
    r"\b(?:dự kiến|chỉ tiêu|kế hoạch|kinh phí|mời|sđt|đt|điện thoại|liên hệ|phụ trách)\b"
)
# Of the team itself, where nobody else is named: "Số thành viên tổ hỗ trợ".
_OF_TEAM = re.compile(r"\b(?:thành viên|tổ viên|cán bộ|giảng viên)\b")
_OTHERS = re.compile(r"\b(?:người|lượt|hộ|dân|tham gia|tham dự)\b")
_COUNTS = frozenset({"people", "persons", "women", "households"})
_COUNTED = re.compile(r"\d+\s*(?:người|lượt|hộ|máy|tài khoản|học viên|dân)\b")
_DONE = r"(?:thực hiện|tổ chức|hoàn thành|xong|hướng dẫn|làm|họp)\b"
_WAS_HELD = re.compile(rf"(?:đạt|tốt|khá|xong|đủ|hoàn thành)\b.*|đã {_DONE}.*")
_WAS_HELD_THEN = re.compile(rf"[,;.]\s*(?:và )?đã {_DONE}")
_RESULTS = re.compile(r"\b(?:kết quả|ghi chú|đánh giá|tình hình|nhận xét|trạng thái|tình trạng)\b")
_MOVED_TO = re.compile(rf"{_MOVES} (?:sang|đến)\D*(?:(\d{{1,2}})\s*[/.-]\s*(\d{{1,2}}))?")
_PHONE = 8
# What was hard is said of sessions that were held.
_HARD = re.compile(r"\b(?:kho khan|ton tai|han che|kien nghi|de xuat|vuong mac)\b")


def is_not_held(entry: Entry, today: date) -> bool:
    """Tell a day on which there was no session, by any word of its row: "Nghỉ, không tổ chức"; nobody came."""
    table, row = entry.table, entry.row.cells
    roles = {at: role.key for at, role in table.roles.items()}
    off, others = [], []
    for at in range(table.left, min(table.right + 1, len(row))):
        says = isinstance(row[at], str) and _says(str(row[at]), roles.get(at, ""))
        if says and not _HARD.search(fold(table.headings.get(at, ("",))[0])):
            off.append(str(row[at]).casefold())
        else:
            others.append(at)
    if not off or any(_is_held(text, entry, today) for text in off):
        return False
    return not any(_came(row[at], _heading(table, at), roles.get(at, "")) for at in others)


def _says(text: str, role: str) -> bool:
    """Tell whether a cell says that there was none."""
    low = text.strip().casefold()
    ends = _ENDS.search(low) or (role != "title" and _ENDS_REMARK.search(low))
    return bool(_BEGINS.match(low) or ends)


def _is_held(text: str, entry: Entry, today: date) -> bool:
    """Tell a session that was only moved, and held: on the day that its row says, or as it says behind it."""
    moved = _MOVED_TO.search(text)
    if moved is None:
        return False
    to = [int(one) for one in moved.groups() if one]
    cell = entry.get("held_on")
    own = day(cell, known_around(entry.context, today)).value
    if isinstance(own, date):
        is_there = to == [own.day, own.month]
    else:  # "Thứ bảy 20/6"
        is_there = to[:1] == [int(one) for one in re.findall(r"\d+", str(cell))][:1] != []
    return is_there or bool(_WAS_HELD_THEN.search(text))


def _heading(table: Table, at: int) -> str:
    return " ".join(reversed(table.headings.get(at, ()))).casefold()


def _came(cell: Cell, heading: str, role: str) -> bool:
    """Tell what says that somebody came: how many, what was done, or how it went."""
    if isinstance(cell, str):
        low = cell.strip().casefold()
        if _COUNTED.search(low) or (_RESULTS.search(heading) and _WAS_HELD.match(low)):
            return True
        cell = int(low) if low.isdecimal() and len(low) < _PHONE else 0
    of_team = _OF_TEAM.search(heading) and not _OTHERS.search(heading)
    is_counted = role in _COUNTS or (_WHO_CAME.search(heading) and not of_team)
    return bool(is_counted) and not _MEANT.search(heading) and _is_more(cell)


def _is_more(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and cell > 0
