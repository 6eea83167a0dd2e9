"""Text typed for fonts of before Unicode, TCVN3 (ABC) and VNI: recognised, and converted on demand.

Such text is made of other letters ("NguyÔn V¨n Hïng"), so nothing can be read of it as it stands.
Conversion is shown first: nobody converts in silence.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import overload

from imports.spreadsheet.book import Row
from imports.spreadsheet.caches import of_file


class Encoding(Enum):
    """How text was typed for a font."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


# A file is taken for one of old fonts when this part of its texts that can tell says so: half of it may have been typed
# later. Less is some odd cells.
SHARE = 0.3
_SAMPLES = 5

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
# In VNI a sign behind the letter is its tone, or its hat with a tone; some letters stand alone.
_PLAIN = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _pairs() -> dict[str, str]:
    """Return what each letter of VNI is, with the sign behind it."""
    marks = {letter: dict(_PLAIN) for letter in "aeouyöô"}
    for letter in "aeo":
        marks[letter] |= {sign: "\u0302" + tone for sign, tone in _HAT.items()}
    marks["a"] |= {sign: "\u0306" + tone for sign, tone in _BREVE.items()}
    return {
        letter + sign: unicodedata.normalize("NFC", _ALONE.get(letter, letter) + mark)
        for letter, signs in marks.items()
        for sign, mark in signs.items()
    } | {**_ALONE, "nõ": "ñ"}  # a letter of the Ê Đê


_VNI = _pairs()
_VNI_SIGNS = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)
# Letters without a vowel are short for words: "ĐVHC", "HĐND".
_SHORT = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,}")
_NUMBERS = re.compile(r"[\d\s.,]+")
# Where a word begins: what stands between words stays, for lines of a cell may be people.
_BEGINS = re.compile(r"(?<!\S)\S")
_WORD = re.compile(r"[^\s.,;:/()\-'\"!?0-9]+")
# How a Vietnamese syllable is spelled: one onset, one rhyme, one tone.
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# Only these tones stand on a syllable that is closed by a stop.
_OF_STOPS = frozenset("\u0301\u0323")
_ONSET = "(?:ngh?|gh|gi|kh|nh|ph|qu|t[hr]|ch?|[bdđghklmnprstvx])?"
_RHYME = (
    "(?:uy(?:ê[nt]|a|u|nh|ch|[tnp])?|ươ(?:[mnptciu]|ng)|iê(?:[mnptcu]|ng)|yê(?:[mnptu]|ng)|uô(?:[mntpci]|ng)|"
    "oa(?:nh|ng|ch|[iyomnptc])?|oă(?:ng|[mntc])|oe[ont]?|oo(?:ng|c)|uâ(?:ng|[ynt])|uê(?:nh|ch)?|uơ|ia|ưa|ua|"
    "a(?:nh|ng|ch|[iyoumnptc])?|ă(?:ng|[mnptc])|â(?:ng|[uymnptc])|e(?:ng|[omnptc])?|ê(?:nh|ch|[umnpt])?|"
    "i(?:nh|ch|[umnpt])?|o(?:ng|[imnptc])?|ô(?:ng|[imnptc])?|ơ[imnpt]?|u(?:ng|[iamnptc])?|ư(?:ng|[iuamntc])?|"
    "y(?:nh|ch|[tn])?)"
)
_SYLLABLE = re.compile(_ONSET + _RHYME)
_STOPPED = re.compile(".*(?:ch|[cpt])")
# A word of another people ("Krông", "Bhăng"): vowels in one place, whatever stands around them.
_WORD_OF_ANYBODY = re.compile("[^\\W\\d_aăâeêioôơuưy]*[aăâeêioôơuưy]+[^\\W\\d_aăâeêioôơuưy]*")
# Letters of TCVN3 that are none of today's.
_NO_LETTER = "¡-©«¬\xad®µ¶·¸¹»-¾"
# What no word of today is written with, and a word of these fonts is.
SIGNS = {
    Encoding.TCVN3: re.compile(f"[a-z][{_NO_LETTER}]|[{_NO_LETTER}][a-z]", re.IGNORECASE),
    Encoding.VNI: re.compile("[aeo]â|[ae][áàåãä]|a[êéè]|[aeouy][ùøûõ]|nõ[aeiouy]", re.IGNORECASE),
}


@dataclass(frozen=True)
class Judgement:
    """What a file was typed for, with some cells before and after."""

    encoding: Encoding
    samples: tuple[tuple[str, str], ...]


def suspect(text: str) -> Encoding | None:
    """Return the encoding that turns this text into Vietnamese when it is none as it stands.

    None where it is Vietnamese already, says nothing either way, or both encodings would do.
    """
    if text.isascii() or not _is_old(text) or _is_vietnamese(text):
        return None
    fits = [encoding for encoding in Encoding if _is_vietnamese(convert(text, encoding))]
    return fits[0] if len(fits) == 1 else None


def judge(texts: Iterable[str]) -> Judgement | None:
    """Judge all cells of a file together: None, or the encoding that enough of those that tell have.

    What stands in many cells, or beside many numbers ("351 hé"), tells once; a word in either reading tells nothing.
    """
    found: Counter[Encoding | None] = Counter()
    samples: list[tuple[str, str]] = []
    seen = set[str]()
    for text in texts:
        words = "" if text.isascii() else _NUMBERS.sub("", text)
        if not words or words in seen:
            continue
        seen.add(words)
        encoding = suspect(text) or _by_signs(text)
        if encoding or _is_of_today(text):
            found[encoding] += 1
        if encoding and len(samples) < _SAMPLES:
            samples.append((text, convert(text, encoding)))
    told = {encoding: cells for encoding, cells in found.items() if encoding}
    if not told:
        return None
    best = max(told, key=told.__getitem__)
    if told[best] < SHARE * found.total():
        return None
    return Judgement(best, tuple(samples))


def convert(text: str, encoding: Encoding) -> str:
    """Return the text in Unicode; text that has Unicode's own Vietnamese letters stays as it is."""
    if text.isascii() or not _is_old(text):
        return text
    if encoding is Encoding.TCVN3:
        return capitals(text, text.translate(_TCVN3), encoding)
    return _VNI_SIGNS.sub(_vni_letter, text)


def convert_row(row: Row, encoding: Encoding) -> Row:
    """Return the row with its text in Unicode."""
    cells = [convert(cell, encoding) if isinstance(cell, str) else cell for cell in row.cells]
    return replace(row, cells=cells)


class Converted(Sequence[Row]):
    """Rows in Unicode, each converted when it is asked for: none is held."""

    def __init__(self, rows: Sequence[Row], encoding: Encoding) -> None:
        self.rows, self.encoding = rows, encoding

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        for row in self.rows:
            yield convert_row(row, self.encoding)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [convert_row(row, self.encoding) for row in self.rows[index]]
        return convert_row(self.rows[index], self.encoding)


def _is_old(text: str) -> bool:
    """Tell whether all its letters are of one byte, as old fonts have them."""
    return all(char < "\u0100" for char in text)


def _is_vietnamese(text: str) -> bool:
    """Tell whether each word with marks could be a Vietnamese syllable; an abbreviation says nothing."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return all(is_syllable(word) or is_short(word) for word in words)


def _by_signs(text: str) -> Encoding | None:
    """Return the encoding whose signs stand in a text, though its words are none of Vietnamese: "Ea Dr«ng"."""
    if not _is_old(text):
        return None
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    fits = [
        encoding
        for encoding, signs in SIGNS.items()
        if any(map(signs.search, words))
        and all(_is_anybodys(convert(word, encoding)) for word in words)
    ]
    return fits[0] if len(fits) == 1 else None


def _is_anybodys(word: str) -> bool:
    signs = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in signs if sign in _TONES]
    bare = unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONES))
    return len(tones) < 2 and bool(_WORD_OF_ANYBODY.fullmatch(bare))


def _is_of_today(text: str) -> bool:
    """Tell whether a text is Vietnamese as it stands, and would be none if it were typed for an old font."""
    if not _is_vietnamese(text):
        return False
    read = {convert(text, encoding) for encoding in Encoding} - {text}
    return not any(map(_is_vietnamese, read))


def is_short(word: str) -> bool:
    """Tell whether a word is short for others: capitals without a vowel."""
    return bool(_SHORT.fullmatch(word))


def _vni_letter(match: re.Match[str]) -> str:
    typed = match[0]
    letter = _VNI[typed.lower()]
    return letter.upper() if typed[0].isupper() else letter


def capitals(typed: str, text: str, encoding: Encoding) -> str:
    """Give back capitals: TCVN3 has none with tones, its capital fonts only showed them so."""
    if encoding is not Encoding.TCVN3:
        return text
    plain = [char for char in typed if char.isascii() and char.isalpha()]
    if len(plain) > 1 and all(char.isupper() for char in plain):
        return text.upper()
    words = [word for word in typed.split() if word[0].isascii() and word[0].isalpha()]
    if words and all(word[0].isupper() for word in words):
        return _BEGINS.sub(lambda begin: begin[0].upper(), text)
    return text


def is_of_peoples(word: str) -> bool:
    """Tell whether another people may write so: without a tone, or with one before a stop ("Lắk")."""
    signs = unicodedata.normalize("NFD", word.lower())
    tones = {sign for sign in signs if sign in _TONES}
    return not tones or (tones <= _OF_STOPS and bool(re.search("[ckpt]h?$", signs)))


@of_file(8192)
def is_syllable(word: str) -> bool:
    """Tell whether a word, in any capitals, could be one written syllable."""
    signs = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in signs if sign in _TONES]
    bare = unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _STOPPED.fullmatch(bare) or bool(_OF_STOPS & set(tones))
