"""What a cell was understood as, or what is wrong with it: words, names of people, whole numbers, telephone numbers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell, Fault
from imports.spreadsheet.caches import cleaned
from imports.spreadsheet.fonts import convert, suspect

# What people put where there is nothing to say.
_NOTHING = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "..",
        "...",
        "…",
        "/",
        "không có",
        "chưa có",
        "khong co",
        "chua co",
    }
)
LONGEST_NAME = 200
# Signs that names have beside letters: H', Y-Blô, a brother's number in brackets.
# What most names are made of.
_USUAL = frozenset(
    sign
    for letter in unicodedata.normalize(
        "NFC",
        "abcdeghiklmnopqrstuvxyđăâêôơư"
        + "".join(
            vowel + tone for vowel in "aăâeêioôơuưy" for tone in "\u0300\u0301\u0303\u0309\u0323"
        ),
    )
    for sign in (letter, letter.upper())
) | {" "}
_SIGNS = frozenset(" '’‘ʼ`´.-–(),/")
_DIGITS = re.compile(r"\d+", re.ASCII)
# Thousands with a stop or comma, perhaps with what is counted behind it.
_GROUPED = re.compile(
    r"(\d{1,3}(?:[.,\s]\d{3})+|\d+)\s*(?:hộ|người|lượt|nữ|ho|nguoi|luot|nu)?",
    re.ASCII,
)
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


@dataclass(frozen=True)
class Understood[T]:
    """A value; `note` says how it was understood where that is not plain to see."""

    value: T
    note: str = ""


class Wrong(Exception):
    """A cell that is not taken: what is wrong, how to mend it, and what it may have meant."""

    def __init__(self, what: str, how: str, proposal: object = None) -> None:
        super().__init__(what)
        self.what = what
        self.how = how
        self.proposal = proposal


def written(cell: Cell) -> str:
    """Return a cell as its reader sees it; raise Wrong where it has no value of its own."""
    if cell is Fault.FORMULA:
        raise Wrong(_("Ô có công thức chưa tính."), _("Mở tệp bằng Excel, bấm Lưu rồi gửi lại."))
    if cell is Fault.ERROR:
        raise Wrong(
            _("Ô báo lỗi công thức (như #N/A, #REF!)."), _("Gõ giá trị thay cho công thức.")
        )
    if cell is Fault.SHARED:
        raise Wrong(
            _("Ô gộp nhiều dòng, không rõ ghi cho ai."), _("Bỏ gộp ô và ghi riêng từng dòng.")
        )
    if cell is Fault.UNREAD:
        raise Wrong(_("Ô này đọc được theo hai cách."), _("Chọn cách đọc đúng trong phần câu hỏi."))
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("Đúng") if cell else _("Sai")
    if isinstance(cell, date):
        return date_format(cell)
    return cleaned(str(cell))


def is_nothing(cell: Cell) -> bool:
    """Tell a cell that says nothing: blank, a dash, dots."""
    return not isinstance(cell, bool) and written(cell).lower() in _NOTHING


def low(text: str) -> str:
    """Return the text in lower case with its marks, without stops at its ends."""
    return unicodedata.normalize("NFC", text).lower().strip(" .,;:!*")


def as_written(text: str, meaning: str | Promise) -> str:
    """Say that a text was understood as something."""
    return _("“%(text)s” được hiểu là %(meaning)s") % {"text": text, "meaning": meaning}


def person(cell: Cell) -> Understood[str]:
    """Read a whole name, kept in its own capitals; blank is "".

    Raises Wrong for what no name has: only digits, signs of old fonts, letters of other scripts.
    """
    name = written(cell)
    if not isinstance(cell, bool) and name.lower() in _NOTHING:
        return Understood("")
    if not any(char.isalpha() for char in name):
        raise Wrong(_("Họ tên “%(text)s” không có chữ.") % {"text": name}, _("Ghi họ và tên."))
    if len(name) > LONGEST_NAME:
        raise _too_long(LONGEST_NAME)
    _refuse_old_fonts(name)
    if _USUAL.issuperset(name) and not name.isupper():
        return Understood(name)
    if strange := [char for char in name if not _may_stand_in_a_name(char)]:
        raise Wrong(
            _("Họ tên “%(text)s” có ký tự lạ “%(char)s”.") % {"text": name, "char": strange[0]},
            _("Gõ lại họ tên bằng phông Unicode."),
        )
    if any(char.isdigit() for char in name):
        return Understood(name, _("Họ tên có chữ số"))
    if "(" in name:
        return Understood(name, _("Họ tên có ghi chú trong ngoặc"))
    whole = len(name) > 1 and name == name.upper()
    return Understood(name, _("Họ tên viết hoa toàn bộ, giữ nguyên") if whole else "")


def text(cell: Cell, *, longest: int) -> Understood[str]:
    """Read words of one line, a number as it is written; blank is ""."""
    if is_nothing(cell):
        return Understood("")
    if isinstance(cell, date):
        # "3/4" of an address, before Excel took it for the third of April.
        raise Wrong(
            _("Excel đã đổi ô này thành ngày %(day)s.") % {"day": written(cell)},
            _("Đổi kiểu ô thành Văn bản (Text) rồi gõ lại."),
        )
    words = written(cell)
    if len(words) > longest:
        raise _too_long(longest)
    _refuse_old_fonts(words)
    return Understood(words)


def _refuse_old_fonts(words: str) -> None:
    if encoding := suspect(words):
        raise Wrong(
            _("“%(text)s” gõ bằng phông cũ %(font)s.") % {"text": words, "font": encoding.value},
            _("Đổi cả tệp sang Unicode khi xem trước, hoặc gõ lại ô này."),
            convert(words, encoding),
        )


@lru_cache(maxsize=1_024)
def _may_stand_in_a_name(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char in _SIGNS
    if unicodedata.category(char)[0] == "M" or char in _SIGNS:
        return True
    return char.isalpha() and unicodedata.name(char, "").startswith("LATIN") and char not in "ªº"


def _too_long(longest: int) -> Wrong:
    return Wrong(
        _("Chữ trong ô quá dài."), _("Ghi không quá %(longest)s ký tự.") % {"longest": longest}
    )


def count(cell: Cell, *, most: int = 100_000) -> Understood[int | None]:
    """Read a number of things, 0 to `most`; a blank is unknown, not 0."""
    if is_nothing(cell):
        return Understood(None)
    text = written(cell)
    match = None if isinstance(cell, bool | float) else _GROUPED.fullmatch(text.lower())
    number = int(re.sub(r"\D", "", match[1])) if match else most + 1
    if number > most:
        raise Wrong(
            _("“%(text)s” không phải là số đếm.") % {"text": text},
            _("Ghi một số nguyên từ 0 đến %(most)s.") % {"most": most},
        )
    return Understood(number, "" if _DIGITS.fullmatch(text) else as_written(text, str(number)))


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


def email(cell: Cell) -> Understood[str]:
    """Read an e-mail address."""
    if is_nothing(cell):
        return Understood("")
    text = written(cell)
    address = re.sub(r"^mailto:|\s", "", text, flags=re.IGNORECASE)
    try:
        validate_email(address)
    except ValidationError:
        raise Wrong(
            _("Thư điện tử “%(text)s” không hợp lệ.") % {"text": text},
            _("Ghi một địa chỉ, ví dụ lan.nguyen@xa.gov.vn, hoặc để trống."),
        ) from None
    return Understood(address, "" if address == text else as_written(text, address))


def mended_phone(text: str) -> str | None:
    """Return a number in digits, where only one can be meant; None where none is whole."""
    mended = _mended(text)
    return None if mended is None else re.sub(r"\D", "", mended)


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
