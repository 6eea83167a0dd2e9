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
_REPLACES = re.compile(
    r"\s*[,;(–-]?\s*(?:thay thế(?: bởi| bằng)?|thay the|thay cho|sửa đổi|sua doi|bãi bỏ|bai bo|bổ sung|bo sung)\b",
    re.IGNORECASE,
)
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
    # Of two it is the one that holds.
    replaced = _REPLACES.search(text)
    first, *second = _REPLACES.split(text, maxsplit=1)
    if second and all(
        _LETTERED.search(one) or _AFTER_NUMBER.search(one) for one in (first, *second)
    ):
        is_gone = replaced is not None and replaced[0].lower().endswith(("bởi", "bằng"))
        text = second[0] if is_gone or first.lower().endswith(("được", "bị")) else first
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
    found, context = dict[str, tuple[Decision, Context]](), list(context)
    for one in context:
        decision = decision_in(one.text) if one.origin in {"title", "foot", "sheet"} else None
        if decision and not _OTHERS.search(fold(one.text)):
            found.setdefault(decision.number, (decision, one))
    if len(found) != 1:
        return None
    (decision, there) = next(iter(found.values()))
    return (decision if decision.day else _dated(decision, there, context)), there


def _dated(decision: Decision, there: Context, context: Iterable[Context]) -> Decision:
    """Return a decision with the day of its letterhead: "Số: 45/QĐ-UBND", and beside it "..., ngày 12 tháng 3 năm 2026"."""
    beside = (one.text for one in context if (one.sheet, one.row) == (there.sheet, there.row))
    days = {day for text in beside if text != there.text for day in _DAY.findall(text)}
    return Decision(decision.number, days.pop(), decision.rest) if len(days) == 1 else decision
