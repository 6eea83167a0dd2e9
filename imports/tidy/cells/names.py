"""Names of people as they are written into a register: without number, title and year, in their own capitals."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from imports.spreadsheet.book import Cell
from imports.spreadsheet.caches import cleaned
from imports.spreadsheet.values import Wrong, person
from imports.spreadsheet.values.words import mended_phone
from imports.tidy.cells.reading import NOTHING, Doubt, Read, plain, says_nothing
from imports.tidy.people.address import (
    ADDRESSED,
    FEMALE,
    MALE,
    SEX_OF_ADDRESS,
    SEX_OF_ADDRESS_IN_ENGLISH,
    SEX_OF_TITLE,
    is_family_ong,
)
from imports.tidy.people.called import closed, is_nobody, may_be_several, name_alone
from imports.tidy.people.families import BARE_FAMILIES, FAMILIES

# A number before a name, or the bullet of a list.
_NUMBER = re.compile(
    r"^[-–—+•·▪*>]+\s*(?=[^\W\d])|^\(?\d{1,4}(?:\s*[.)/:]\s*|\s*[-–]\s+|\s*[-–](?=\D)|\s+)(?=\D)"
)
_YEAR = re.compile(
    r"[\s,;(\-–]*(?:(?:sn|s\.n\.?|ns|n\.s\.?|sinh(?: năm| ngày)?|năm sinh|nam sinh|sinh nam)\s*:?\.?\s*)?"
    r"(?<!\d)(?:\d{1,2}[/.\-]){0,2}((?:19|20)\d\d)\s*\)?\s*$",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"[\s,;(\-–:]*(?:(?:số )?(?:điện thoại|sđt|sdt|đt|dt|zalo|tel)\s*[:.]?\s*)?(?<!\d)((?:\+?84|0)(?:[ .\-]?\d){9})\s*\)?\s*$",
    re.IGNORECASE,
)
_TITLES = {
    **SEX_OF_ADDRESS, **SEX_OF_ADDRESS_IN_ENGLISH, **{f"{word}.": sex for word, sex in SEX_OF_ADDRESS_IN_ENGLISH.items()},
    "ong": MALE, "ba": FEMALE, "chi": FEMALE, "co": FEMALE, "ô.": MALE, "b.": FEMALE, "hộ": "", "gđ": "",
    **SEX_OF_TITLE, "ông/bà": "", "ông (bà)": "", "ông bà": "", "bà quả phụ": FEMALE,
}  # fmt: skip
_TITLE = re.compile(
    "^(hộ\\s+(?:ông|bà|anh|chị)|"
    + "|".join(sorted(map(re.escape, _TITLES), key=len, reverse=True))
    + r")[\s:.]+(?=[^\s)])",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(rf"^\(({ADDRESSED}|đ/c)\)\s*(?=[^\W\d])", re.IGNORECASE)
# These are names of families as well, and given names without marks: a title only where the column has others.
_ALSO_NAMES = frozenset({"ông", "ong", "ba", "co", "chi", "em", "hộ"})
_COMRADE = frozenset({"đồng chí", "dong chi"})
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Named:
    """What the cell of a name says beside it."""

    name: str
    sex: str = ""
    year: int | None = None
    phone: str = ""


def title_of(cell: Cell) -> str:
    """Return the title before a name, "" where there is none: columns are asked which titles they have."""
    if not isinstance(cell, str):
        return ""
    match = _TITLE.match(cell.strip())
    return match[1].casefold() if match else ""


def name(cell: Cell, *, has_titles: bool = False) -> Read:
    """Read a name; `more` holds the sex that its title tells and the year behind it."""
    text = plain(cell)
    if says_nothing(text):
        return NOTHING
    found = _apart(text, has_titles=has_titles)
    try:
        understood = person(found.name)
    except Wrong as wrong:
        return Read(wrong=wrong)
    doubt = _doubt(understood.value)
    more = {"sex": found.sex, "birth_year": found.year, "phone": found.phone}
    note = _("Họ tên có ghi chú trong ngoặc") if "(" in understood.value else ""
    if any(char.isdigit() for char in understood.value):
        note = _("Họ tên có chữ số")
    more = {key: one for key, one in more.items() if one}
    return Read(cased(understood.value), note, doubt, more=more)


def _doubt(text: str) -> Doubt | None:
    """Ask what somebody is called where more stands beside a name, or nobody's name stands there."""
    alone = name_alone(text)
    if not alone and not is_nobody(text) and not may_be_several(text):
        return None
    ways = [cased(one) for one in (alone, text) if one]
    return Doubt("repair", text, dict(zip(ways, ways, strict=True)))


def _apart(text: str, *, has_titles: bool) -> Named:
    # Most names are nothing but letters; a long text is nobody's, and would be searched for minutes.
    is_bare = len(text) > _LONGEST or text.replace(" ", "").isalpha()
    bare = text if is_bare else _NUMBER.sub("", text, count=1)
    bare, phone = (bare, "") if is_bare else _without_phone(bare)
    year = None if is_bare else _YEAR.search(bare)
    if year and _is_name(bare[: year.start()]):
        bare = bare[: year.start()].rstrip(" ,;-–(")
    else:
        year = None
    untitled, sex = _untitled(bare, has_titles=has_titles)
    return Named(closed(cleaned(untitled)), sex, int(year[1]) if year else None, phone)


def _is_name(text: str) -> bool:
    """Tell what stands before a year of birth: a name, not the words of a bracket that begins there."""
    _before, bracket, within = text.partition("(")
    is_within = bracket and ")" not in within and any(char.isalpha() for char in within)
    return any(char.isalpha() for char in text) and not is_within


def _without_phone(text: str) -> tuple[str, str]:
    """Part a telephone number from the name that stands before it; one of which something is to be mended stays."""
    match = _PHONE.search(text)
    number = mended_phone(match[1]) if match else ""
    is_name = match is not None and any(char.isalpha() for char in text[: match.start()])
    if match is None or not number or not is_name:
        return text, ""
    return text[: match.start()].rstrip(" ,;-–("), number


def _untitled(text: str, *, has_titles: bool) -> tuple[str, str]:
    text = _IN_BRACKETS.sub(r"\1 ", text)
    match = _TITLE.match(text)
    if match is None:
        return text, ""
    title, rest = match[1].casefold(), text[match.end() :]
    words = rest.split()
    if is_family_ong(text, has_titles=has_titles):
        return text, ""
    is_family = bool(words) and words[0].casefold().strip("'’.") in FAMILIES | BARE_FAMILIES
    if title in _ALSO_NAMES and not has_titles and not (is_family and len(words) > 1):
        return text, ""
    if title in _COMRADE and len(words) < 2:
        return text, ""  # of the family Đồng: "Đồng Chí Thanh"
    if not words or (len(words) < 2 and not has_titles):
        return text, ""
    if title.startswith("hộ "):
        title = title.split()[-1]
    return rest, _TITLES.get(title, "")


def cased(name: str) -> str:
    """Return a name with a capital at each of its words; what stands in brackets stays."""
    name, bracket, rest = name.partition("(")
    if name == name.upper() and any(len(word) > 1 for word in name.split()):
        name = name.lower()
    words = (_capital(word) if word == word.lower() else word for word in name.split(" "))
    return " ".join(words) + bracket + rest


def _capital(word: str) -> str:
    """Give a word its capital: the first letter, and in H'Linh the one behind the sign."""
    made, at_start = [], True
    for place, char in enumerate(word):
        behind_sign = place > 0 and word[place - 1] in "'’‘ʼ`´-" and place <= 2
        made.append(char.upper() if char.isalpha() and (at_start or behind_sign) else char)
        at_start = at_start and not char.isalpha()
    return "".join(made)
