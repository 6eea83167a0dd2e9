"""Numbers of decisions, and the days behind them."""

import re
from dataclasses import replace
from datetime import date

from imports.spreadsheet.book import Cell
from imports.tidy.cells import days
from imports.tidy.cells.around import Around
from imports.tidy.cells.reading import NOTHING, Doubt, Read, plain, says_nothing

_DECISION_DAY = re.compile(
    r"[\s,;(\-–]*(?:(?:ký|ra)?\s*ngày|ngay)?\s*(?:\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}|\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4})\)?\.?",
    re.IGNORECASE,
)
_DECISION_LEAD = re.compile(
    r"^(?:theo\s+)?(?:qđ|quyết định|q\.đ|quyet dinh)?\s*(?:số|so)?\s*[:.]?\s*(?=\d)", re.IGNORECASE
)
# The numbers of a cell that has several: none of them is meant for sure.
_DECISIONS = re.compile(r"\d+\s*/\s*(?:\d{4}\s*/\s*)?Q[ĐD][-–\w]*", re.IGNORECASE)
_SIGN = re.compile(r"(?<=/)(?:QD|QĐ)(?![^\W\d_])[-–.\w]*", re.IGNORECASE)


def as_signed(number: str) -> str:
    """Return the number of a decision in the letters of an office, however it was typed: "45/qd-ubnd"."""
    return _SIGN.sub(lambda sign: "QĐ" + sign[0][2:].upper(), number)


def decision(cell: Cell, about: Around) -> Read:
    """Read the number of a decision, and the day that stands behind it."""
    text = plain(cell)
    if says_nothing(text):
        return NOTHING
    if isinstance(cell, date):
        return _signed(Read(), cell, about)
    if len(several := list(dict.fromkeys(map(as_signed, _DECISIONS.findall(text))))) > 1:
        return Read(doubt=Doubt("repair", text, dict(zip(several, several, strict=True))))
    found = days.find(text, about) if _DECISION_DAY.search(text) else None
    number = _DECISION_DAY.sub("", text, 1) if found else text
    number = _DECISION_LEAD.sub("", number).strip(" ,;-–()")
    return _signed(Read(as_signed(number) or None), found, about)


def _signed(read: Read, found: date | Read | None, about: Around) -> Read:
    """Add the day of a decision: where it is in doubt it is asked, where it cannot be its cell says so."""
    if isinstance(found, date):
        told = days.checked(found, "", about)
        if told.wrong:
            return replace(read, note=told.wrong.what)
        return replace(read, more={"signed_on": found})
    doubt = found.doubt if found else None
    return replace(read, asks={"signed_on": days.each_checked(doubt, about)}) if doubt else read
