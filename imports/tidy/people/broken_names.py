"""Names that are broken over two rows, the second of which has nothing but their end."""

import re

from imports.tidy.people.families import FAMILIES

_YEAR = re.compile(r"(?<=\w)[\s,;(-]*(?:19|20)\d\d\)?\s*$")
# So far below the first part, on the next page, the end may stand.
FAR = 8
_HEAD = re.compile(r"[-–(,]\s*(?:là\s+)?chủ\s+hộ\s*\)?$", re.IGNORECASE)
# A text that ends so goes on; a year, a day or a telephone alone is nobody's name, but what a cell says behind one. Another
# number there is how many stand above it.
_OPEN = re.compile(r"[-–—,;:(/]$")
_BEHIND = re.compile(
    r"\(?(?:(?:sn|ns|sinh(?: năm)?|năm sinh|sđt|đt)\b[\s.:]*\+?\d[\d\s./-]{2,}|(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}|\+?\d(?:[\s./-]*\d){8,11})\)?",
    re.IGNORECASE,
)
# They stand within names, too: H'Yâm.
_IN_NAMES = str.maketrans("", "", "'’‘`´-")


def may_end(rest: str, first: str) -> bool:
    """Tell whether a text may be the end of a name: no family name with more behind it."""
    parts = words_of(rest.casefold())
    if is_sure_end(rest, first):
        return True
    if is_in_brackets(rest):
        return "(" not in first
    if ends_mark(rest, first):
        return True
    if first.count("(") > first.count(")") and ")" in rest:
        return True
    if len(parts) == 1:
        return parts[0].translate(_IN_NAMES).isalpha()
    return len(parts) == 2 and len(first.split()) < 3 and parts[0] not in FAMILIES


def is_sure_end(rest: str, first: str) -> bool:
    """Tell what is nobody by itself below a name, or stands below one that was left open: "1998" below "Trần Sơn -"."""
    is_name = len(rest.split()) > 1 and words_of(rest.casefold())[0] in FAMILIES
    return bool(_BEHIND.fullmatch(rest) or (_OPEN.search(first) and not is_name))


def ends_mark(rest: str, first: str) -> bool:
    """Tell the end of the mark of a head, broken behind a name: "hộ" below "Đỗ Thị Tuyết - chủ"."""
    return bool(_HEAD.search(f"{first} {rest}")) and not _HEAD.search(first)


def words_of(rest: str) -> list[str]:
    """Return the words of the end of a name, without a year of birth behind it: "Đồng 1959"."""
    return _YEAR.sub("", rest).split()


def is_in_brackets(text: str) -> bool:
    """Tell what is nobody's name by itself: "(CH)", "(Năm)"."""
    return text.startswith("(") and text.endswith(")") and len(text) > len("()")
