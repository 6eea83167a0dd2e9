"""People of whom a cell of their row, or what stands above them, says that they died or moved away: left out, and named.

Of a head in a list of others it is asked.
"""

import re
from collections.abc import Sequence

from areas.names import clean, fold
from imports.spreadsheet.book import Cell, Fault
from imports.spreadsheet.caches import of_file
from imports.tidy.asking import Asking
from imports.tidy.cells.marks import is_tick, key_of
from imports.tidy.model import Entry, Table
from imports.tidy.people.spelled import bare
from imports.tidy.roles import SKILLS

_FORMER = r"(?:đã |mới |vừa )?"
_DIED = rf"{_FORMER}(?:mất|chết|qua đời|từ trần|khai tử|báo tử)"
_MOVED = (
    rf"{_FORMER}(?:chuyển (?:đi|nơi khác|chỗ ở|nơi ở|sang (?:xã|thôn|tỉnh)|(?:hộ )?khẩu(?: đi)?(?! (?:đến|về|từ|tới)))"
    r"|cắt (?:hộ )?khẩu|dọn đi|đi khỏi|rời (?:khỏi )?(?:địa phương|thôn|xã)|(?:xóa|xo\u00e1) (?:hộ )?khẩu|(?:xóa|xo\u00e1) (?:đăng ký )?thường trú)"
    r"|không còn (?:ở|cư trú|sinh sống|sống)"
)
# The cell begins so; behind it stand a day, where to, or a reason. "Mất" may be of a telephone: only a day follows.
_WHEN = r"(?=$|[ ,;:.(–-]*(?:$|\d|\(|[,;.]|năm\b|ngày\b|tháng\b|từ\b|do\b|vì\b))"
_GONE = rf"(?:{_DIED}){_WHEN}|(?:{_MOVED})\b"
_PATTERNS = re.compile(_GONE), re.compile(bare(_GONE))
# Behind "mất" of people; people also lose work, land, a harvest, or their way.
_OF_PEOPLE = r"(?=$|[^\w]*(?:$|[\d,;/&(]|và|hoặc|hay|chết|chuyển|trong|từ|đến|tính|năm|tháng|quý|ngày|kỳ|đợt|thôn|buôn|bản|ấp|làng|tổ|khu|khối|xã|phường|tại|ở|của|trên|theo)(?:[^\w]|$))"
# A list of nobody else: "Danh sách hộ đã chuyển đi", "II. Người chết".
_LIST = (
    r"(?:(?:[ivx]+|\d{1,2}|[a-zđ])\s*[.):/-]+\s*)?(?:(?:danh sách|ds|theo dõi|các|những|trường hợp|sổ|hộ|chủ hộ|người|nhân khẩu|khẩu|hộ gia đình|hộ dân|gia đình|công dân|người dân) )*"
    rf"(?:đã |mới |vừa )?(?:mất{_OF_PEOPLE}|chết|tử vong|qua đời|từ trần|khai tử|chuyển đi|chuyển (?:hộ )?khẩu đi|chuyển (?:đi )?nơi khác|chuyển khỏi|cắt (?:hộ )?khẩu|"
    r"đi khỏi|rời (?:khỏi )?địa phương|không còn (?:ở|cư trú|sinh sống))\b(?!.*chuyển đến)"
)
_LISTS = re.compile(_LIST), re.compile(bare(_LIST))
# Of the words above a table those of a list.
_CALLED = re.compile(r"(?:danh sách|danh sach|ds|theo dõi|sổ|tổng hợp|thống kê|biểu)\b")
_BEHIND = re.compile(r"\(([^()]+)\)|\s[-–]\s+([^-–()]+)$")
_DAY_OF = re.compile(r"(?:ngày|thời gian|thời điểm|ngay)(?: tháng(?: năm)?)? ", re.IGNORECASE)
# "Ngày chuyển khẩu" is also when somebody moved in.
_AWAY = re.compile(
    r"\b(?:di|khoi|roi|don|cat|xoa|mat|chet|qua doi|tu|khai tu|bao tu|khac|sang|con)\b"
)
_IS_DAY = re.compile(r"\d{1,2}[/.-]\d{1,4}|\d{5}|20\d\d", re.ASCII)
# What of a row may say it.
_REMARKS = frozenset({"note", *SKILLS})


@of_file(4_096)
def word_of(text: str) -> str:
    """Return the words of a cell that say that somebody died or moved away, "" where it does not."""
    low = clean(text).casefold()
    found = _PATTERNS[low.isascii()].match(low)
    return found[0].strip(" .,;:") if found else ""


@of_file(4_096)
def is_list(text: str) -> bool:
    """Tell the title of a list of nobody but people who died or moved away."""
    if not text:
        return False
    low = clean(text).casefold()
    return bool(_LISTS[low.isascii()].match(low))


def leave_lists(tables: Sequence[Table], asking: Asking) -> list[Table]:
    """Leave whole the tables that list who died or moved away; return the others."""
    kept = list[Table]()
    for table in tables:
        if not table.rows or not _is_called_so(table):
            kept.append(table)
            continue
        rows = (table.rows[0].number, table.rows[-1].number)
        whole = (table.left, table.right)
        asking.leave("gone", sheet=table.sheet, rows=rows, columns=whole, count=len(table.rows))
    return kept


def _is_called_so(table: Table) -> bool:
    """Tell by the nearest title, or by the sheet's name where no title says what is listed."""
    titles = [one.text for one in table.context if one.origin == "title"]
    lists = [text for text in titles if is_list(text) or _CALLED.match(clean(text).casefold())]
    if lists:
        return is_list(lists[-1])
    return any(is_list(one.text) for one in table.context if one.origin == "sheet")


def columns_of(table: Table) -> list[int]:
    """Return the columns of a table in which remarks may stand."""
    roles = {at: role.key for at, role in table.roles.items()}
    return [at for at in range(table.left, table.right + 1) if roles.get(at, "note") in _REMARKS]


def said(entry: Entry, columns: list[int]) -> tuple[str, int]:
    """Return what a row says of somebody who is no more, "" for nothing, and where it stands."""
    cells, key = entry.row.cells, "head" if entry.get("name") is None else "name"
    name = entry.get(key)
    found = _BEHIND.search(name) if isinstance(name, str) else None
    if found and (word := word_of(found[1] or found[2])):
        return word, entry.spot(key).column
    for at in columns:
        cell: Cell = cells[at] if at < len(cells) else None
        if cell.__class__ is str and (word := word_of(str(cell))):
            return word, at
        if cell is not None and (word := _ticked(entry.table, at, cell)):
            return word, at
    return "", -1


def _ticked(table: Table, at: int, cell: Cell) -> str:
    """Return what a heading says of whoever is ticked below it, "Đã mất" above an x, or has a day: "Ngày mất"."""
    heading = table.headings.get(at, ("",))[0]
    if isinstance(cell, Fault):
        return ""
    if found := _DAY_OF.match(heading):
        word = word_of(heading[found.end() :])
        is_whole = word == clean(heading[found.end() :]).casefold()
        is_away = is_whole and _AWAY.search(fold(word))
        return word if is_away and _IS_DAY.search(str(cell)) else ""
    word = word_of(heading)
    return word if word and is_tick(key_of(cell)) else ""


def told(entry: Entry, columns: list[int], asking: Asking, *, is_head: bool = False) -> str | None:
    """Return whether somebody is brought in: "take" where nothing speaks against it, None while it is asked.

    Without its head a household is another one: of them alone it is asked.
    """
    if is_list(_group_above(entry)):
        _leave(entry, asking)
        return "skip"
    word, at = said(entry, columns)
    if not word:
        return "take"
    answer: str | None = "skip"
    if is_head:
        answer = asking.ask("gone", word, ("take", "skip"), spot=entry.table.spot(entry.row, at))
    if answer == "skip":
        _leave(entry, asking)
    return answer


def _group_above(entry: Entry) -> str:
    """Return the nearest group row above: they stand first in what is around a row."""
    text = ""
    for one in entry.context:
        if one.origin != "group":
            break
        text = one.text
    return text


def _leave(entry: Entry, asking: Asking) -> None:
    """Leave a row, and show nothing of it: how a name there is meant need not be asked, and it may be of another commune."""
    table, row = entry.table, entry.row.number
    asking.hide(table.sheet, row)
    asking.leave("gone", sheet=table.sheet, rows=(row, row), columns=(table.left, table.right))
