"""Numbers of things, and plain words."""

import re
from datetime import date

from imports.spreadsheet.book import Cell
from imports.spreadsheet.values import Wrong, text as words_of
from imports.spreadsheet.values.words import as_written
from imports.tidy.cells.reading import LONGEST, NOTHING, Doubt, Read, plain, says_nothing

MOST = 1_000_000
# With what is counted, or about, around it.
_COUNT = re.compile(
    r"(?:(?P<about>khoảng|gần|hơn|trên|tầm|độ|~|≈)\s*|(?:có|tổng số|tổng)\s*:?\s*)?"
    r"(?P<number>\d{1,3}(?:[.,\s]\d{3})+|\d+)(?:[.,]0+)?\s*(?P<word>[^\W\d]+(?:\s+[^\W\d]+){0,2})?\s*\.?",
)
# "12 (48%)": its share of something else.
_SHARE = re.compile(
    r"(?<=[\d\w])(?:\s*[(\[]\s*(?:(?:tỷ lệ|tỉ lệ|đạt|chiếm)\s*:?\s*)?|\s*[;–-]?\s*(?:tỷ lệ|tỉ lệ|đạt|chiếm)\s*:?\s*)(?:100|\d{1,2})(?:[.,]\d{1,2})?\s*%\s*[)\]]?$"
)
_NAMES_UNIT = re.compile(r"[^\W\d_]")
_NO_NUMBER = frozenset({"0"})
_UNITS = frozenset(
    [
        "hộ",
        "người",
        "lượt",
        "nữ",
        "thôn",
        "buôn",
        "khẩu",
        "nhân",
        "khẩu",
        "xóm",
        "bản",
        "ấp",
        "khu",
        "phố",
        "tổ",
        "dân",
        "hgđ",
        "gđ",
        "nam",
        "em",
        "cháu",
        "bà",
        "chị",
        "anh",
        "học",
        "sinh",
        "cụ",
        "đại",
        "biểu",
        "thành",
        "viên",
        "hội",
        "viên",
        "đoàn",
        "viên",
        "tham",
        "gia",
        "dự",
        "lđ",
        "ho",
        "nguoi",
        "luot",
        "nu",
        "thon",
        "buon",
        "khau",
        "nhan",
        "dan",
    ]
)
_OF_PEOPLE = re.compile(r"\d\s*(?:lượt|người|nguoi|luot|đại biểu|bà con|khẩu|nhân khẩu)\b")
OF_HOUSEHOLDS = re.compile(r"\d\s*(?:hộ|ho|hgđ|gđ)\b(?!\s*khẩu)")

# "25 người (nữ 12)", "40 người, trong đó có 15 nữ".
_WITH_WOMEN = re.compile(
    r"(?P<all>.*?\d.*?)[\s,;(/–-]+(?:trong đó(?: có)?\s*:?\s*)?"
    r"(?:(?P<first>\d{1,4})\s*(?:là\s*)?(?:phụ )?nữ|(?:phụ )?nữ\s*[:=]?\s*(?P<last>\d{1,4})(?:\s*người)?)\s*\)?\.?"
)
# "25 nam, 12 nữ", "nữ 12, nam 25": together they are all who came.
_MEN, _WOMEN = (
    rf"(?:(?P<{of}_first>\d{{1,4}})\s*{word}|{word}\s*[:=]?\s*(?P<{of}_last>\d{{1,4}}))"
    for of, word in (("men", "nam"), ("women", "nữ"))
)
_AND = r"[\s,;/+–-]+(?:và\s+)?"
_HALVES = re.compile(rf"{_MEN}{_AND}{_WOMEN}"), re.compile(rf"{_WOMEN}{_AND}{_MEN}")
# "15 người/12 hộ", "12 hộ (15 người)": how many came, of how many households.
_OF_BOTH = re.compile(r"(?P<one>\d[^/;,(+–-]*?)\s*[/;,(+–-]\s*(?P<other>\d[^)]*?)\s*\)?\.?")
# "25 (12)", "25/12" below "Số người (trong đó nữ)".
_TWO = re.compile(r"(?P<all>\d+(?: (?:người|lượt))?)\s*[(/;,–-]\s*(?P<women>\d{1,4})\s*\)?\.?")
# "Bà con trong thôn: 40 người".
_NAMED = re.compile(r"[^\d:]{3,60}:\s*(?P<count>\d.*)")


def count(cell: Cell) -> Read:
    """Read how many: 1.234 and "12 hộ"; what is not known is not 0."""
    if isinstance(cell, bool | date):
        return Read(left="not_understood")
    text = plain(cell)
    if text not in _NO_NUMBER and says_nothing(text):
        return NOTHING
    if isinstance(cell, float) and not cell.is_integer():
        return _thousands(cell, text)
    match = _COUNT.fullmatch(_SHARE.sub("", text.casefold()))
    if match is None or not _is_unit(match["word"]):
        return Read(left="not_understood")
    digits = re.sub(r"\D", "", match["number"])
    if len(digits) >= LONGEST or (number := int(digits)) > MOST:
        return Read(left="not_understood")
    if match["about"] or "%" in text:
        return Read(number, as_written(text, str(number)))
    return Read(number)


def households(cell: Cell, *, has_people: bool = False) -> Read:
    """Read how many households: of "1.020 hộ (4.500 khẩu)" the number that says so.

    `has_people`: the heading says that a second number counts who lives in them.
    """
    plainly = count(cell)
    both = _OF_BOTH.fullmatch(cell.casefold().strip()) if isinstance(cell, str) else None
    if plainly.value is not None or plainly.doubt or both is None:
        return plainly
    is_parted = has_people and bool(re.search("[/(]", plain(cell)))
    home = _home_of(both["one"], both["other"], has_people=is_parted)
    value = None if home is None else count(home).value
    return plainly if value is None else Read(value, as_written(plain(cell), str(value)))


def _home_of(one: str, other: str, *, has_people: bool) -> str | None:
    """Return which of two numbers counts households, None where neither or both do; "20/210 hộ" are twenty of them."""
    homes = [part for part in (one, other) if OF_HOUSEHOLDS.search(part)]
    if len(homes) == 1:
        return homes[0] if all(map(_NAMES_UNIT.search, (one, other))) else None
    least, most = count(one).value, count(other).value
    is_first = has_people and not homes and None not in {least, most} and least <= most
    return one if is_first else None


def attendance(cell: Cell, *, has_women: bool = False) -> Read:
    """Read how many came: "15 hộ" counts households, and says nothing of people; with them perhaps how many women.

    `has_women`: the heading says that a second number counts them.
    """
    if has_women and isinstance(cell, str) and (two := _TWO.fullmatch(cell.casefold().strip())):
        return _with_women(two["all"], int(two["women"]))
    if isinstance(cell, str) and (halves := _of_halves(cell)) is not None:
        return halves
    if isinstance(cell, str) and (both := _WITH_WOMEN.fullmatch(cell.casefold().strip())):
        return _with_women(both["all"], int(both["first"] or both["last"]))
    if isinstance(cell, str) and (named := _NAMED.fullmatch(cell.casefold().strip())):
        read = count(named["count"])
        return read if read.value is None else Read(read.value, as_written(cell, str(read.value)))
    if isinstance(cell, str) and (counted := _of_both(cell)) is not None:
        return counted
    read = count(cell)
    if read.value is not None and isinstance(cell, str) and OF_HOUSEHOLDS.search(cell.casefold()):
        return Read(None, read.note, more={"households": read.value})
    return read


def _of_halves(cell: str) -> Read | None:
    """Read how many men and women came, in either order; None for anything else."""
    text = cell.casefold().strip(" .")
    found = next((one for pattern in _HALVES if (one := pattern.fullmatch(text))), None)
    if found is None:
        return None
    men, women = (int(found[f"{of}_first"] or found[f"{of}_last"]) for of in ("men", "women"))
    return Read(men + women, as_written(cell, str(men + women)), more={"women": women})


def _of_both(cell: str) -> Read | None:
    """Read people and households of one cell, in either order; None for any other two numbers."""
    both = _OF_BOTH.fullmatch(cell.casefold().strip())
    if both is None:
        return None
    parts = [both["one"], both["other"]]
    homes = [bool(OF_HOUSEHOLDS.search(part)) for part in parts]
    told = [count(part).value for part in parts]
    people, households = told if homes == [False, True] else told[::-1]
    is_named = bool(_OF_PEOPLE.search(parts[homes.index(False)])) if sum(homes) == 1 else False
    if not is_named or people is None or households is None:
        return None
    return Read(people, more={"households": households})


def _with_women(whole: str, women: int) -> Read:
    read = attendance(whole)
    if read.value is None or women > read.value:
        return Read(left="not_understood")
    return Read(read.value, read.note, more={"women": women})


def _is_unit(word: str | None) -> bool:
    return word is None or set(word.split()) <= _UNITS


def _thousands(cell: float, text: str) -> Read:
    """1.234 that Excel took for a little more than one: proposed as 1234."""
    thousand = round(cell * 1000)
    if abs(cell * 1000 - thousand) > 1e-6 or not 1000 <= thousand <= MOST:
        return Read(left="not_understood")
    return Read(doubt=Doubt("repair", text, {str(thousand): thousand}, str(thousand)))


def words(cell: Cell, *, longest: int) -> Read:
    """Read words of one line as they are written."""
    if isinstance(cell, date):
        # "3/4" of an address, before Excel took it for the third of April.
        typed = f"{cell.day}/{cell.month}"
        return Read(doubt=Doubt("repair", plain(cell), {typed: typed}, typed))
    shown = plain(cell)
    try:
        understood = words_of(shown, longest=longest)
    except Wrong as wrong:
        return Read(wrong=wrong)
    return Read(understood.value or None, understood.note)
