"""Rows between the others that name a household: Hộ ông Nguyễn Văn A; Hộ 3."""

import re
from typing import NamedTuple

from areas.names import clean, fold
from imports.spreadsheet.caches import of_file
from imports.tidy.people.address import ADDRESSED
from imports.tidy.shapes.households.words import BEHIND, CACHE

_GROUP = re.compile(
    r"^(?:(?:\d{1,4}|[ivxlc]+|[a-z])\s*[.)/:-]+\s*)?"
    r"(?P<word>chủ hộ|hộ gia đình|hộ số|hộ thứ|hộ|gia đình|gđ|gd)\b\s*(?P<number>\d{1,4})?\s*[.:–-]*\s*"
    rf"(?P<title>(?:{ADDRESSED}|ô|b)\b\.?(?:\s*[/(]\s*\w+\s*\)?)?)?\s*[.:–-]*\s*(?P<name>.*)$",
    re.IGNORECASE,
)
# What kinds of households begin with that stand above several; no name does.
_KINDS = re.compile(
    r"(?:nghèo|cận nghèo|khá|trung bình|giàu|chính sách|gia đình|văn h[oó][aá]|kinh doanh|sản xuất|mới|"
    r"thoát|thường trú|tạm trú|không|có|đặc biệt|khác|nông nghiệp|nông lâm|phi nông|khó khăn|dân cư|dân tộc|"
    r"cá thể|tôn giáo|công giáo|đơn thân|neo đơn|chưa|đã|đang|thuộc|trong|ngoài|ở|còn|là|ngheo|can ngheo|"
    r"trung binh|chinh sach|van hoa|moi thoat|thuong tru|tam tru|khong)\b"
)


class GroupRow(NamedTuple):
    """A row that names a household, and its head where it does; `is_sure` where it cannot be a kind of households."""

    head: str
    is_sure: bool


@of_file(CACHE)
def household_named(text: str) -> GroupRow | None:
    """Return what a row between others says of a household: "Hộ ông Nguyễn Văn A", "Hộ 3: …"; None for any other."""
    match = _GROUP.match(clean(text))
    if match is None:
        return None
    name = BEHIND.sub("", match["name"]).strip(" .:")
    if not name:
        return GroupRow("", is_sure=True) if match["number"] else None
    if not is_name(name) or (not match["title"] and _KINDS.match(name.casefold())):
        return None
    return GroupRow(
        name, bool(match["title"] or match["number"] or fold(match["word"]) == "chu ho")
    )


@of_file(CACHE)
def is_name(text: str) -> bool:
    """Tell whether a text may be a person's whole name."""
    words = text.split()
    letters = all(char.isalpha() or char in " '’‘´`-." for char in text)
    return 2 <= len(words) <= 7 and letters
