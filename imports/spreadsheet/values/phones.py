"""Telephone numbers as sheets keep them: without their 0, with +84, of before 2018."""

import re

from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.spreadsheet.values.understood import Understood, Wrong, as_written, is_nothing, written

# What the numbers of eleven digits begin with since November 2018.
_RENAMED = {
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0126": "076",
    "0127": "081",
    "0128": "078",
    "0129": "082",
    "0162": "032",
    "0163": "033",
    "0164": "034",
    "0165": "035",
    "0166": "036",
    "0167": "037",
    "0168": "038",
    "0169": "039",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
_COUNTRY = re.compile(r"^(?:\+|00)?84(?=[2-9]\d{8,9}$|1\d{9}$)", re.ASCII)
_LOST_ZERO = re.compile(r"[35789]\d{8}|1[268]\d{8}|199\d{7}|2\d{8,9}", re.ASCII)
_GOOD = re.compile(r"0[35789]\d{8}|02\d{8,9}", re.ASCII)
_FILLING = re.compile(r"[\s.()\-–'’`]+")
_SEVERAL = re.compile(r"\s*[,;/\n]\s*|\s+-\s+|\s+(?:hoặc|và)\s+")
# What is kept as it stands, as typed on a page.
_AS_TYPED = re.compile(r"[\d .]{8,16}", re.ASCII)


def phone(cell: Cell) -> Understood[str]:
    """Read a telephone number; one that is whole already stays as it is written."""
    if is_nothing(cell) or written(cell) == "0":
        return Understood("")
    text = written(cell)
    first, *others = [part for part in _SEVERAL.split(text) if part] or [text]
    number = _mended(first)
    if number is None:
        raise Wrong(
            _("Số điện thoại “%(text)s” không hợp lệ.") % {"text": text},
            _("Ghi đủ 10 chữ số, ví dụ 0905 123 456."),
        )
    if others:
        return Understood(number, _("“%(text)s”: chỉ lấy số đầu") % {"text": text})
    return Understood(number, "" if number == text else as_written(text, number))


def _mended(text: str) -> str | None:
    digits = _FILLING.sub("", text)
    if _GOOD.fullmatch(digits):
        return text if _AS_TYPED.fullmatch(text) else digits
    digits = _COUNTRY.sub("0", digits)
    if _LOST_ZERO.fullmatch(digits):
        digits = "0" + digits
    if len(digits) == 11 and digits[:4] in _RENAMED:
        digits = _RENAMED[digits[:4]] + digits[4:]
    return digits if _GOOD.fullmatch(digits) else None
