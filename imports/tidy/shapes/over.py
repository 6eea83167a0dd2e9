"""Teams and members that are no more, as a cell of their row says, or the day below "Ngày thôi tham gia"."""

import re
from collections.abc import Sequence
from datetime import date

from areas.names import clean, fold
from imports.spreadsheet.book import Cell, Row
from imports.spreadsheet.caches import of_file
from imports.tidy.cells.around import Around
from imports.tidy.cells.days import day
from imports.tidy.cells.marks import is_tick, key_of
from imports.tidy.columns.headings import meanings, sure_of
from imports.tidy.model import Table

_WHAT = r"(?:tham gia|làm|làm thành viên|làm tổ viên|nhiệm vụ|hoạt động|khỏi tổ|tổ|giữ chức vụ|nữa)"
# The whole cell, or up to a day, a reason or a stop: a remark about somebody who was replaced begins otherwise.
_BEHIND = r"(?: (?:từ|sang|ngày|tháng|năm|kể từ|vì|do|theo|để|tổ|trong tổ) ?.*|[ ,;:.(–-]*\d.*|\s*[,;:.(–-].*)?"
_OVER = re.compile(
    rf"(?:(?:tổ )?(?:đã |xin |cho )?(?:giải thể|thôi|nghỉ|rút|rời|ra)(?: {_WHAT})+|(?:tổ )?(?:đã )?giải thể|(?:đã |xin )(?:thôi|nghỉ|rút)"
    r"|(?:thôi|nghỉ)(?= (?:từ|kể từ)\b)|(?:đã )?(?:luân )?chuyển công tác|(?:đã )?chuyển (?:đi(?: nơi khác| nơi ở| địa phương khác)?|nơi khác|khỏi (?:địa phương|thôn|buôn|xã))"
    r"|đã (?:mất|chết|qua đời|từ trần)|không còn (?:tham gia|hoạt động|làm)|(?:tạm )?(?:ngừng|dừng|ngưng) (?:hoạt động|tham gia)|miễn nhiệm"
    rf"|(?:tổ )?(?:đã )?sáp nhập vào tổ (?!dân phố|\d).*){_BEHIND}"
)
# These alone: with more behind them they may be of whoever came instead.
_ALONE = re.compile(
    r"(?:đã |bị |được )+thay(?: thế)?|thay thế|không hoạt động|tạm (?:ngừng|dừng|ngưng)|(?:đang )?đi (?:nghĩa vụ(?: quân sự)?|nvqs|bộ đội)"
)
# Of somebody whose row it is: in that of a whole team nobody can tell who is meant.
_OF_MEMBER = re.compile(
    rf"(?:không tham gia (?:tổ )?nữa|(?:đã )?(?:bị )?(?:xóa|xo\u00e1) tên|(?:đã )?đưa (?:ra )?khỏi tổ|(?:đã )?chuyển (?:về|đến|sang) (?:xã|phường|tỉnh|thôn|nơi) khác){_BEHIND}"
    r"|(?:đang )?đi (?:nghĩa vụ(?: quân sự)?|nvqs|bộ đội) từ (?:tháng |ngày )?(?:\d{1,2}[/.-]){0,2}20[2-9]\d"
)
# These only in a column of remarks: elsewhere they are of a meeting, of papers, or a name.
_IN_REMARKS = re.compile(
    r"nghỉ|(?:đã )?nghỉ việc(?: từ .*)?|bỏ|đã chuyển|chưa thành lập|(?:đã |bị |được )*thay (?:bằng|bởi) (?:ông|bà|anh|chị|cô|chú|đồng chí|đ/c|đc)\b.+"
)
# A day below one of these is of whoever left; any other end may be that of a course, a term or a card.
_DISSOLVED = re.compile(r"\b(?:giải thể|giai the)\b")
_LEFT = re.compile(
    rf"\b(?:thôi|nghỉ|miễn nhiệm|mien nhiem|rời|ra khỏi|ngay (?:nghi|thoi|roi|ra khoi))\b|{_DISSOLVED.pattern}"
)
_ELSE = re.compile(
    r"\b(?:sap nhap|tap huan|boi duong|dao tao|khoa|lop|hoc|bao hiem|bhyt|hieu luc|hop dong|tam tru|nhiem ky|chung chi|giay)\b"
)
_LOOKED_AT = 200
_MONTH = re.compile(r"(?:từ |tháng |t)*(\d{1,2})\s*[/.-]\s*(20\d\d)")


def ends_of(table: Table, today: date, *, has_members: bool) -> list[int]:
    """Return the columns of the days on which members left, where rows are of one each, or teams were dissolved."""
    found = [
        at
        for at, words in table.headings.items()
        if words and "ended_on" in sure_of(meanings(words))
    ]
    sure = _LEFT if has_members else _DISSOLVED
    return [
        at
        for at in found
        if sure.search(clean(table.headings[at][0]).casefold())
        or (has_members and _may_end(table, at, today))
    ]


def _may_end(table: Table, at: int, today: date) -> bool:
    """Tell whether "Đến ngày" stands right behind the day of joining; not that of a course, nor of most."""
    joined, before = table.column("joined_on"), range(at - 2, at + 1)
    is_of_else = any(_is_of_else(table.headings.get(one, ())) for one in before)
    return joined == at - 1 and not is_of_else and not _ends_most(table, at, today)


def _is_of_else(words: Sequence[str]) -> bool:
    return any(_ELSE.search(fold(text)) for text in words)


def _ends_most(table: Table, at: int, today: date) -> bool:
    """Tell days that have come for more than half of the rows: a term, or a course of all."""
    cells = [row.cells[at] for row in table.rows[:_LOOKED_AT] if at < len(row.cells)]
    come = sum(cell is not None and _has_come(cell, today) for cell in cells)
    return come * 2 > len(table.rows[:_LOOKED_AT])


def has_ended(row: Row, ends: Sequence[int], today: date) -> bool:
    """Tell whether one of these days of a row has come; a term that still runs has not."""
    cells = (row.cells[at] for at in ends if at < len(row.cells))
    return any(cell is not None and _has_come(cell, today) for cell in cells)


def _has_come(cell: Cell, today: date) -> bool:
    """Tell a day, month or year that is past, or a tick; what else stands there says nothing of an end."""
    text = str(cell).strip().casefold()
    if re.fullmatch(r"20\d\d", text):
        return int(text) < today.year
    if found := _MONTH.fullmatch(text):
        return (int(found[2]), int(found[1])) < (today.year, today.month)
    return isinstance(day(cell, Around(today)).value, date) or is_tick(key_of(cell))


@of_file(4_096)
def is_over_as_remarked(text: str) -> bool:
    """Tell the same of a remark on a member, in which fewer words say it."""
    return bool(_IN_REMARKS.fullmatch(clean(text).casefold().strip(" .()")))


@of_file(4_096)
def has_left(text: str) -> bool:
    """Tell the same of a cell in the row of one member."""
    return is_over(text) or bool(_OF_MEMBER.fullmatch(clean(text).casefold().strip(" .()")))


@of_file(4_096)
def is_over(text: str) -> bool:
    """Tell a text that says that a member left or a team was dissolved."""
    low = clean(text).casefold().strip(" .")
    low = low[1:-1] if low[:1] + low[-1:] == "()" and low.count("(") == 1 else low
    return bool(_OVER.fullmatch(low) or _ALONE.fullmatch(low))
