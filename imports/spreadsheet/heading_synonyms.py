"""What the words above a column may mean, and whether that is sure."""

import re
from collections.abc import Sequence
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import get_language, override

from areas.names import fold, is_one_letter_off
from imports.spreadsheet.caches import of_file
from imports.spreadsheet.columns import Column, SheetKind

# Shorter words are too often another word with a letter changed.
_LONG_ENOUGH = 6
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_LEADING_NUMBER = re.compile(r"^\s*\(?\d{1,2}\s*[.):-]\s*(?=\D)")
_WORD_OR_NUMBER = re.compile(r"\d+|[^\W\d]+")
# "Kỹ năng 1: Dịch vụ công" is sure when each part is, of the same field.
_PARTS = re.compile(r"\s*[:–-]\s*")


def fields_meant(words: tuple[str, ...], kind: SheetKind) -> list[tuple[str, bool]]:
    """Return the fields that the words above a column may mean, and whether each is sure.

    The words together say more than the lowest alone ("Chủ hộ", "Họ và tên"), and what stands in
    brackets may decide ("Họ và tên (chủ hộ)"): the first reading that is known counts.
    """
    readings = readings_of(words)
    for reading in readings:
        if keys := _sure_keys(reading, kind):
            is_sure = not _contradicts(words[0], keys, kind)
            return [(key, is_sure) for key in keys]
    parts = [_sure_keys(_spelled(part), kind) for part in _PARTS.split(words[0])]
    if len(parts) > 1 and parts[0] and all(part == parts[0] for part in parts):
        return [(key, True) for key in parts[0]]
    like = {column.key: _similarity(readings, column) for column in kind.columns}
    most = max(like.values())
    near = [(key, False) for key, letters in like.items() if letters == most and most]
    could = [c.key for c in kind.columns if not spellings(*c.maybe).isdisjoint(readings)]
    return near + [(key, False) for key in could if (key, False) not in near]


def _contradicts(word: str, keys: list[str], kind: SheetKind) -> bool:
    """Tell whether what stands in brackets means another field: "KN3 (mua sắm)"."""
    inside = [_sure_keys(_spelled(part[1:-1]), kind) for part in _IN_BRACKETS.findall(word)]
    return any(other and other != keys for other in inside)


def _sure_keys(reading: str, kind: SheetKind) -> list[str]:
    return [
        column.key
        for column in kind.columns
        if reading in _sure_spellings(column)
        or (column.pattern and re.fullmatch(column.pattern, reading))
    ]


def _similarity(readings: Sequence[str], column: Column) -> int:
    """Return how many letters of a known spelling stand in the heading, or are one off it; 0: none."""
    return max(
        (
            len(known)
            for known in _sure_spellings(column)
            for text in readings
            if (" " in known and f" {known} " in f" {text} ")
            or (len(known) >= _LONG_ENOUGH and is_one_letter_off(text, known))
        ),
        default=0,
    )


@of_file(4_096)
def readings_of(words: tuple[str, ...]) -> list[str]:
    """Return the ways to read the words above a column, the one that says the most first."""
    ways = [" ".join(reversed(words)), words[0]]
    ways += [_IN_BRACKETS.sub(" ", way) for way in ways]
    ways += [_LEADING_NUMBER.sub("", way) for way in ways]
    return [way for way in dict.fromkeys(map(_spelled, ways)) if way]


def _spelled(text: str) -> str:
    """Return the folded text with its numbers apart: "KN1" is "kn 1"."""
    return " ".join(_WORD_OR_NUMBER.findall(fold(text)))


def _sure_spellings(column: Column) -> frozenset[str]:
    return _labelled(column.label, column.also, get_language())


@cache
def _labelled(label: str | Promise, also: tuple[str, ...], _language: str | None) -> frozenset[str]:
    """Return the spellings of a column: its label in Vietnamese and as it is shown now, and others."""
    with override("vi"):
        vietnamese = str(label)
    return spellings(vietnamese, str(label), *also)


@of_file(4_096)
def spellings(*texts: str) -> frozenset[str]:
    """Return the texts as they are compared with readings."""
    return frozenset(map(_spelled, texts))
