"""What a cell was understood as, or what is wrong with it."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from areas.names import clean
from imports.spreadsheet.book import Cell, Fault

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
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("Đúng") if cell else _("Sai")
    if isinstance(cell, date):
        return date_format(cell)
    return clean(str(cell))


def is_nothing(cell: Cell) -> bool:
    """Tell a cell that says nothing: blank, a dash, dots."""
    return not isinstance(cell, bool) and written(cell).lower() in _NOTHING


def low(text: str) -> str:
    """Return the text in lower case with its marks, without stops at its ends."""
    return unicodedata.normalize("NFC", text).lower().strip(" .,;:!*")


def as_written(text: str, meaning: str | Promise) -> str:
    """Say that a text was understood as something."""
    return _("“%(text)s” được hiểu là %(meaning)s") % {"text": text, "meaning": meaning}
