"""Teams and members that are no more, as a cell of their row says, or the day below "Ngày thôi tham gia"."""

import re
from collections.abc import Sequence
from datetime import date

from areas.names import clean, fold
from imports.spreadsheet.book import Cell, Row
from imports.spreadsheet.caches import of_file
from imports.tidy.cells.around import Around
from imports.tidy.cells.days import day
from imports.tidy.columns.headings import meanings, sure_of
from imports.tidy.model import Table

_WHAT = r"(?:tham gia|làm|làm thành viên|làm tổ viên|nhiệm vụ|hoạt động|khỏi tổ|tổ|giữ chức vụ|nữa)"
# The whole cell, or up to a day, a reason or a stop: a remark about somebody who was replaced begins otherwise.
_OVER = re.compile(
    rf"(?:(?:tổ )?(?:đã |xin |cho )?(?:giải thể|thôi|nghỉ|rút|rời|ra)(?: {_WHAT})+|(?:tổ )?(?:đã )?giải thể|(?:đã |xin )(?:thôi|nghỉ|rút)"
    r"|(?:thôi|nghỉ)(?= (?:từ|kể từ)\b)|(?:đã )?(?:luân )?chuyển công tác|(?:đã )?chuyển (?:đi(?: nơi khác| nơi ở| địa phương khác)?|nơi khác|khỏi (?:địa phương|thôn|buôn|xã))"
    r"|đã (?:mất|chết|qua đời|từ trần)|không còn (?:tham gia|hoạt động|làm)|(?:tạm )?(?:ngừng|dừng|ngưng) (?:hoạt động|tham gia)|miễn nhiệm"
    r"|không tham gia (?:tổ )?nữa|(?:đã )?(?:bị )?(?:xóa|x\u00f3a|xo\u00e1) tên|(?:đã )?đưa (?:ra )?khỏi tổ|(?:đã )?chuyển (?:về|đến|sang) (?:xã|phường|tỉnh|thôn|nơi) khác|(?:tổ )?(?:đã )?sáp nhập (?:vào|với|về)(?: .*)?)"
    r"(?: (?:từ|sang|ngày|tháng|năm|kể từ|vì|do|theo|để|tổ|trong tổ) ?.*|[ ,;:.(–-]*\d.*|\s*[,;:.(–-].*)?"
)
# These alone: with more behind them they may be of whoever came instead.
_ALONE = re.compile(
    r"(?:đã |bị |được )+thay(?: thế)?|(?:đã |bị |được )*thay bằng .+|(?:đã |bị |được )+thay bởi .+|thay thế|không hoạt động|tạm (?:ngừng|dừng|ngưng)|(?:đang )?đi (?:nghĩa vụ(?: quân sự)?|nvqs|bộ đội)(?: từ .*)?"
)
# After a merger of its village a team may go on; a course, a term or a card that ended is not who had it.
_ELSE = re.compile(
    r"\b(?:sap nhap|tap huan|boi duong|dao tao|khoa|lop|hoc|bao hiem|bhyt|hieu luc|hop dong|tam tru|nhiem ky|chung chi|giay)\b"
)
# These alone may be of anything: where they would end nearly all, they end nobody.
_LOOKED_AT = 200
_ANY_END = re.compile(r"(?:den (?:het )?(?:ngay|nam)|(?:ngay|thoi gian|nam) (?:ket thuc|den))")


def ends_of(table: Table, today: date) -> list[int]:
    """Return the columns of the days on which members left or teams were dissolved."""
    found = (
        (at, words[0])
        for at, words in table.headings.items()
        if words and "ended_on" in sure_of(meanings(words)) and not _is_of_else(words)
    )
    return [
        at
        for at, heading in found
        if not (_ANY_END.fullmatch(fold(heading)) and _ends_most(table, at, today))
    ]


def _is_of_else(words: Sequence[str]) -> bool:
    return any(_ELSE.search(fold(text)) for text in words)


def _ends_most(table: Table, at: int, today: date) -> bool:
    """Tell a day below "Đến ngày" that has come for more than half of the rows: a term, or a course of all."""
    cells = [row.cells[at] for row in table.rows[:_LOOKED_AT] if at < len(row.cells)]
    come = sum(cell is not None and _has_come(cell, today) for cell in cells)
    return come * 2 > len(table.rows[:_LOOKED_AT])


def has_ended(row: Row, ends: Sequence[int], today: date) -> bool:
    """Tell whether one of these days of a row has come; a term that still runs has not."""
    cells = (row.cells[at] for at in ends if at < len(row.cells))
    return any(cell is not None and _has_come(cell, today) for cell in cells)


def _has_come(cell: Cell, today: date) -> bool:
    if re.fullmatch(r"20\d\d", str(cell)):
        return int(str(cell)) < today.year
    return isinstance(day(cell, Around(today)).value, date)


# These only in a column of remarks: elsewhere they are of a meeting, of papers, or a name.
_IN_REMARKS = re.compile(r"nghỉ|(?:đã )?nghỉ việc(?: từ .*)?|bỏ|đã chuyển|chưa thành lập")


@of_file(4_096)
def is_over_as_remarked(text: str) -> bool:
    """Tell the same of a remark, in which fewer words say it."""
    low = clean(text).casefold().strip(" .()")
    return is_over(text) or bool(_IN_REMARKS.fullmatch(low))


@of_file(4_096)
def is_over(text: str) -> bool:
    """Tell a text that says that a member left or a team was dissolved."""
    low = clean(text).casefold().strip(" .")
    low = low[1:-1] if low[:1] + low[-1:] == "()" and low.count("(") == 1 else low
    return bool(_OVER.fullmatch(low) or _ALONE.fullmatch(low))
