"""Words by which households are told: who is the head, names as they are compared, ticks, rows that name a household."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from areas.names import clean, fold, is_one_letter_off
from imports.spreadsheet.book import Cell, Fault
from imports.tidy.cells.words import relation

CACHE = 8_192
# Who leads a household, folded. "ch" is one of them only in capitals: small it may be a grandchild.
HEADS = frozenset(
    "chu ho|ban than|chu gia dinh|chu nha|chu|la chu ho|truong ho|chu ho gia dinh|chu ho khau|"
    "head|head of household|householder|household head|self|c ho|c h|dai dien ho|dai dien chu ho|"
    "chu ho gd|chu ho nam|chu ho nu|chu ho moi".split("|")
)
SPOUSES = frozenset(
    "vo|chong|vo chong|vo chu ho|chong chu ho|vo cua chu ho|chong cua chu ho|wife|husband|spouse|"
    "ba xa|ong xa|vo ch|chong ch|v|vk|ck".split("|")
)
# Words that begin a relation, folded; what follows says of whom ("con dâu", "cháu nội trai", "mẹ vợ").
_RELATIVES = frozenset(
    "con|chau|cha|me|bo|ba|ma|u|tia|thay|ong|ba|anh|chi|em|co|di|chu|bac|cau|mo|thim|duong|chat|"
    "khac|ruot|dau|re|vo|chong|nguoi|thanh|nuoi|child|son|daughter|mother|father|parent|"
    "grandchild|grandson|granddaughter|brother|sister|other|nephew|niece|o".split("|")
)
_NO = frozenset("|0|khong|ko|k|no|false|sai|chua|thanh vien|tv|n".split("|"))
_TITLE = re.compile(
    r"^(?:(?:ông|bà|anh|chị|cụ|bác|chú|cô|em|ô|b|mr|mrs|ms)\s*[.:]?\s*(?:[/(,]\s*\S+\s*\)?)?)\s+(?=\S+\s)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*\d{1,4}\s*[.)/:-]+\s*|^\s*[-+•–]\s+")
_BEHIND = re.compile(
    r"\s*(?:\(.*?\)|\[.*?\]|[,;/\n].*|\s[-–—]\s.*|\b(?:sn|sinh|ns)\b.*|\d.*)$", re.I | re.S
)
_HEAD_WORDS = r"(?:chủ\s*hộ|chu\s*ho|c\.?\s*hộ|chủ\s*gia\s*đình)"
_MARK = re.compile(
    rf"\s*[(\[]\s*(?:{_HEAD_WORDS}|c\.?h\.?)\s*[)\]]\s*|^\s*(?:{_HEAD_WORDS}|ch)\s*[:.–-]\s*"
    rf"|\s*[-–—,:/]\s*(?:{_HEAD_WORDS}|ch)\s*$|\s+(?:{_HEAD_WORDS}|CH)\s*$|^\s*{_HEAD_WORDS}\s+(?=\S)",
    re.IGNORECASE,
)
_STAR = re.compile(
    r"^\s*[(\[]?\s*([*★☆●•■►✓✔√#@+])\s*[)\]]?\s*(?=\w)|(?<=\w)\s*[(\[]?\s*([*★☆●✓✔√#@+])\s*[)\]]?\s*$"
)
_YEARS = re.compile(r"\b(?:19|20)\d{2}\b")


class Name(NamedTuple):
    """A name as it is compared: with its marks, and without."""

    text: str
    bare: str


NOBODY = Name("", "")


def said(cell: Cell) -> str:
    """Return what a cell says on one line; nothing for a blank and for a cell without a value of its own."""
    if cell is None or isinstance(cell, Fault):
        return ""
    if isinstance(cell, str):
        return _cleaned(cell)
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell)


_cleaned = lru_cache(maxsize=CACHE)(clean)


@lru_cache(maxsize=CACHE)
def relation_of(text: str) -> str:
    """Say what a word for a relation means for a household: head, spouse, other, or "?" where it is not known."""
    bare = fold(text)
    if not bare:
        return ""
    if bare in HEADS or (bare == "ch" and "C" in text and "H" in text):
        return "head"
    if bare in SPOUSES:
        return "spouse" if len(bare) > 1 else "?"
    if bare.split()[0] in _RELATIVES and len(bare) > 1:
        return "other"
    return {None: "?", "head": "head", "spouse": "spouse"}.get(relation(text), "other")


@lru_cache(maxsize=CACHE)
def is_ticked(text: str) -> bool:
    """Tell whether a cell of a column for heads says yes."""
    return bool(text) and fold(text) not in _NO - {""} and text.strip("-–—. ") != ""


@lru_cache(maxsize=CACHE)
def name_of(text: str) -> Name:
    """Return a name as it is compared: without number, title, mark, and what stands behind it."""
    plain = without_mark(text)
    plain = _NUMBERED.sub("", _STAR.sub("", plain))
    plain = _TITLE.sub("", _BEHIND.sub("", plain) or plain)
    lower = clean(plain).casefold().strip(" .,;:*")
    return Name(lower, fold(lower)) if lower else NOBODY


def is_same(one: Name, other: Name) -> bool:
    """Tell whether two texts name one person for sure: the same letters, marks the same or left out in one of them."""
    if not one.bare or one.bare != other.bare:
        return False
    return (
        one.text == other.text
        or one.bare == one.text
        or other.bare == other.text
        or _tones(one) == _tones(other)
    )


@lru_cache(maxsize=CACHE)
def _tones(name: Name) -> tuple[tuple[str, ...], ...]:
    """Return the marks of each word in any order: hoà and hòa are one."""
    return tuple(tuple(sorted(unicodedata.normalize("NFD", word))) for word in name.text.split())


def is_alike(one: Name, other: Name) -> bool:
    """Tell whether two texts may well name one person: all words of one are in the other, or one letter is otherwise."""
    if not one.bare or not other.bare:
        return False
    if one.bare == other.bare:
        return True
    shorter, longer = sorted((one.bare.split(), other.bare.split()), key=len)
    is_part = len(shorter) > 1 and all(word in longer for word in shorter)
    return is_part or is_one_letter_off(one.bare, other.bare)


def has_mark(text: str) -> bool:
    """Tell whether a name says in words that it is the head's: Nguyễn Văn A (CH)."""
    return ("h" in text or "H" in text) and _MARK.search(text) is not None


def has_star(text: str) -> bool:
    """Tell whether a name bears a sign: *Nguyễn Văn A."""
    return bool(text) and _STAR.search(text) is not None


def without_mark(text: str) -> str:
    """Return a name without the words that say that it is the head's."""
    return _MARK.sub(" ", text).strip() if has_mark(text) else text


def without_star(text: str) -> str:
    """Return a name without its sign."""
    return _STAR.sub("", text).strip()


def are_several(cell: Cell) -> bool:
    """Tell whether a cell seems to hold several people."""
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return ";" in text or "\n" in text or len(_YEARS.findall(text)) > 1


# --- Rows that name a household ---

_GROUP = re.compile(
    r"^(?:(?:\d{1,4}|[ivxlc]+|[a-z])\s*[.)/:-]+\s*)?"
    r"(?P<word>chủ hộ|hộ gia đình|hộ số|hộ thứ|hộ|gia đình|gđ|gd)\b\s*(?P<number>\d{1,4})?\s*[.:–-]*\s*"
    r"(?P<title>(?:ông|bà|anh|chị|cụ|bác|chú|cô|ô|b)\b\.?(?:\s*[/(]\s*\w+\s*\)?)?)?\s*[.:–-]*\s*(?P<name>.*)$",
    re.IGNORECASE,
)
# Kinds of households that stand above several, folded.
_KINDS = re.compile(
    r"\b(?:ngheo|kha|trung binh|giau|chinh sach|van hoa|kinh doanh|san xuat|moi thoat|thoat|dan|"
    r"thuong tru|tam tru|khong co|co cong|dac biet|khac|tong|cong|nong|phi nong|gia dinh|so|khau)\b"
)


class GroupRow(NamedTuple):
    """A row that names a household, and its head where it does; `is_sure` where it cannot be a kind of households."""

    head: str
    is_sure: bool


@lru_cache(maxsize=CACHE)
def household_named(text: str) -> GroupRow | None:
    """Return what a row between others says of a household: "Hộ ông Nguyễn Văn A", "Hộ 3: …"; None for any other."""
    match = _GROUP.match(clean(text))
    if match is None:
        return None
    name = _BEHIND.sub("", match["name"]).strip(" .:")
    if not name:
        return GroupRow("", is_sure=True) if match["number"] else None
    if not is_name(name):
        return None
    return GroupRow(
        name, bool(match["title"] or match["number"] or fold(match["word"]) == "chu ho")
    )


@lru_cache(maxsize=CACHE)
def is_name(text: str) -> bool:
    """Tell whether a text may be a person's whole name."""
    words = text.split()
    letters = all(char.isalpha() or char in " '’-.`" for char in text)
    return 2 <= len(words) <= 7 and letters and not _KINDS.search(fold(text))


# --- Labels before households ---

_LABELS = (
    ("int", re.compile(r"\d{1,6}[.)]?")),
    ("dotted", re.compile(r"\d{1,5}[.,/-]\d{1,3}[.)]?")),
    ("alpha", re.compile(r"(?:[IVXLC]{1,7}|[A-ZĐ]{1,2}|[a-zđ])[.)/]?")),
    ("sign", re.compile(r"[^\w\s]{1,2}|[xXvV]")),
    ("word", re.compile(r".*\d.*")),
)
_DASHES = frozenset("-–—+_.…")


@lru_cache(maxsize=CACHE)
def label_kind(text: str) -> str:
    """Say what a label is: int, dotted, alpha, sign, word; "" for none."""
    if not text or text in _DASHES or text in {"''", '"', "nt", "//"}:
        return ""
    return next((kind for kind, pattern in _LABELS if pattern.fullmatch(text)), "other")


@lru_cache(maxsize=CACHE)
def label_key(text: str) -> str:
    """Return a label as it is compared: 01, 1. and "1" are one, Hộ 1 and hộ 01 are one."""
    lower = text.casefold().strip(" .,)/:")
    return re.sub(r"(?<!\d)0+(?=\d)", "", lower)
