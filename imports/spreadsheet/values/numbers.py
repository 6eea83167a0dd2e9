"""Whole numbers of things."""

import re

from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.spreadsheet.values.understood import Understood, Wrong, as_written, is_nothing, written

_PLAIN = re.compile(r"\d+", re.ASCII)
# Thousands with a stop or comma, perhaps with what is counted behind it.
_GROUPED = re.compile(
    r"(\d{1,3}(?:[.,\s]\d{3})+|\d+)\s*(?:hộ|người|lượt|nữ|ho|nguoi|luot|nu)?",
    re.ASCII,
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
    return Understood(number, "" if _PLAIN.fullmatch(text) else as_written(text, str(number)))
