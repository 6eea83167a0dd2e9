"""Names of people, and other words."""

import unicodedata
from datetime import date

from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.spreadsheet.fonts import convert, suspect
from imports.spreadsheet.values.understood import Understood, Wrong, is_nothing, written

LONGEST_NAME = 200
# Signs that names have beside letters: H', Y-Blô, a brother's number in brackets.
_SIGNS = frozenset(" '’‘ʼ`´.-–(),/")


def person(cell: Cell) -> Understood[str]:
    """Read a whole name, kept in its own capitals; blank is "".

    Raises Wrong for what no name has: only digits, signs of old fonts, letters of other scripts.
    """
    if is_nothing(cell):
        return Understood("")
    name = written(cell)
    if not any(char.isalpha() for char in name):
        raise Wrong(_("Họ tên “%(text)s” không có chữ.") % {"text": name}, _("Ghi họ và tên."))
    if len(name) > LONGEST_NAME:
        raise _too_long(LONGEST_NAME)
    _refuse_old_fonts(name)
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
