"""Telephone numbers: what is the same number is read at once; what was mended is said."""

import re

from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.spreadsheet.values.words import as_written, mended_phone
from imports.tidy.cells.reading import NOTHING, Read, plain, says_nothing

SLIPS = str.maketrans("OoQIl|", "000111")
# A word of digits, and letters that look like some.
_WORD = re.compile(r"[\dOoQIl|.]*\d[\dOoQIl|.]*")
# A whole number within other words.
_NUMBER = re.compile(
    r"(?<!\d)(?:\(?(?:\+|00)?84\)?[\s.\-]?|\(?0)(?:[\s.\-–()]{0,2}\d){8,10}?(?!\d)"
)
# "Chưa có điện thoại", "không dùng đt".
_NONE = re.compile(
    r"(?:không|khong|chưa|chua|ko|k|kg)(?: có| co| dùng| dung| sử dụng| su dung)?(?: số| so)?(?: máy| may)?"
    r"(?: điện thoại| dien thoai| đt| dt| sđt| sdt| zalo)?(?: thông minh| riêng)?"
)
_LOST_ZERO = re.compile(r"(?<![\d.])[35789]\d{8}(?!\d)")


def phone(cell: Cell) -> Read:
    """Read a telephone number in digits: the first where there are two."""
    text = plain(cell)
    if says_nothing(text) or _NONE.fullmatch(text.casefold().strip(" .")):
        return Read(note="") if text else NOTHING
    if number := mended_phone(text):
        return Read(number, as_written(text, number) if _is_changed(text, number) else "")
    slipped = _WORD.sub(lambda word: word[0].translate(SLIPS), text)
    numbers = _NUMBER.findall(slipped) or _LOST_ZERO.findall(slipped)
    found = [number for one in numbers if (number := mended_phone(one))]
    if not found:
        return Read(left="not_understood")
    if len(set(found)) > 1:
        return Read(found[0], _("“%(text)s”: chỉ lấy số đầu") % {"text": text})
    return Read(found[0], as_written(text, found[0]))


def _is_changed(text: str, number: str) -> bool:
    """Say whether more was mended than dots, the first zero or the country: digits that are others now."""
    return re.sub(r"\D", "", text)[-9:] != number[-9:]
