"""The decision that founds a team, as cells and titles write it: its number and its day in one text."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from areas.names import clean, fold
from imports.spreadsheet.caches import of_file
from imports.tidy.model import Context

# A number with its letters ("12/QĐ-UBND", "12/2025/QĐ-UBND"), or one that stands behind "số".
_LETTERED = re.compile(
    r"\b(\d{1,5}(?:\s?/\s?\d{4})?\s?/\s?(?:QĐ|QD|(?:NQ|TB|KH)(?![^\W\d_]))[^\s,;:()]*)",
    re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    r"(?:quyết định|quyet dinh|qđ|qd)\s*(?:thành lập\s*)?(?:số|so)?\s*[:.]?\s*(\d{1,5}(?:/[^\s,;:()]+)?)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:ngày|ngay)?\s*(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}"
    r"|\d{1,2}\s*(?:tháng|thang)\s*\d{1,2}\s*(?:năm|nam)\s*\d{4}|\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
# What such a text has beside the two, and nothing else.
_WORDS = frozenset(
    [
        "quyet",
        "dinh",
        "qd",
        "so",
        "ngay",
        "thanh",
        "lap",
        "ky",
        "cua",
        "ubnd",
        "xa",
        "phuong",
        "thi",
        "tran",
        "dac",
        "khu",
        "va",
        "to",
        "cong",
        "nghe",
        "cong",
        "dong",
        "cnscd",
    ]
)
# A paper of somebody above, or one that is only leaned upon: it founded no team.
_OTHERS = re.compile(
    r"\b(?:can cu|thuc hien|ke hoach|thu tuong|chinh phu|ttg|nq|thong tu|cong van|bo truong|cua bo|ubnd tinh|ubnd huyen"
    r"|ubnd thanh pho|ubnd thi xa|btttt|bkhcn|bca|so khoa hoc|so thong tin)\b"
)
# In a column of decisions a number needs no word beside it.
_IN_COLUMN = re.compile(r"^(?:số|so|s)?\s*[:.]?\s*(\d{1,5})(?=[\s,;(]|$)", re.IGNORECASE)
# Cheap: without one of these there is no decision in a text.
_HINTS = ("qđ", "qd", "quyết định", "quyet dinh", "quyết")


class Decision(NamedTuple):
    """What a text says of a decision: number and day as it writes them, and the text without them."""

    number: str
    day: str
    rest: str


@of_file(4_096)
def decision_in(text: str, *, is_column: bool = False) -> Decision | None:
    """Return the decision that a text names; None where it names none, or more than one.

    Of a column of decisions (`is_column`) it may be a number or a day alone.
    """
    text = clean(text)
    low = text.lower()
    if not (is_column or "/" in text or any(hint in low for hint in _HINTS)):
        return None
    numbers = list(dict.fromkeys(_LETTERED.findall(text))) or _AFTER_NUMBER.findall(text)
    if is_column and not numbers:
        if day := _DAY.fullmatch(text):
            return Decision("", day[1], "")
        numbers = _IN_COLUMN.findall(text)
    days = list(dict.fromkeys(_without(text, numbers, _DAY)))
    if len(numbers) != 1 or len(days) > 1:
        return None
    number = numbers[0].rstrip(".-/ ")
    return Decision(number.replace(" ", ""), days[0] if days else "", _rest(text, numbers + days))


def _without(text: str, numbers: list[str], pattern: re.Pattern[str]) -> list[str]:
    for number in numbers:
        text = text.replace(number, " ¦ ")
    return [day.strip() for day in pattern.findall(text)]


def _rest(text: str, taken: list[str]) -> str:
    for one in taken:
        text = text.replace(one, " ", 1)
    return clean(text)


def is_only_decision(decision: Decision) -> bool:
    """Tell whether a text says nothing beside a decision's number and day."""
    return set(fold(decision.rest).split()) <= _WORDS


def founding(context: Iterable[Context]) -> tuple[Decision, Context] | None:
    """Return the one decision that the texts above a table say founded its teams, and the text it stands in."""
    found = dict[str, tuple[Decision, Context]]()
    for one in context:
        decision = decision_in(one.text) if one.origin in {"title", "foot", "sheet"} else None
        if decision and not _OTHERS.search(fold(one.text)):
            found.setdefault(decision.number, (decision, one))
    return next(iter(found.values())) if len(found) == 1 else None
