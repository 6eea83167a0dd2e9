"""Spellings of headings: how the vocabulary writes many at once, and how they are compared."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from areas.names import clean, fold, is_one_letter_off
from imports.spreadsheet.caches import of_file
from imports.tidy.columns import vocabulary

SURE, MAYBE, HINT = 1.0, 0.5, 0.3
# What is left of that where the marks are other ones, or a letter.
OTHER_MARKS, OTHER_LETTER = 0.95, 0.9
# In a shorter word one letter makes another word.
_LONG_ENOUGH = 6
# A letter that is another one makes another word of a longer one, too: "tên vợ", "tên hộ"; two swapped do not.
_LONG = 10
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TOKEN = re.compile(r"[\[\](|)]|[^\[\](|)]+")
# A pattern may go on in the next line where that begins with a bar.
_BREAK = re.compile(r"\n(?!\s*\|)")
# Signs that are words.
_SIGNS = {"#": "#", "♂": "♂", "♀": "♀", "№": "№"}


class Spelling(NamedTuple):
    """One spelling of a role, with its marks, and how sure it is."""

    role: str
    text: str
    sureness: float


def expanded(pattern: str) -> list[str]:
    """Return all that a pattern spells: [what may be left out], (one|or|another)."""
    tokens = _TOKEN.findall(pattern)
    return [" ".join(text.split()) for text in _choices(tokens, "")]


def _choices(tokens: list[str], closing: str) -> list[str]:
    """Take tokens up to the closing bracket; return what they spell."""
    done: list[str] = []
    parts: list[list[str]] = []
    while tokens:
        sign = tokens.pop(0)
        if sign == closing:
            break
        if sign == "|":
            done += map("".join, product(*parts))
            parts = []
        elif sign == "(":
            parts.append(_choices(tokens, ")"))
        elif sign == "[":
            parts.append(["", *_choices(tokens, "]")])
        else:
            parts.append([sign])
    return done + list(map("".join, product(*parts)))


def spelled(listed: str) -> Iterator[str]:
    """Yield every spelling of a list of patterns."""
    for pattern in _BREAK.sub(";", listed).split(";"):
        if pattern.strip():
            yield from expanded(pattern)


def _bare(text: str) -> str:
    """Return a heading as it is looked up: no marks, signs, spaces or capitals."""
    return fold(text.replace("%", " phan tram ")).replace(" ", "") or "".join(
        _SIGNS.get(sign, "") for sign in text
    )


bare = of_file(16_384)(_bare)


@of_file(16_384)
def marked(text: str) -> str:
    """Return the letters of a text with their marks, wherever in a word the tone stands."""
    signs = unicodedata.normalize("NFD", clean(text).casefold())
    letters = "".join(sign for sign in signs if sign not in _TONES and not sign.isspace())
    kept = "".join(sign for sign in unicodedata.normalize("NFC", letters) if sign.isalnum())
    return kept + "".join(sorted(sign for sign in signs if sign in _TONES))


@cache
def known() -> Mapping[str, bytes]:
    """Return all spellings of the vocabulary by their bare letters, the surest of a role first.

    A line each: as objects the 44,000 take 20 MB more.
    """
    found = dict[str, bytes]()
    for sureness, lists in ((SURE, "SURE"), (MAYBE, "MAYBE"), (HINT, "HINTS")):
        for module in vocabulary.MODULES:
            for role, listed in getattr(module, lists, {}).items():
                for text in spelled(listed):
                    key, begins = _bare(text), f"\n{role}\t{text}\t".encode()
                    if begins not in found.get(key, b""):
                        found[key] = found.get(key, b"") + begins + str(sureness).encode()
    found.pop("", None)
    return found


def _spellings(lines: bytes) -> list[Spelling]:
    parts = [line.split("\t") for line in lines.decode().splitlines()[1:]]
    return [Spelling(role, text, float(sureness)) for role, text, sureness in parts]


@of_file(4_096)
def looked_up(text: str) -> Mapping[str, float]:
    """Return the roles that a text as a whole spells, with how sure that is; marks decide where they are written."""
    spellings = _spellings(known().get(bare(text), b""))
    if not spellings:
        return {}
    own = marked(text)
    same = [one for one in spellings if marked(one.text) == own]
    has_marks = own != bare(text)
    found: dict[str, float] = {}
    for one in same if same and has_marks else spellings:
        sureness = one.sureness * (1 if one in same else OTHER_MARKS)
        found[one.role] = max(found.get(one.role, 0), sureness)
    return found


@of_file(4_096)
def misspelled(text: str) -> Mapping[str, float]:
    """Return the roles that a text would spell if one letter of it were another."""
    key, found = bare(text), dict[str, float]()
    if len(key) < _LONG_ENOUGH:
        return found
    for other, lines in known().items():
        is_near = len(other) != len(key) or len(key) >= _LONG or sorted(other) == sorted(key)
        if abs(len(other) - len(key)) <= 1 and is_near and is_one_letter_off(key, other):
            for one in _spellings(lines):
                sureness = one.sureness * OTHER_LETTER
                found[one.role] = max(found.get(one.role, 0), sureness)
    return found
