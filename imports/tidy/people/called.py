"""What stands where a name should: somebody and something beside them, or nobody at all."""

import re
from collections.abc import Set

from imports.spreadsheet.caches import of_file
from imports.tidy.people import offices
from imports.tidy.people.families import BARE_FAMILIES, FAMILIES, FIRST_OF_NAMES
from imports.tidy.people.spelled import bare

# Behind a name these begin something else; "và" in a text without capitals may be somebody's given name.
_BESIDE = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|\s*[,;/+&|]\s*|(?<=[^\W\d_])\s+và\s+(?=\w)")
# Two people whose names are written in any capitals: behind the word a family's begins another.
_OF_TWO = re.compile(r"(\S+(?: \S+)+) v[àa] (\S+)(?= \S)", re.IGNORECASE)
# Of so many words may be two people, and nobody is called by so many.
_LONG, _LONGEST = 6, 8
_OPEN = " ,;-–—/+&|"
_NOBODY = (
    "công ty|cty|doanh nghiệp|dntn|hợp tác xã|htx|cơ quan|trụ sở|văn phòng|trạm|điểm|nhà (?:trống|hoang|bỏ|văn hóa|sinh hoạt|nghỉ|thờ|máy|nước|trọ)|chùa"
    "|hộ (?:trống|vắng|tạm|đi|chưa|không|mới|ghép|nghèo|cận)|(?:bỏ |đang |còn )?(?:trống|khuyết)|(?:đi |tạm )?vắng|không (?:rõ|có|tên|liên)|chưa (?:rõ|có|bầu|cử|kiện|gặp|hỏi)|đang (?:bầu|kiện|chờ)"
)
# By these people call somebody by the place among brothers and sisters: "Lê An (út)".
_CALLED = frozenset(
    ["cả", "hai", "tư", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "út", "ut"]
)
# One word alone may be a given name, but for these.
_LONE = frozenset({"khuyết", "khuyet", "trống", "vắng"})
_PATTERNS = tuple(re.compile(rf"(?:{one})\b", re.IGNORECASE) for one in (_NOBODY, bare(_NOBODY)))


@of_file(4_096)
def name_alone(text: str) -> str:
    """Return the name with which a text begins that says more behind it, "" where it says no more: "Lê An - Trưởng thôn"."""
    if (two := _OF_TWO.match(text)) and two[2].lower() in _families(text):
        return two[1]
    if text == text.lower() or (text.replace(" ", "").isalpha() and " và " not in text):
        return closed(offices.before_office(text))
    before, bracket, within = text.partition("(")
    found = _BESIDE.search(before)
    if found is None and not (bracket and _is_remark(within)):
        return closed(offices.before_office(text))
    alone = before[: found.start()] if found else before.rstrip()
    return alone if len(alone.split()) > 1 else ""


def _is_remark(within: str) -> bool:
    """Tell what a bracket remarks of somebody from what people call them: "(vợ Hoa)", "(Bí thư)"; "(Tư Lúa)"."""
    is_called = within.strip(" )") in _CALLED
    return (within[:1].islower() and not is_called) or bool(offices.BEGINS_LIKE_ONE.match(within))


@of_file(4_096)
def is_nobody(text: str) -> bool:
    """Tell an office, a place or a remark where a name should stand: "Trưởng thôn", "Nhà trống", "Công ty TNHH An Phú"."""
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()  # "(khuyết)"
    first, *others = text.casefold().split() or [""]
    if not others:
        return first in _LONE
    if len(others) == 1 and others[0].isdecimal():
        return True  # "Tô 3" is Tổ 3, "Lê An 2" a second one of that name
    if offices.whole_office(text):
        return True
    if first.strip("'’.") in _families(text):
        return False
    is_office = offices.BEGINS_LIKE_ONE.match(text) or offices.role_word(text)
    return bool(is_office or _PATTERNS[text.isascii()].match(text))


@of_file(4_096)
def may_be_several(text: str) -> bool:
    """Tell a name that is too long for one person, or long and begins again: "Tô Thanh Ngân Lý Xuân Hòa"."""
    words = text.partition("(")[0].casefold().split()
    begins = any(word in FIRST_OF_NAMES for word in words[2:-1])
    return len(words) >= _LONGEST or (len(words) >= _LONG and begins)


def _families(text: str) -> Set[str]:
    return BARE_FAMILIES if text.isascii() else FAMILIES


def closed(text: str) -> str:
    """Return a name without what was left open behind it: "Lê Sơn -"."""
    return text.rstrip(_OPEN)
