"""Numbers in cells: those of identity papers, insurance and accounts, told from telephones, money and years."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

MARK = "•••"
# A cell with fewer digits identifies nobody.
_FEW = 5
_LONGEST_NUMBER = 80
_PROVINCES = range(1, 97)
# Born 1900 to 1999, then 2000 on: the sign of century and sex, with the last year of birth there may be.
_YEARS = {"0": 99, "1": 99, "2": 40, "3": 40}
_MOBILE = re.compile(r"0[35789]\d{8}|01[2689]\d{8}|02\d{8,9}|(?:00)?84(?:[35789]\d{8}|2\d{8,9})")
# What is left of one that was kept as a number.
_NO_ZERO = re.compile(r"[35789]\d{8}|1(?:6[2-9]|2\d|86|88|99)\d{7}")
# With who gave it and when behind it, or a second one.
_NUMBER = re.compile(
    r"(\d[\d .\-]*\d)(?:\s*[(,;/].*|\s+(?:ca|công an|cục|cấp|ngày|do)\b.*)?", re.IGNORECASE
)
# Letters typed for digits.
_SLIPS = str.maketrans("OoIl", "0011")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+\d{2}", re.IGNORECASE)
_HEALTH = re.compile(r"(?<![A-Za-z])[A-Z]{2}[ .\-]?[1-5](?:[ .\-]?\d){12}(?![\d])", re.IGNORECASE)
_LETTER_FIRST = re.compile(r"[A-Z]\d{7,8}", re.IGNORECASE)
_LETTER_NUMBER = re.compile(r"(?<![A-Za-z\d])[A-Z]\d{7,8}(?![A-Za-z\d])")
_YEAR = re.compile(r"(?:19|20)\d\d")
# The shortest number of a paper; so many runs of digits is a telephone cut into.
_SHORTEST_PAPER, _MOST_RUNS = 9, 5
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Whether a text can hold any of these at all.
_LONG = re.compile(r"\d(?:[ .\-]?\d){6}")
_TWELVE = re.compile(r"(?<!\d)(?:\d{12}|\d{3,9}(?:[ .\-]\d{3,9}){1,3})(?!\d)")
_NO_DIGIT = re.compile(r"\D")
_ANY_LONG = re.compile(r"(?<!\d)\d{2,}(?:[ .\-]?\d{2,})*(?!\d)")
_DAY = re.compile(r"(?:\d{1,2}[ .\-]){2}(?:19|20)\d\d|(?:19|20)\d\d(?:[ .\-]\d{1,2}){2}")
# A paper named in the text itself, and the number behind it.
_NAMED = (
    r"(?:\b(?:cccd|cmnd|cmtnd|cmt|stk|tknh|tk|bhxh|bhyt|mst|vneid|passport|ddcn|đdcn|hc|gplx)"
    r"|c[aă]n c[uư][oớ]c(?: c[oô]ng d[aâ]n)?|ch[uứ]ng minh(?: nh[aâ]n d[aâ]n| th[uư])?"
    r"|[dđ][iị]nh danh(?: c[aá] nh[aâ]n)?|h[oộ] chi[eế]u|t[aà]i kho[aả]n(?: ng[aâ]n h[aà]ng)?"
    r"|m[aã] s[oố] thu[eế]|b[aả]o hi[eể]m(?: x[aã] h[oộ]i| y t[eế])?)"
)
_BEHIND_NAME = re.compile(
    rf"{_NAMED}[^\d\n;]{{0,30}}?(?P<number>\b[A-Z]{{0,2}}\d[\d .\-]{{5,24}}\d)", re.IGNORECASE
)
_WITH_NAME = re.compile(
    rf"[\s,;:/(\[\-–]*(?:(?:s[oố]|th[eẻ]|m[aã])\s+)?(?:{_NAMED}\s*(?:s[oố]\s*)?[:.\-]?\s*)?{MARK}\s*[)\]]?",
    re.IGNORECASE,
)


def digits_of(value: Any) -> str:
    """Return the digits of a cell that is one long number, however it was written; "" for any other cell."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value) if value > 0 else ""
    if isinstance(value, float):
        return f"{value:.0f}" if value >= 1e9 else ""
    if not isinstance(value, str) or len(value) > _LONGEST_NUMBER:
        return ""
    text = value if value.isascii() else unicodedata.normalize("NFKC", value)
    text = text.strip(" '’`\"")
    if _EXPONENT.fullmatch(text):
        return f"{float(text.replace(',', '.')):.0f}"
    match = _NUMBER.fullmatch(text) or _NUMBER.fullmatch(text.translate(_SLIPS))
    return _bare(match[1]) if match else ""


def has_digits(value: Any) -> bool:
    """Say whether a cell holds so many digits that it may be a number of a paper."""
    if isinstance(value, str):
        return sum(char.isdigit() for char in value) >= _FEW
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**_FEW


def is_long(value: Any) -> bool:
    """Say whether a cell may hold what `masked` looks for: asked first, of every cell of a large sheet."""
    if isinstance(value, str):
        return len(value) > _FEW and _LONG.search(value) is not None
    return isinstance(value, int | float) and value >= 10_000_000


def is_phone(digits: str) -> bool:
    """Say whether digits are a telephone number of Vietnam, also without its zero: its first digits decide."""
    return _MOBILE.fullmatch(digits) is not None or _NO_ZERO.fullmatch(digits) is not None


def is_citizen(digits: str) -> bool:
    """Say whether twelve digits are a personal number: a province, century and sex, a year of birth."""
    return (
        len(digits) == 12
        and int(digits[:3]) in _PROVINCES
        and int(digits[4:6]) <= _YEARS.get(digits[3], -1)
    )


def is_sure(value: Any) -> bool:
    """Say whether a cell is the number of an identity or health insurance card, whatever stands above it."""
    return is_sure_of(value, digits_of(value))


def is_sure_of(value: Any, digits: str) -> bool:
    """Say the same where the digits of the cell are known."""
    if isinstance(value, str) and _HEALTH.fullmatch(value.strip()):
        return True
    if len(digits) == 11 and digits[0] != "0" and not is_phone(digits):
        digits = f"0{digits}"
    return is_citizen(digits)


def is_money(digits: str) -> bool:
    """Say whether digits are a round sum rather than a number of something."""
    return digits.endswith("000")


def masked(value: Any) -> Any:
    """Return a cell with such numbers hidden in it; any other as it is, the same object."""
    if not isinstance(value, str):
        return MARK if is_sure(value) and not is_money(str(value)) else value
    if value.isdecimal():
        return MARK if is_citizen(value) else value
    if not _LONG.search(value):
        return value
    shown = "".join(text if is_code else _hidden(text) for text, is_code in _apart(value))
    return value if shown == value else shown


def without(value: Any) -> Any:
    """Return a cell that holds something else as well, every long number but telephones taken out of it."""
    if not isinstance(value, str):
        return None if is_long(value) and not is_phone(digits_of(value)) else value
    return unmarked(_ANY_LONG.sub(_unless_short, _HEALTH.sub(MARK, value))) or None


def covered(value: Any) -> Any:
    """Return a cell of a column of people, every long number in it hidden but telephones, days and money."""
    if not isinstance(value, str):
        return MARK if _is_no_fact(digits_of(value)) else value
    if not is_long(value):
        return value
    return "".join(text if is_code else _all_hidden(text) for text, is_code in _apart(value))


def unmarked(text: str) -> str:
    """Return a text without the marks of hidden numbers and the names of papers before them."""
    return _WITH_NAME.sub(" ", text).strip(" ,;:-–/")


def _apart(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and of each whether it is a UUID: a code of ours."""
    at = 0
    for match in _UUID.finditer(text):
        yield text[at : match.start()], False
        yield match[0], True
        at = match.end()
    yield text[at:], False


def _hidden(text: str) -> str:
    text = _TWELVE.sub(lambda match: MARK if is_citizen(_bare(match[0])) else match[0], text)
    text = _HEALTH.sub(MARK, text)
    return _BEHIND_NAME.sub(_behind_name, text)


def _behind_name(match: re.Match[str]) -> str:
    number = match["number"]
    digits = _bare(number)
    is_number = len(digits) > 7 or _LETTER_FIRST.fullmatch(number)
    if not is_number or is_phone(digits) or _DAY.search(number):
        return match[0]
    return match[0][: match.start("number") - match.start()] + MARK


def _all_hidden(text: str) -> str:
    text = _LETTER_NUMBER.sub(MARK, _HEALTH.sub(MARK, text))
    return _ANY_LONG.sub(lambda at: at[0] if is_money(_bare(at[0])) else _unless_short(at), text)


def _is_no_fact(digits: str) -> bool:
    return len(digits) >= _SHORTEST_PAPER and not is_phone(digits) and not is_money(digits)


def _unless_short(match: re.Match[str]) -> str:
    digits = _bare(match[0])
    keeps = len(digits) < _SHORTEST_PAPER or is_phone(digits) or _DAY.match(match[0])
    return match[0] if keeps or _are_several(re.split(r"[ .\-]", match[0])) else MARK


def _are_several(runs: list[str]) -> bool:
    """Tell whether runs of digits are telephones, each in one or several of them, or all years."""
    if all(_YEAR.fullmatch(run) for run in runs):
        return True
    return any(
        is_phone("".join(runs[:end])) and _are_several(runs[end:])
        for end in range(1, min(len(runs), _MOST_RUNS) + 1)
    )


def _bare(text: str) -> str:
    return text if text.isdecimal() else _NO_DIGIT.sub("", text)
