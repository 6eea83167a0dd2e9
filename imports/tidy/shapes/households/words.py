"""Words by which households are told: who is the head, names as they are compared, ticks, rows that name a household."""

import re
import unicodedata
from typing import NamedTuple

from areas.names import clean, fold, is_one_letter_off
from imports.spreadsheet.book import Cell, Fault
from imports.spreadsheet.caches import cleaned, folded, of_file
from imports.tidy.people.address import ADDRESSED
from imports.tidy.people.families import FAMILIES
from imports.tidy.people.relations import HEAD, SPOUSE, is_beside_head, relation
from imports.tidy.people.spelled import uncoded

CACHE = 2_048


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))


_NO = _set("|0|khong|ko|k|no|false|sai|chua|thanh vien|tv|n")
_TITLE = re.compile(
    rf"^(?:(?:{ADDRESSED}|ô|b|mr|mrs|ms)\s*[.:]?\s*(?:[/(,]\s*\S+\s*\)?)?)\s+(?=\S+\s)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*\d{1,4}\s*[.)/:-]+\s*|^\s*[-+•–]\s+")
_BULLET = re.compile(r"^[-–—+•·▪*>]+ ?(?=[^\W\d])")
BEHIND = re.compile(
    r"\s*(?:\(.*?\)|\[.*?\]|[,;/\n].*|\s[-–—]\s.*|\b(?:sn|sinh|ns)\b.*|\d.*)$",
    re.IGNORECASE | re.DOTALL,
)
_HEAD_WORDS = r"(?:chủ\s*hộ|chu\s*ho|c\.?\s*hộ|chủ\s*gia\s*đình)"
# Behind it may stand what people call somebody: "Lê An - chủ hộ (Tư)".
_ENDS = r"\s*(?=\([^()]*\)\s*$|$)"
_MARK = re.compile(
    rf"\s*[(\[]\s*(?:{_HEAD_WORDS}|c\.?h\.?)\s*[)\]]\s*|(?:^\s*|(?<=\s))(?:{_HEAD_WORDS}|ch)\s*[:.–-]\s*"
    rf"|\s*[-–—,:/]\s*(?:{_HEAD_WORDS}|ch){_ENDS}|\s+(?:{_HEAD_WORDS}|CH){_ENDS}|^\s*{_HEAD_WORDS}\s+(?=\S)",
    re.IGNORECASE,
)
_STAR = re.compile(
    r"(?:^\s*|(?<=\s))[(\[]?\s*([*★☆●•■►✓✔√#@+])\s*[)\]]?\s*(?=\w)|(?<=\w)\s*[(\[]?\s*([*★☆●✓✔√#@+])\s*[)\]]?\s*$"
)
# "Ba" and "Út" behind a name are what somebody is called.
_WORD = r"(?P<word>(?:vợ|chồng|con|cháu|mẹ|cha|bố)\b[^()\d:–-]*)"
_WITH_RELATION = (
    re.compile(rf"{_WORD} ?[:–-] (?P<name>[^\W\d].+)", re.IGNORECASE),
    re.compile(rf"(?P<name>.+[^\W\d]) ?\({_WORD}\)", re.IGNORECASE),
    re.compile(rf"(?P<name>.+[^\W\d]) [–-] {_WORD}", re.IGNORECASE),
)
# Behind these a name begins without a sign between: "Con gái Bùi Thị Lan".
_KIN = re.compile(
    r"(?P<word>con (?:trai|gái|dâu|rể)|cháu (?:nội|ngoại)|(?:mẹ|cha|bố|ba|má) (?:vợ|chồng|ruột|đẻ)|vợ|chồng) (?P<name>(?P<family>[^\W\d]+) .+)",
    re.IGNORECASE,
)
_STARS = frozenset("*★☆●•■►✓✔√#@+")
_BORN = frozenset({"sn", "sinh", "ns"})
_YEARS = re.compile(r"\b(?:19|20)\d{2}\b")


class Name(NamedTuple):
    """A name as it is compared: with its marks, and without."""

    text: str
    bare: str


NOBODY = Name("", "")


def said(cell: Cell) -> str:
    """Return what a cell says on one line; nothing for a blank and for a cell without a value of its own."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cleaned(cell)
    if isinstance(cell, Fault):
        return ""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell)


@of_file(CACHE)
def relation_of(text: str) -> str:
    """Say what a word for a relation means for a household: head, spouse, other, or "?" where it is not known."""
    bare = fold(uncoded(text))
    if not bare:
        return ""
    if bare == "ch":
        return "head" if "C" in text and "H" in text else "?"
    found = relation(text)
    if found in (HEAD, SPOUSE):
        return found
    return "other" if found or is_beside_head(text) else "?"


@of_file(CACHE)
def apart(name: str) -> tuple[str, str]:
    """Return the word for a relation before or behind a name, and the name; "" where there is none, or it is the head's."""
    plain = _BULLET.sub("", clean(name))
    for pattern in _WITH_RELATION:
        found = pattern.fullmatch(plain)
        if found and relation_of(found["word"]) in {SPOUSE, "other"}:
            return found["word"], found["name"]
    found = _KIN.fullmatch(plain)
    is_named = found and found["family"].casefold() in FAMILIES and " " in found["name"]
    return (found["word"], found["name"]) if found and is_named else ("", name)


def is_ch(text: str) -> bool:
    """Tell Ch, which may be a head as well as a grandchild; CH is a head."""
    text = text.strip(" .")
    return text.casefold() == "ch" and text != "CH"


@of_file(CACHE)
def is_ticked(text: str) -> bool:
    """Tell whether a cell of a column for heads says yes."""
    return bool(text) and fold(text) not in _NO - {""} and text.strip("-–—. ") != ""


@of_file(CACHE)
def name_of(text: str) -> Name:
    """Return a name as it is compared: without number, title, mark, and what stands behind it."""
    plain = without_mark(text)
    if not _is_bare(plain):
        plain = _NUMBERED.sub("", _STAR.sub("", plain))
        plain = BEHIND.sub("", plain) or plain
    plain = _TITLE.sub("", plain)
    lower = cleaned(plain).casefold().strip(" .,;:*")
    return Name(lower, folded(lower)) if lower else NOBODY


def _is_bare(text: str) -> bool:
    """Tell in haste that a text is nothing but words of letters, none of which says a year of birth."""
    parts = text.lower().split()
    return "".join(parts).isalpha() and "\n" not in text and _BORN.isdisjoint(parts)


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


@of_file(CACHE)
def _tones(name: Name) -> tuple[tuple[str, ...], ...]:
    """Return the signs of each word in any order: a tone may stand on either of two vowels."""
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
    bare = "".join(text.lower().split())
    return ("ch" in bare or "c.h" in bare) and _MARK.search(text) is not None


def has_star(text: str) -> bool:
    """Tell whether a name bears a sign: *Nguyễn Văn A."""
    return not _STARS.isdisjoint(text) and _STAR.search(text) is not None


def without_mark(text: str) -> str:
    """Return a name without the words that say that it is the head's."""
    return clean(_MARK.sub(" ", text)) if has_mark(text) else text


def without_star(text: str) -> str:
    """Return a name without its sign."""
    return _STAR.sub("", text).strip()


def are_several(cell: Cell) -> bool:
    """Tell whether a cell seems to hold several people."""
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    return ";" in text or "\n" in text or len(_YEARS.findall(text)) > 1
