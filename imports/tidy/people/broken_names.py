"""Names that are broken over two rows, the second of which has nothing but their end."""

import re

from imports.tidy.people.families import FAMILIES

_YEAR = re.compile(r"(?<=\w)[\s,;(-]*(?:19|20)\d\d\)?\s*$")
# So far below the first part, on the next page, the end may stand.
FAR = 8
_HEAD = re.compile(r"[-–(,]\s*(?:là\s+)?chủ\s+hộ\s*\)?$", re.IGNORECASE)
# They stand within names, too: H'Yâm.
_IN_NAMES = str.maketrans("", "", "'’‘`´-")


def may_end(rest: str, first: str) -> bool:
    """Tell whether a text may be the end of a name: no family name with more behind it."""
    parts = words_of(rest.casefold())
    if is_in_brackets(rest):
        return "(" not in first
    if ends_mark(rest, first):
        return True
    if first.count("(") > first.count(")") and ")" in rest:
        return True
    if len(parts) == 1:
        return parts[0].translate(_IN_NAMES).isalpha()
    return len(parts) == 2 and len(first.split()) < 3 and parts[0] not in FAMILIES


def ends_mark(rest: str, first: str) -> bool:
    """Tell the end of the mark of a head, broken behind a name: "hộ" below "Đỗ Thị Tuyết - chủ"."""
    return bool(_HEAD.search(f"{first} {rest}")) and not _HEAD.search(first)


def words_of(rest: str) -> list[str]:
    """Return the words of the end of a name, without a year of birth behind it: "Đồng 1959"."""
    return _YEAR.sub("", rest).split()


def is_in_brackets(text: str) -> bool:
    """Tell what is nobody's name by itself: "(CH)", "(Năm)"."""
    return text.startswith("(") and text.endswith(")") and len(text) > len("()")
