"""Headings of villages and of what is above them: kinds of units in any number and order ("Thôn, buôn, khu phố")."""

from collections.abc import Mapping, Sequence
from functools import cache

from areas.names import fold
from imports.spreadsheet.caches import of_file
from imports.tidy.columns.spelling import MAYBE, SURE, spelled
from imports.tidy.columns.vocabulary import units

_LISTS = {
    "village": units.VILLAGE_WORDS,
    "commune": units.COMMUNE_WORDS,
    "district": units.DISTRICT_WORDS,
    "province": units.PROVINCE_WORDS,
}
# By itself such a word says too little: a hamlet or a team.
_WEAK = frozenset({"xom", "to", "doi", "khu", "khu vuc", "cum", "thanh pho"})
# Nor does it where it is short: "TT" is a running number.
_NOTHING = frozenset({"tt", "p", "x", "h", "q", "tx", "tp"})


@cache
def _words(listed: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a list as their parts, the longest first."""
    parts = {tuple(fold(text).split()) for text in spelled(listed)}
    return tuple(sorted(parts, key=len, reverse=True))


@of_file(4_096)
def meant(text: str) -> Mapping[str, float]:
    """Return which unit the heading names if it names nothing else."""
    tokens, found = fold(text).split(), {}
    for role, listed in _LISTS.items():
        named = _named(tokens, listed)
        if named and not (len(named) == 1 and named[0] in _NOTHING):
            found[role] = MAYBE if set(named) <= _WEAK else SURE
    return found


def _named(tokens: Sequence[str], listed: str) -> list[str]:
    """Return the words of a list that make up a heading; none where it holds another word, too."""
    found, start = [], 0
    while start < len(tokens):
        word = _at(tokens, start, _words(listed))
        if word:
            found.append(" ".join(word))
        else:
            word = _at(tokens, start, _words(units.SMALL_WORDS))
        if not word:
            return []
        start += len(word)
    return found


def _at(tokens: Sequence[str], start: int, words: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return next((one for one in words if tuple(tokens[start : start + len(one)]) == one), ())
