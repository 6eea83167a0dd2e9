"""Whether a household has a smartphone, internet at home: yes, no, not asked; of other words nothing is taken."""

import re

from imports.spreadsheet.book import Cell
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
# "2", "2 máy", "01 cái": how many; none is no.
_COUNT = re.compile(
    r"0*(\d{1,2})(?: (?:máy|cái|chiếc|điện thoại|đt|người|thuê bao|may|cai|chiec))?"
)
# What comes into a house by cable, and who lays it.
_AT_HOME = re.compile(
    r"(?:có |co )?(?:(?:mạng|mang|internet|wifi|wi-fi|cáp quang|cap quang|fpt|vnpt|viettel)[ ,/+-]*)+"
)
_NONE = re.compile(r"(?:không|khong|ko|chưa|chua) (?:có|co|dùng|dung|lắp|lap|sử dụng|su dung)\b.*")


def has(cell: Cell) -> Read:
    """Read whether a household has something; a blank says nothing."""
    text = key_of(cell)
    if count := _COUNT.fullmatch(text):
        return Read(int(count[1]) > 0)
    if text in _YES or _AT_HOME.fullmatch(text):
        return Read(value=True)
    if text in _UNASKED or phrase(text) == UNASKED:
        return NOTHING
    if text in _NO or _NONE.fullmatch(text):
        return Read(value=False)
    return NOTHING if says_nothing(text) else Read(left="not_understood")
