"""Names of villages as files write them, matched to the villages of a commune. Never a guess in silence."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from areas.kinds import Kind
from areas.models import Area
from areas.names import clean, fold, is_one_letter_off
from imports.spreadsheet.values.choices import KINDS_OF_VILLAGE

# What stands before a name for its kind, also shortened. "KP" is a khu phố or a khối phố.
_KIND_WORDS: tuple[tuple[str, frozenset[Kind]], ...] = (
    ("tổ dân phố", frozenset({Kind.TO_DAN_PHO})),
    ("tổ dp", frozenset({Kind.TO_DAN_PHO})),
    ("t d p", frozenset({Kind.TO_DAN_PHO})),
    ("tdp", frozenset({Kind.TO_DAN_PHO})),
    ("tổ", frozenset({Kind.TO_DAN_PHO})),
    ("khu phố", frozenset({Kind.KHU_PHO})),
    ("khu", frozenset({Kind.KHU_PHO})),
    ("khối phố", frozenset({Kind.KHOI_PHO})),
    ("khối", frozenset({Kind.KHOI_PHO})),
    ("k p", frozenset({Kind.KHU_PHO, Kind.KHOI_PHO})),
    ("kp", frozenset({Kind.KHU_PHO, Kind.KHOI_PHO})),
    ("thôn", frozenset({Kind.THON})),
    ("buôn", frozenset({Kind.BUON})),
    ("bản", frozenset({Kind.BAN})),
    ("ấp", frozenset({Kind.AP})),
    ("làng", frozenset({Kind.LANG})),
    ("xóm", frozenset({Kind.XOM})),
)
# From here on a text names the unit above: "Phú Hội, xã An Ninh Tây".
_ABOVE = ("xã", "phường", "thị trấn", "huyện", "thị xã", "thành phố", "tỉnh")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TOKEN = re.compile(r"\d+|(?:[^\W\d_][\u0300-\u036f]*)+")
_APOSTROPHE = re.compile(r"(?<=\w)\s?['`´‘’ʼ′]\s?(?=\w)")
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}|[IVX]{1,5})\s*[.)]\s+(?=\D)")
_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_ROW_NUMBER = re.compile(r"^\d{1,3}\s*[.)]\s+(?=\D)")
# Longest first: "to dan pho" before "to".
_HEADS = sorted(KINDS_OF_VILLAGE, key=len, reverse=True)
# In a shorter name one letter makes another name.
_LONG_ENOUGH = 3


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
type Reading = tuple[frozenset[Kind], Words]


@dataclass(frozen=True)
class Found:
    """The village meant; or, where that is not sure, those to ask about: perhaps none."""

    pk: int | None
    proposals: tuple[int, ...] = ()


class Villages:
    """The villages of one commune, to be asked for by names as files write them.

    Each is told by all its names, kind and name, of today and of before.
    """

    def __init__(self, villages: Mapping[int, Iterable[tuple[Kind, str]]]) -> None:
        self.named: dict[tuple[str, ...], set[tuple[int, Kind, Words]]] = defaultdict(set)
        for pk, names in villages.items():
            for kind, name in names:
                for words in _names(kind, name):
                    self.named[_bare(words)].add((pk, kind, words))

    def keys(self) -> list[int]:
        """Return the villages, in no order that means anything."""
        return sorted({pk for named in self.named.values() for pk, _, _ in named})

    def find(self, text: str) -> Found:
        """Return the village that the text names and no other; else whom to ask about."""
        sure, doubtful = set[int](), set[int]()
        for kinds, words in _readings(text):
            for pk, kind, named in self.named.get(_bare(words), ()):
                fits = _fits(kinds, kind, words, named)
                (sure if fits else doubtful).add(pk)
        if len(sure) == 1:
            return Found(sure.pop())
        return Found(None, tuple(sorted(sure or doubtful or self._alike(text))))

    def _alike(self, text: str) -> set[int]:
        """Return villages whose name is one slip away, has the same words, or a part of them."""
        return {
            pk
            for _, words in _readings(text)
            for bare, named in self.named.items()
            if _are_alike(_bare(words), bare)
            for pk, _, _ in named
        }


def kind_and_name(text: str) -> tuple[str, str]:
    """Return the kind that stands before a name, "" for none, and the name, without its row number."""
    words = _ROW_NUMBER.sub("", text).split()
    for head in _HEADS:
        length = len(head.split())
        if len(words) > length and fold(" ".join(words[:length])) == head:
            rest = words[length:]
            is_numbered = len(rest) > 1 and fold(rest[0]) == "so" and rest[1].isdecimal()
            return KINDS_OF_VILLAGE[head], " ".join(rest[1:] if is_numbered else rest)
    return "", " ".join(words)


def is_named(village: Area, kind: str, name: str) -> bool:
    """Say whether a village is called so, marks aside."""
    return village.kind == kind and fold(village.name) == fold(name)


def _fits(kinds: frozenset[Kind], kind: Kind, words: Words, named: Words) -> bool:
    """Tell whether a name is this one for sure, as far as it goes by itself.

    A number needs its kind word. A kind word must be the right one. Marks must be the same, or all left out.
    """
    is_number = all(word.bare.isdecimal() for word in words)
    if kind not in kinds and (kinds or is_number):
        return False
    return words == named or all(word.is_bare for word in words)


def _are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    digits = [[word for word in words if word.isdecimal()] for words in (one, other)]
    if digits[0] != digits[1] and all(digits):
        return False
    joined, known = "".join(one), "".join(other)
    if min(len(joined), len(known)) < _LONG_ENOUGH:
        return False
    shorter, longer = sorted((one, other), key=len)
    is_part = shorter in {longer[: len(shorter)], longer[-len(shorter) :]}
    has_same = joined == known or sorted(one) == sorted(other)
    return is_part or has_same or is_one_letter_off(joined, known)


def _bare(words: Words) -> tuple[str, ...]:
    return tuple(word.bare for word in words)


@lru_cache(maxsize=4096)
def _readings(text: str) -> tuple[Reading, ...]:
    """Return every way to read a text as kind words, none perhaps, and a name."""
    found: dict[Reading, None] = {}
    for written in dict.fromkeys((text, _NUMBERED.sub("", text))):
        tokens = _TOKEN.findall(_APOSTROPHE.sub("", clean(written)))
        for cut in dict.fromkeys((len(tokens), _before_above(tokens))):
            for numbers in (tokens[:cut], [_arabic(token) for token in tokens[:cut]]):
                found |= dict.fromkeys(_split(tuple(map(_word, numbers))))
    return tuple(found)


def _names(kind: Kind, name: str) -> set[Words]:
    """Return a village's name as words, also with Roman numbers in digits and its kind word left out."""
    tokens = _TOKEN.findall(_APOSTROPHE.sub("", clean(name)))
    found = set[Words]()
    for numbers in (tokens, [_arabic(token) for token in tokens]):
        words = tuple(map(_word, numbers))
        found.add(_without_so(words))
        found |= {rest for kinds, rest in _split(words) if kind in kinds}
    return found


def _without_so(words: Words) -> Words:
    """Leave out "số" before a number."""
    is_numbered = len(words) > 1 and words[0].bare == "so" and words[1].bare.isdecimal()
    return words[1:] if is_numbered else words


def _split(words: Words) -> Iterator[Reading]:
    """Yield the words as a name, and as kind words with a name behind; "số" before a number goes."""
    if words:
        yield frozenset(), _without_so(words)
    for kind, kinds in _KINDS:
        rest = words[len(kind) :]
        if rest and all(map(_is_same, words, kind)):
            yield kinds, _without_so(rest)


def _is_same(word: Word, known: Word) -> bool:
    return word in {known, Word(known.bare, known.bare, "")}


def _before_above(tokens: list[str]) -> int:
    """Return how many tokens stand before the unit above is named; all where it is not."""
    for start in range(1, len(tokens)):
        for above in _ABOVES:
            words = [_word(token) for token in tokens[start : start + len(above)]]
            if len(words) == len(above) and all(map(_is_same, words, above)):
                return start
    return len(tokens)


@lru_cache(maxsize=8192)
def _word(token: str) -> Word:
    if token.isdecimal():
        number = str(int(token))
        return Word(number, number, "")
    signs = unicodedata.normalize("NFD", token.lower())
    tone = "".join(sign for sign in signs if sign in _TONES)
    letters = "".join(sign for sign in signs if sign not in _TONES)
    return Word(fold(token), unicodedata.normalize("NFC", letters), tone)


def _arabic(token: str) -> str:
    """Return a Roman number, 1 to 29, in digits; any other token as it is."""
    if not token or not _ROMAN.fullmatch(token):
        return token
    values = [_ROMAN_VALUES[letter] for letter in token]
    signs = [-1 if a < b else 1 for a, b in zip(values, [*values[1:], 0], strict=True)]
    return str(sum(sign * value for sign, value in zip(signs, values, strict=True)))


_KINDS = tuple((tuple(map(_word, spelled.split())), kinds) for spelled, kinds in _KIND_WORDS)
_ABOVES = tuple(tuple(map(_word, spelled.split())) for spelled in _ABOVE)
