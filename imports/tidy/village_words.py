"""What stands before the name of a village for its kind, also shortened, and the name without it."""

from collections import defaultdict
from typing import Protocol

from areas.kinds import Kind
from areas.names import fold
from imports.spreadsheet.caches import of_file
from imports.spreadsheet.values.choices import KINDS_OF_VILLAGE
from imports.tidy.spelling import Words, begins, spelled, with_numbers, without_row_number

# What stands before a name for its kind, also shortened. "KP" is a khu phố or a khối phố.
_KIND_WORDS: tuple[tuple[str, frozenset[Kind]], ...] = (
    ("tổ dân phố|tổ dp|t d p|tdp|tổ", frozenset({Kind.TO_DAN_PHO})),
    ("khu phố|khu", frozenset({Kind.KHU_PHO})),
    ("khối phố|khối", frozenset({Kind.KHOI_PHO})),
    ("k p|kp|k phố|k", frozenset({Kind.KHU_PHO, Kind.KHOI_PHO})),
    ("thôn|th|tn", frozenset({Kind.THON})),
    ("t", frozenset({Kind.THON, Kind.TO_DAN_PHO})),
    ("buôn|bn", frozenset({Kind.BUON})),
    ("b", frozenset({Kind.BUON, Kind.BAN})),
    ("bản", frozenset({Kind.BAN})),
    ("ấp", frozenset({Kind.AP})),
    ("làng|l", frozenset({Kind.LANG})),
    ("xóm|x", frozenset({Kind.XOM})),
)
# Longest first: "to dan pho" before "to".
_HEADS = sorted(KINDS_OF_VILLAGE, key=len, reverse=True)


class _Village(Protocol):
    kind: str
    name: str


type Reading = tuple[frozenset[Kind], Words]


def kind_and_name(text: str) -> tuple[str, str]:
    """Return the kind that stands before a name, "" for none, and the name, without its row number."""
    words = without_row_number(text).split()
    for head in _HEADS:
        length = len(head.split())
        if len(words) > length and fold(" ".join(words[:length])) == head:
            rest = words[length:]
            is_numbered = len(rest) > 1 and fold(rest[0]) == "so" and rest[1].isdecimal()
            return KINDS_OF_VILLAGE[head], " ".join(rest[1:] if is_numbered else rest)
    return "", " ".join(words)


def is_named(village: _Village, kind: str, name: str) -> bool:
    """Say whether a village is called so, marks aside."""
    return village.kind == kind and fold(village.name) == fold(name)


@of_file(4_096)
def names_of(kind: Kind, name: str) -> frozenset[Words]:
    """Return a village's name as words, also with Roman numbers in digits and its kind word left out."""
    found = set[Words]()
    for words in with_numbers(name)[:2]:
        found.add(without_so(words))
        found |= {rest for kinds, rest in split(words) if kind in kinds}
    return frozenset(found)


def without_so(words: Words) -> Words:
    """Leave out "số" before a number, wherever it stands."""
    if not any(word.bare == "so" for word in words[:-1]):
        return words
    return tuple(
        word
        for word, after in zip(words, (*words[1:], None), strict=True)
        if word.bare != "so" or after is None or not after.bare.isdecimal()
    )


@of_file(16_384)
def split(words: Words) -> tuple[Reading, ...]:
    """Return the words as a name, and as kind words with a name behind; "số" before a number goes."""
    found = list[Reading]()
    if words:
        found.append((frozenset(), without_so(words)))
    for kind, kinds in _BY_WORD.get(words[0].bare, ()) if words else ():
        rest = words[len(kind) :]
        if rest and begins(words, kind):
            found.append((kinds, without_so(rest)))
    return tuple(found)


VILLAGE_HEADS = [head for listed, _ in _KIND_WORDS for head in spelled(listed)]
KINDS = tuple((head, kinds) for listed, kinds in _KIND_WORDS for head in spelled(listed))
_BY_WORD: dict[str, list[tuple[Words, frozenset[Kind]]]] = defaultdict(list)
for _head, _kinds in KINDS:
    _BY_WORD[_head[0].bare].append((_head, _kinds))
