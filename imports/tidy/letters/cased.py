"""Words of TCVN3 that a function put in capitals or small letters get their signs back; and which words there are at all."""

import re
from functools import lru_cache
from itertools import product
from pathlib import Path

from imports.spreadsheet.caches import of_file
from imports.spreadsheet.fonts import Encoding, convert, is_syllable
from imports.tidy.people.families import FAMILIES

_WHOLE = re.compile(r"([^\s.,;:/()\-'\"!?0-9]+)")
# So common that nobody means the other word by them.
COMMON = frozenset(
    re.findall(r"\w+", "có không thôn xã ông bà cô số bé buôn mlô kbuôr ênuôl êban krông niê")
)
_DICTIONARY = ("syllables.txt", "peoples.txt")
# So many signs of a word are looked at, whether they were capitals.
_SIGNS = 3


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """Return words with marks that are written: syllables of names of places and our own texts, and words of other peoples."""
    texts = (Path(__file__).with_name(name).read_text("utf-8") for name in _DICTIONARY)
    return frozenset(word for text in texts for word in text.split())


def ways(word: str) -> set[str]:
    """Return a word with each of its signs as it stands, or in the other case."""
    signs = [at for at, sign in enumerate(word) if sign.upper() != sign.lower() and sign > "\x7f"]
    if len(signs) > _SIGNS:
        return set()
    found = set[str]()
    for some in product((False, True), repeat=len(signs)):
        raised = dict(zip(signs, some, strict=True))
        found.add(
            "".join(
                sign if at not in raised else sign.upper() if raised[at] else sign.lower()
                for at, sign in enumerate(word)
            )
        )
    return found


def sharp(word: str) -> str:
    """Give back the sign of which capitals made two letters: no word has "SS", "LSS" was "Lß"."""
    typed = word.replace("SS", "ß")
    return typed if typed != word and is_syllable(convert(typed, Encoding.TCVN3)) else word


def of_small_a(text: str) -> str:
    """Give back the sign of "à", of which capitals made a Greek letter: no file has that otherwise."""
    return text.replace("\u039c", "\xb5")


def whole(text: str) -> str:
    """Give back the signs of words in capitals of which some are no letters: they come in pieces, of which none tells."""
    return "".join(
        word if word.isalpha() or not word.strip() else in_small(word, beside_old=True)
        for word in _WHOLE.split(text)
    )


def in_small(word: str, *, beside_old: bool) -> str:
    """Give back the signs of a word that was put in capitals by a function: "LÉC" is "LéC", but "TÊN" a word of TCVN3.

    `beside_old`: other words of the text are typed for the font, so that this one is none of today.
    """
    letters = [sign for sign in word if sign.isascii()]
    small = "".join(sign if sign.isascii() else sign.lower() for sign in word)
    if small == word or not letters or not all(sign.isupper() for sign in letters):
        return word
    readings = (word.lower(), *(convert(one, Encoding.TCVN3).lower() for one in (word, small)))
    as_it_is, typed, becomes = map(is_word, readings)
    return small if becomes and not typed and (beside_old or not as_it_is) else word


def text_in_capitals(words: list[str]) -> list[str]:
    """Give back the signs of the words of a text that was put in small letters by a function.

    Beside a word that was surely changed so, a word of today was changed, too: "trçn tên" is "trÇn tÊn".
    """
    raised = list(map(in_capitals, words))
    return raised if raised == words else [in_capitals(word, beside_old=True) for word in raised]


@of_file(4_096)
def in_capitals(word: str, *, beside_old: bool = False) -> str:
    """Give back the signs of a word that was put in small letters by a function: "nguyôn" is "nguyÔn", "thþ" "thÞ"."""
    is_small = word == word.lower() and any(sign.isascii() for sign in word)
    is_kept = word in COMMON or word in FAMILIES if beside_old else is_word(word)
    if not is_small or is_kept:
        return word
    new = {typed: convert(typed, Encoding.TCVN3).lower() for typed in ways(word)}
    # The font has no sign for each capital: what it does not change is none of its words.
    of_font = [way for way in new.items() if way[0] == word or way[1] != way[0].lower()]
    found = [typed for typed, way in of_font if way in known() or way in FAMILIES]
    return found[0] if len(found) == 1 else word


def is_word(word: str) -> bool:
    """Tell a word of today."""
    return word in known() or word in COMMON or word in FAMILIES
