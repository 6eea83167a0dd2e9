"""What stands in a column: how many of its cells look like years, telephones, names and the like."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from areas.names import clean, fold
from imports.spreadsheet.book import Cell, Row
from imports.spreadsheet.caches import of_file
from imports.spreadsheet.identity import MARK
from imports.tidy.columns import words
from imports.tidy.people.address import BARE_ADDRESSES
from imports.tidy.people.families import BEGIN_NAMES, FAMILIES
from imports.tidy.people.offices import role_word
from imports.tidy.people.relations import relation

# So many rows are looked at from the top, and as many again from all over the rest.
LOOKED_AT = 200
# In so many columns a row of so few cells is of who signs.
_WIDE, _SIGNED = 6, 2
_MARKS = 0.8
_BOUNDS = {
    "year": (1900, 2035), "age": (0, 115), "day": (1, 31), "month": (1, 12), "mark": (0, 5), "tick": (1, 1),
    "serial": (2_000, 60_000),
}  # fmt: skip
_PHONE = re.compile(r"(?:(?:00)?84|0)(?:[35789]\d{8}|1\d{9}|2\d{8,9}|[35789]\d{7})")
_FEW_LETTERS, _TWO_PHONES = 4, 17
_NAME_WORDS = range(2, 7)
_LONG = 40
_DATE = re.compile(
    r"\b\d{1,2}\s*[-/.]\s*\d{1,2}(?:\s*[-/.]\s*(?:\d{4}|\d{2}))?\b|\d{4}-\d\d-\d\d|ng[aà]y\s*\d",
    re.IGNORECASE,
)
_WHOLE_DATE = re.compile(
    r"\W*(?:(?:\d{1,2}|--|0+)?\s*[-/.])?\s*(?:\d{1,2}|--|00)?\s*[-/.]\s*'?(?:\d{4}|\d{2})\W*|\d{8}|\d{4}-\d\d-\d\d.*"
)
_MONTH = re.compile(r"(?i)^(?:th(?:á|a)ng|thg?|t)?[.\s]*(?:0?[1-9]|1[0-2])(?:\s*[-/.]\s*20\d\d)?$")
_YEAR_IN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DECISION = re.compile(
    r"\d+\s*[/-]?\s*(?:\d{4}\s*/\s*)?(?:q[dđ]|ubnd)|q[dđ][\s.:-]*(?:s[oố])?\s*\d", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}\s*(?:h|g|gio|giờ|:)\s*\d{0,2}\b", re.IGNORECASE)
_WITHIN = (
    ("month", _MONTH), ("has_date", _DATE), ("has_year", _YEAR_IN), ("decision", _DECISION), ("time", _TIME),
)  # fmt: skip
_BETWEEN = re.compile(r"[;\n]|,(?=\s*\D)| - ")
_NUMBERED = re.compile(r"^\s*\W?\d{1,4}\s*[-.)/]\s*(?=\D)")
# "H'Linh Niê": the sign stands between the first word and the second.
_OF_WOMEN = re.compile(r"[Hh]['’‘ʼ`´][^\W\d_]")
_OF_KIN = re.compile(
    r"[-+*•\d.)\s]*([^\W\d_]{2,6}(?: [^\W\d_]{2,6}){0,2})\s*(?:\s-|[:–])\s*(.+)", re.DOTALL
)
# A year or a day behind a name; "SN 15" is the number of a house.
_BEHIND = re.compile(
    r"\s*(?:[(\[]|[\s,-](?:sinh|sn)\W+(?:(?:năm|nam|ngày|ngay) )?(?:(?:19|20)\d\d|\d{1,2}[/.-])).*$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVXLC]{1,6}|[A-Z]{1,2}")
_NO_DIGIT = re.compile(r"\D")
_WORDS = (
    ("sex", words.SEXES), ("role", words.OTHER_ROLES), ("mark", words.MARKS),
)  # fmt: skip
# "Phú Hội" is no "Hội phụ nữ".
_LONG_OFFICES = tuple(office for office in words.OFFICES if " " in office.strip())
_BEGINNINGS = (
    ("role", ("to truong ", "to pho ", "thanh vien ")),
    ("unit", tuple(f"{unit} " for unit in words.UNITS)),
    ("commune", tuple(f"{unit} " for unit in words.COMMUNES)),
)
_FALSE_DIGITS = str.maketrans("OolI", "0011")


@dataclass(slots=True)
class Evidence:
    """What was seen of a column; a cell may look like several things."""

    filled: int = 0
    dashes: int = 0  # and ditto marks, which say nothing of what a column is
    fills: int = 0  # blank cells in another colour than that in which their row begins
    looks: Counter[str] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)

    def look(self, cell: Cell) -> None:
        """Count one cell that is filled."""
        text = _shown(cell)
        if _is_dash(text):
            self.dashes += 1
            return
        self.filled += 1
        self.texts[text] += 1
        self.looks.update(_looks_of(cell) if not isinstance(cell, str) else looks_of_text(text))

    def share(self, *looks: str) -> float:
        """Return the share of the look that most cells have; 0 where nothing is filled."""
        return max(self.looks[one] for one in looks) / self.filled if self.filled else 0.0

    @property
    def is_used(self) -> bool:
        """Whether anything stands there at all."""
        return self.filled + self.dashes + self.fills > 0

    @property
    def has_marks(self) -> bool:
        """Whether marks come again and again, which are no running numbers: 0, 1, 1, 0."""
        return self.filled > len(self.texts) and self.share("mark") >= _MARKS

    @property
    def is_constant(self) -> bool:
        """Whether all cells say the same, and there are several."""
        return self.filled > 1 and len(self.texts) == 1


@of_file(4_096)
def _is_dash(text: str) -> bool:
    if text in words.TICKS or text == MARK:
        return False
    return not (word := fold(text)) or word in words.DITTOS


def _shown(cell: Cell) -> str:
    return "\n".join(map(clean, cell.strip().split("\n"))) if isinstance(cell, str) else str(cell)


def seen(rows: Sequence[Row], columns: Iterable[int]) -> dict[int, Evidence]:
    """Return what stands in these columns, by a sample of rows; a row that says one thing across says nothing of them."""
    found = {at: Evidence() for at in columns}
    sampled = [
        {at: row.cells[at] for at in found if at < len(row.cells) and is_filled(row.cells[at])}
        for row in sample(rows)
    ]
    for filled in sampled[: _end_of_facts(sampled, len(found))]:
        said = [_shown(cell) for cell in filled.values()]
        if len(found) > 2 and (len({*said}) < 2 or _is_unfilled(said)):
            continue
        for at, cell in filled.items():
            found[at].look(cell)
    _count_fills(sample(rows), found)
    return found


def _is_unfilled(said: Sequence[str]) -> bool:
    """Tell a row with nothing but zeros behind its number."""
    return len(said) > _SIGNED and {*said[1:]} == {"0"}


def _count_fills(rows: Iterable[Row], found: Mapping[int, Evidence]) -> None:
    first = min(found, default=0)
    for row in rows:
        for at, look in row.looks.items() if found else ():
            is_blank = at >= len(row.cells) or not is_filled(row.cells[at])
            if at in found and is_blank and look.fill and look.fill != row.look(first).fill:
                found[at].fills += 1


def _end_of_facts(rows: Sequence[Mapping[int, Cell]], width: int) -> int:
    """Return how many rows there are without those at the end of a wide table that hold next to nothing: who signs it."""
    if width < _WIDE:
        return len(rows)
    return max((at + 1 for at, row in enumerate(rows) if len(row) > _SIGNED), default=len(rows))


def sample(rows: Sequence[Row]) -> Iterable[Row]:
    """Return the first rows, and some of the others."""
    yield from rows[:LOOKED_AT]
    step = max(1, (len(rows) - LOOKED_AT) // LOOKED_AT)
    yield from rows[LOOKED_AT::step]


def is_filled(cell: Cell) -> bool:
    """Tell whether something stands in a cell."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def says(row: Row, columns: Iterable[int]) -> bool:
    """Tell whether anything stands in some columns of a row."""
    return any(is_filled(row.cells[at]) for at in columns if at < len(row.cells))


def _looks_of(cell: Cell) -> tuple[str, ...]:
    if isinstance(cell, bool):
        return ("mark", "tick")
    if isinstance(cell, date):
        return ("date", "full_date")
    if isinstance(cell, float) and not cell.is_integer():
        return ("number",)
    if isinstance(cell, int | float):
        return _looks_of_number(int(cell))
    return ("fault",)


@of_file(8_192)
def _looks_of_number(number: int) -> tuple[str, ...]:
    looks = ["int", "number"]
    looks += [look for look, (first, last) in _BOUNDS.items() if first <= number <= last]
    if "year" in looks and "serial" in looks:
        looks.remove("serial")
    if _PHONE.fullmatch(f"0{number}") or _PHONE.fullmatch(str(number)):
        looks.append("phone")
    return tuple(looks)


@of_file(16_384)
def looks_of_text(text: str) -> tuple[str, ...]:
    """Return everything that a text looks like."""
    digits = _NO_DIGIT.sub("", text)
    if text.isdecimal() and len(text) < 9 and not (len(text) > 4 and text[0] == "0"):
        number = _looks_of_number(int(text))
        return (*number, "date") if len(text) == 8 else number
    if text in words.TICKS:
        return ("tick", "mark")
    looks = list(_looks_of_word(fold(text), text))
    if digits:
        looks += _looks_of_digits(text, digits)
    return tuple(dict.fromkeys([*looks, *_looks_of_name(text), "text"]))


def _looks_of_word(word: str, text: str) -> Iterable[str]:
    yield from (look for look, known in _WORDS if word in known)
    if word not in words.MARKS and relation(text) is not None:
        yield "relation"
    if role_word(text) is not None:
        yield "role"
    # "Tô Văn Quý" is somebody, and "Tổ 3" a place.
    is_of_family = text.split(" ", 1)[0].lower() in FAMILIES - {"buôn"}
    yield from (look for look, known in _BEGINNINGS if word.startswith(known) and not is_of_family)
    if word.startswith(words.OFFICES) or any(f" {office}" in word for office in _LONG_OFFICES):
        yield "office"
    if "," in text or len(text) > _LONG:
        yield "long"
    if _ROMAN.fullmatch(text):
        yield "letter"


def _looks_of_digits(text: str, digits: str) -> Iterable[str]:
    if _is_phone(text):
        yield "phone"
    if _WHOLE_DATE.fullmatch(text) or (
        _YEAR_IN.search(text) and len(text) < _LONG and _DATE.search(text)
    ):
        yield "date"
    yield from (look for look, pattern in _WITHIN if pattern.search(text))
    if text[0].isdigit() and not _NUMBERED.match(text) and len(text) < _LONG:
        yield "number"


def _is_phone(text: str) -> bool:
    """Tell a telephone number, or two of them, from other long numbers."""
    if _WHOLE_DATE.fullmatch(text) or sum(sign.isalpha() for sign in text) > _FEW_LETTERS:
        return False
    digits = _NO_DIGIT.sub("", text.translate(_FALSE_DIGITS))
    if _PHONE.fullmatch(digits) or _PHONE.fullmatch(f"0{digits}"):
        return True
    return bool(_PHONE.match(digits)) and len(digits) > _TWO_PHONES


def _looks_of_name(text: str) -> Iterable[str]:
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if sum(_is_name(part) for part in parts) > 1 or any(map(_is_kin, parts)):
        yield "names"
    first = parts[0] if parts else ""
    if _is_name(first):
        yield "name"
        begin = _NUMBERED.sub("", first)
        if _OF_WOMEN.match(begin) or fold(begin).split()[0] in BEGIN_NAMES | BARE_ADDRESSES:
            yield "surname"
    elif (
        first
        and len(first.split()) == 1
        and first.replace("'", "").replace("’", "").isalpha()
        and len(first) > 1
    ):
        yield "word"


def _is_kin(text: str) -> bool:
    """Tell somebody who is named behind what they are to the head: "Vợ: Trần Thị Bé (1970)"."""
    found = _OF_KIN.match(text.strip())
    return found is not None and relation(found[1]) is not None and _is_name(found[2].strip())


@of_file(16_384)
def _is_name(text: str) -> bool:
    """Tell whether a text is made of words as a name is; what they mean is not known."""
    parts = _BEHIND.sub("", _NUMBERED.sub("", text)).strip(" .*-:").split()
    return (
        len(parts) in _NAME_WORDS
        and all(
            part[0].isupper()
            and all(sign.isalpha() or sign in "'’.-\u0300\u0301\u0303\u0309\u0323" for sign in part)
            for part in parts
        )
        and fold(" ".join(parts)) not in words.MARKS | words.OTHER_ROLES
        and relation(" ".join(parts)) is None
        and role_word(" ".join(parts)) is None
    )
