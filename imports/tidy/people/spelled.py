"""Words as they are compared: with their marks where they are typed with them, else without."""

import re
from functools import cache

from areas.names import clean, fold
from imports.spreadsheet.book import Cell, Fault

type Patterns = list[tuple[str, re.Pattern[str], re.Pattern[str]]]

_CODE = re.compile(r"^\s*\(?\d{1,2}\s*[-–.:/)]+\s*(?=[^\W\d])")
_PUNCTUATION = re.compile(r"[\s,;:/().\-–\"“”]+")


@cache
def bare(pattern: str) -> str:
    """Return a pattern or word as it is typed without marks."""
    return "".join(fold(char) if not char.isascii() and fold(char) else char for char in pattern)


def joined(*parts: Cell) -> Cell:
    """Return a name that stands in several cells; where one of them has no value, the name has none: half of it is nobody's."""
    faulty = [part for part in parts if isinstance(part, Fault)]
    return faulty[0] if faulty else clean(" ".join(map(str, filter(None, parts))))


def low(text: str) -> str:
    """Return a text as it is compared with words: small letters, without stops and brackets."""
    return _PUNCTUATION.sub(" ", clean(text).casefold()).strip()


def uncoded(text: str) -> str:
    """Return a word of a list without its number there: "01 - Chủ hộ"."""
    return _CODE.sub("", text)


def compiled(pairs: tuple[tuple[str, str], ...]) -> Patterns:
    """Return patterns with what each means, as they are typed with and without marks."""
    return [(meaning, re.compile(pattern), re.compile(bare(pattern))) for meaning, pattern in pairs]


def meant(word: str, patterns: Patterns) -> str | None:
    """Return what a word means, whole; None where it is none of them."""
    return next((one for one, *both in patterns if both[word.isascii()].fullmatch(word)), None)
