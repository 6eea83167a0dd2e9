"""Names of units as they are typed: words with their marks set apart, numbers in digits, what stands before a name.

A text is cut into parts ("Tổ 3 thôn 2, xã An Ninh Tây": three), each with the level that its first words tell.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from areas.names import clean, fold, is_one_letter_off
from imports.spreadsheet.caches import of_file
from imports.tidy.joined import apart

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TOKEN = re.compile(r"\d+|(?:[^\W\d_][\u0300-\u036f]*)+")
_ROW_NUMBER = re.compile(r"^\s*(?:\d{1,3}|[IVX]{1,5})\s*[.)]\s+(?=\D)")
_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        ("một|nhất", "hai|nhì", "ba", "bốn|tư", "năm", "sáu", "bảy|bẩy", "tám", "chín", "mười"), 1
    )
    for word in words.split("|")
}
_BREAK = re.compile(
    r"\s*[,;|/()\[\]\n–—]\s*|\s+-\s*|\s*-\s+|\s*:\s+(?=xã|phường|huyện|tỉnh)|\s+(?:và|VÀ|[&+])\s+"
)
_TIGHT = re.compile(r"(?<=\w{2})-(?=\w{2})")
_LONGEST = 32  # more digits are no number of a village, and too many for Python to make one of
# In a shorter name one letter makes another name.
LONG_ENOUGH = 3

VILLAGE, HAMLET, COMMUNE = "village", "hamlet", "commune"
DISTRICT, PROVINCE = "district", "province"
# Words before a name, for what they tell of its level; where there is no break a new part begins at them.
_HEADS = {
    VILLAGE: "thôn|buôn|bản|ấp|làng|khu phố|khối phố|k phố|tổ dân phố|tổ dp|tdp|kp",
    HAMLET: "xóm|tổ|đội|cụm|nhóm|ngõ|hẻm|kiệt|ngách|khóm|số nhà|đường|khu dân cư|kdc|khu",
    COMMUNE: "xã|phường|thị trấn|đặc khu",
    DISTRICT: "huyện|thị xã|thành phố|quận",
    PROVINCE: "tỉnh",
}
# These only at the beginning of a part, and with a name behind.
_SHORT = {
    COMMUNE: "x|p|tt|đk|đ khu",
    DISTRICT: "h|tx|tp|q",
    VILLAGE: "th|tn|bn|b|t d p|k p",
}
# Left out of what is a commune's office: "UBND xã An Ninh Tây".
_OFFICE = "ủy ban nhân dân|u\u1ef7 ban nhân dân|ubnd|đvhc|hđnd|đảng ủy|đảng u\u1ef7|công an|địa bàn|đơn vị"
_FORMER = "cũ|trước đây|trước kia"


class Word(NamedTuple):
    """A word of a name: its bare letters, its letters with hats but no tone, its tone."""

    bare: str
    letters: str
    tone: str

    @property
    def is_bare(self) -> bool:
        """Whether it is written without any mark."""
        return self.bare == self.letters and not self.tone


type Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a text: its level as its first words tell it, "" where they do not; all its words, and the name.

    `is_former`: it says that the name is that of before ("cũ"). `is_joined`: no break stands before it.
    """

    text: str
    level: str
    head: Words
    words: Words
    is_former: bool = False
    is_joined: bool = False

    @property
    def name(self) -> Words:
        """Its words without those that tell its level."""
        return self.words[len(self.head) :]


@of_file(8_192)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text; an apostrophe joins what stands on its two sides."""
    return tuple(_TOKEN.findall(apart(clean(text))))


@of_file(8_192)
def word(token: str) -> Word:
    """Return one word as it is compared."""
    if token.isdecimal():
        number = str(int(token)) if len(token) < _LONGEST else token
        return Word(number, number, "")
    signs = unicodedata.normalize("NFD", token.lower())
    tone = "".join(sign for sign in signs if sign in _TONES)
    letters = "".join(sign for sign in signs if sign not in _TONES)
    return Word(fold(token), unicodedata.normalize("NFC", letters), tone)


@of_file(8_192)
def words(text: str) -> Words:
    """Return the words of a text as they are compared."""
    return tuple(map(word, tokens(text)))


@of_file(8_192)
def with_numbers(text: str) -> tuple[Words, ...]:
    """Return a text's words as they stand, with Roman numbers in digits, and with a number in words at its end."""
    found = tokens(text)
    roman = tuple(arabic(token) for token in found)
    spelled = found
    if len(found) > 1:
        spelled = (*found[:-1], _NUMBERS.get(found[-1].lower(), found[-1]))
    return tuple(dict.fromkeys(tuple(map(word, one)) for one in (found, roman, spelled)))


# "(cũ)" alone says that the name itself is one of before.
_BEFORE = {"ten", "cu", "truoc", "day", "thon", "buon", "khu", "pho", "goi", "la"}
_PAST = re.compile(
    r"(?P<now>[^()]+?)\s*\((?P<past>[^()]*\b(?:cũ|trước(?: đây)?|sáp nhập|hợp nhất|nhập|giữ nguyên|gồm|đổi tên|tách|tên mới|cu|truoc|sap nhap|giu nguyen)\b[^()]*)\)\s*",
    re.IGNORECASE,
)


def without_past(text: str) -> str:
    """Return a village without the brackets that say what it was before: "Phú Hội (cũ: Phú Hội 1 + Phú Hội 2)"."""
    found = _PAST.fullmatch(text) if "(" in text else None
    return found["now"] if found and not {*fold(found["past"]).split()} <= _BEFORE else text


def without_row_number(text: str) -> str:
    """Leave out the number of the row: "1. Thôn Phú Hội"."""
    return _ROW_NUMBER.sub("", text)


def bare(name: Iterable[Word]) -> tuple[str, ...]:
    """Return words without marks."""
    return tuple(one.bare for one in name)


def all_bare(name: Words) -> bool:
    """Tell whether a name is written without any mark."""
    return all(one.is_bare for one in name)


def fits(written: Words, named: Words) -> bool:
    """Tell whether a name is written so: with all its marks, or with none."""
    return written == named or (bare(written) == bare(named) and all_bare(written))


def are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether bare names are one slip apart, have the same words, or one is a part of the other."""
    digits = [[part for part in name if part.isdecimal()] for name in (one, other)]
    if digits[0] != digits[1] and all(digits):
        return False
    joined, known = "".join(one), "".join(other)
    if min(len(joined), len(known)) < LONG_ENOUGH:
        return False
    shorter, longer = sorted((one, other), key=len)
    is_part = shorter in {longer[: len(shorter)], longer[-len(shorter) :]}
    has_same = joined == known or sorted(one) == sorted(other)
    return is_part or has_same or is_one_letter_off(joined, known)


def begins(name: Words, known: Words) -> bool:
    """Tell whether a name begins with known words, each with all its marks or none."""
    if len(name) < len(known) or name[0].bare != known[0].bare:
        return False
    return all(map(_is_same, name, known))


def _is_same(one: Word, known: Word) -> bool:
    return one == known or (one.bare == known.bare and one.is_bare)


@of_file(16_384)
def parts(text: str, *, tight: bool = False) -> tuple[Part, ...]:
    """Cut a text at its breaks and where a word tells a level; `tight`: at hyphens between letters, too."""
    text = without_row_number(clean(text))
    pieces = _BREAK.split(_TIGHT.sub(" - ", text) if tight else text)
    return tuple(_with_former([part for piece in pieces for part in _parts_of(piece)]))


@of_file(16_384)
def _parts_of(piece: str) -> tuple[Part, ...]:
    """Return the parts of a piece without breaks: the same ones stand in many texts."""
    return tuple(
        replace(part, is_joined=at > 0)
        for at, cut in enumerate(_at_heads(piece))
        for part in _part(cut)
    )


def _part(text: str) -> Iterator[Part]:
    """Yield a part of a text that has words, with the words that tell its level."""
    named = words(text)
    office = next((one for one in _OFFICES if begins(named, one)), ())
    named = named[len(office) :]
    if not named:
        return
    is_former = any(len(named) >= len(one) and named[-len(one) :] == one for one in _FORMERS)
    if is_former:
        end = next(len(one) for one in _FORMERS if named[-len(one) :] == one)
        named = named[:-end]
    level, head = next(
        (
            (level, head)
            for level, head in (_HEADS_BY_WORD.get(named[0].bare, ()) if named else ())
            if begins(named, head)
        ),
        (COMMUNE if office else "", ()),
    )
    yield Part(text, level, named[: len(head)], named, is_former)


def _with_former(found: list[Part]) -> Iterator[Part]:
    """Put what only says "cũ" to the part before it; leave out what says nothing."""
    for at, part in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        if not part.words:
            continue
        is_former = part.is_former or bool(after and after.is_former and not after.words)
        yield replace(part, is_former=is_former)


def _at_heads(piece: str) -> Iterator[str]:
    """Cut a text without breaks before each word that tells a level: "Tổ 3 thôn 2"."""
    written = piece.split()
    starts = [0]
    is_bare = all_bare(words(piece))
    for at in range(1, len(written) - 1):
        if not _is_head(written, at, is_bare=is_bare):
            continue
        # "Phường Buôn Hồ": a word right behind another such word belongs to the name.
        if bare(words(" ".join(written[starts[-1] : at]))) not in _HEADS_ALONE:
            starts.append(at)
    for start, end in zip(starts, [*starts[1:], len(written)], strict=True):
        yield " ".join(written[start:end])


def _is_head(written: list[str], at: int, *, is_bare: bool) -> bool:
    """Tell whether a level is told here, with a name behind; not within another such word ("thị xã", "tổ dân phố")."""
    first = words(written[at])
    if not first or first[0].bare not in _FIRST_OF_FULL:
        return False
    here = words(" ".join(written[at : at + 4]))
    before = words(written[at - 1])
    if before and before[-1].bare in _BEFORE_HEADS:
        return False
    return any(
        len(here) > len(head) and (here[: len(head)] == head or (is_bare and begins(here, head)))
        for head in _FULL_HEADS
    )


def arabic(token: str) -> str:
    """Return a Roman number, 1 to 29, in digits; any other token as it is."""
    if not token or not _ROMAN.fullmatch(token):
        return token
    values = [_ROMAN_VALUES[letter] for letter in token]
    signs = [-1 if a < b else 1 for a, b in zip(values, [*values[1:], 0], strict=True)]
    return str(sum(sign * value for sign, value in zip(signs, values, strict=True)))


def spelled(vocabulary: str) -> list[Words]:
    """Return the words of a vocabulary parted by bars, the longest first."""
    found = (tuple(map(word, one.split())) for one in vocabulary.split("|"))
    return sorted(found, key=len, reverse=True)


COMMUNE_HEADS = spelled(_HEADS[COMMUNE])
_OFFICES, _FORMERS = spelled(_OFFICE), spelled(_FORMER)
_FULL_HEADS = [head for listed in _HEADS.values() for head in spelled(listed)]
_FIRST_OF_FULL = frozenset(head[0].bare for head in _FULL_HEADS)
_ALL_HEADS = sorted(
    (
        (level, head)
        for table in (_HEADS, _SHORT)
        for level, listed in table.items()
        for head in spelled(listed)
    ),
    key=lambda one: -len(one[1]),
)
_HEADS_BY_WORD: dict[str, list[tuple[str, Words]]] = defaultdict(list)
for _level, _head in _ALL_HEADS:
    _HEADS_BY_WORD[_head[0].bare].append((_level, _head))
_HEADS_ALONE = frozenset(bare(head) for _, head in _ALL_HEADS)
_BEFORE_HEADS = frozenset({"thi", "tac", "truong", "khu", "thanh"})
