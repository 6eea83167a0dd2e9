"""Whether a household has a smartphone, internet at home: yes, no, not asked; of other words nothing is taken."""

import re
from collections.abc import Iterable, Sequence

from areas.names import fold
from imports.spreadsheet.book import Cell, Fault
from imports.tidy.cells.marks import UNASKED, key_of, phrase
from imports.tidy.cells.reading import NOTHING, Read, says_nothing

_YES = frozenset(
    [
        "x",
        "✓",
        "✔",
        "√",
        "☑",
        "v",
        "✅",
        "🗸",
        "có",
        "co",
        "c",
        "y",
        "yes",
        "true",
        "đúng",
        "dung",
        "rồi",
        "roi",
    ]
)
_NO = frozenset(
    [
        "không",
        "khong",
        "ko",
        "k",
        "n",
        "no",
        "false",
        "sai",
        "chưa",
        "chua",
        "✗",
        "✘",
        "×",
        "☒",
        "❌",
    ]
)
_UNASKED = frozenset(["?", "??"])
# "2 máy", "01 cái": how many; none is no. A number alone may be a code: 1 is yes in all of them, 2 is not.
_COUNT = re.compile(
    r"0*(?P<number>\d{1,2})(?P<of> (?:máy|cái|chiếc|điện thoại|đt|người|thuê bao|may|cai|chiec))?"
)
# A heading that asks how many, and from how many on nobody means a code.
_HOW_MANY, _NO_CODE = (
    re.compile(r"(?:tong )?so(?: luong)? |.*\b(?:bao nhieu|may (?:cai|chiec|may))\b"),
    3,
)
# What comes into a house by cable, and who lays it.
_AT_HOME = re.compile(
    r"(?:có |co )?(?:(?:mạng|mang|internet|wifi|wi-fi|cáp quang|cap quang|fpt|vnpt|viettel)[ ,/+-]*)+"
)
_NONE = re.compile(r"(?:không|khong|ko|chưa|chua) (?:có|co|dùng|dung|lắp|lap|sử dụng|su dung)\b.*")


def are_counted(headings: Sequence[str], cells: Iterable[Cell]) -> bool:
    """Tell whether a column says how many there are: by its heading, or by a number that is no code for yes and no."""
    if any(_HOW_MANY.match(fold(heading)) for heading in headings):
        return True
    counts = (_COUNT.fullmatch(key_of(cell)) for cell in cells if not isinstance(cell, Fault))
    return any(count and int(count["number"]) >= _NO_CODE for count in counts)


def has(cell: Cell, *, is_counted: bool) -> Read:
    """Read whether a household has something; a blank says nothing, nor does what may be a code."""
    text = key_of(cell)
    if count := _COUNT.fullmatch(text):
        number = int(count["number"])
        is_told = number < 2 or is_counted or count["of"]
        return Read(value=number > 0) if is_told else Read(left="not_understood")
    if text in _YES or _AT_HOME.fullmatch(text):
        return Read(value=True)
    if text in _UNASKED or phrase(text) == UNASKED:
        return NOTHING
    if text in _NO or _NONE.fullmatch(text):
        return Read(value=False)
    return NOTHING if says_nothing(text) else Read(left="not_understood")
