"""Which words of a text are typed for an old font, and which are in Unicode already."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from imports.spreadsheet.caches import of_file
from imports.spreadsheet.fonts import (
    SIGNS,
    Encoding,
    capitals,
    convert,
    is_of_peoples,
    is_short,
    is_syllable,
)
from imports.tidy.letters.cased import (
    COMMON,
    in_small,
    known,
    of_small_a,
    sharp,
    text_in_capitals,
    ways,
    whole,
)
from imports.tidy.people.families import FAMILIES

# Letters of one byte that Vietnamese of today has; others with marks are signs of an old font.
_OF_TODAY = frozenset("àáâãèéêìíòóôõùúý")
_WORD = re.compile(r"([^\W\d_]+|[^\s.,;:/()\-'\"!?0-9]+)")
# In these words of today stand that alone might be of a font, too: "Thanh tốn", "An tồn" are nobody's words.
_PHRASES = ("thanh toán", "kế toán", "an toàn")
# Of these in VNI the other reading is a name as often: Mô and Mơ, Hoàng and Hồng.
_BOTH = re.compile("ô|o[àáâãå]", re.IGNORECASE)
# Letters of today that are no signs of the font.
_NONE_OF = {Encoding.TCVN3: frozenset("à"), Encoding.VNI: frozenset("ý")}
_CONSONANTS = frozenset("bcdghklmnpqrstvxz")
# In VNI these stand behind a vowel only: "Lê" is "Leâ" there.
_BEHIND = re.compile(r"(?:^|[^aeoăâêôơ])[àáâãåäèéêëùøûõúü]", re.IGNORECASE)
# No word, though it could be a syllable.
_NEVER = "í"
# Short for an office, and in TCVN3 nothing that is written alone.
_OFFICES = frozenset({"t.phó"})


class Typed(NamedTuple):
    """A text in Unicode; where it is not sure, it may as well stay as it is."""

    text: str
    is_sure: bool = True
    other: str = ""  # what it is if it is not so: "" for as it stands


@of_file(65_536)
def read(text: str, encoding: Encoding) -> Typed:
    """Return a text of a file that is typed for this font in Unicode.

    A text begins with the name of a family ("R", "'", "Ô"); alone in its cell a word may be a given one.
    """
    if len(text) < 2 or text.lower() in _OFFICES:
        return Typed(text)  # a mark, not a word; or one of today
    pieces, told = _pieces(text, encoding)
    pieces, told = _family_first(text, pieces, told, encoding)
    text = "".join(pieces)
    foreign = [piece for piece in told if told[piece] is None and _is_foreign(piece, encoding)]
    if foreign and True in told.values():
        kept = "".join(piece if piece in foreign else convert(piece, encoding) for piece in pieces)
        return Typed(convert(text, encoding), is_sure=False, other=kept)
    votes = {one for one in told.values() if one is not None}
    if True not in votes and encoding is Encoding.VNI and any(map(_is_never_old, pieces)):
        return Typed(text)
    begins = [] if text.isalpha() else list(takewhile(lambda piece: not piece.isspace(), pieces))
    first = _by_surname("".join(begins), encoding) if told.keys() & begins else None
    if votes == {True} and (first is not False or any(told.get(piece) for piece in begins)):
        return Typed(convert(text, encoding))
    if False in votes and True not in votes:
        return Typed(text)
    open_ones = [piece for piece, one in told.items() if one is None]
    if not votes and first is not None:
        return Typed(convert(text, encoding) if first else text)
    if first is False:
        told |= dict.fromkeys(told.keys() & begins, False)
        open_ones = [piece for piece in open_ones if piece not in begins]
    return _one_by_one(pieces, told, open_ones, encoding)


def _pieces(text: str, encoding: Encoding) -> tuple[list[str], dict[str, bool | None]]:
    """Return words and what stands between them; of those that change whether they are typed for the font."""
    text = of_small_a(text) if encoding is Encoding.TCVN3 else text
    # A function changes a whole cell: beside a word of today, typed by hand, it changed none.
    is_by_hand = any(sign > "\xff" and sign.isalpha() for sign in text)
    is_cased = encoding is Encoding.TCVN3 and not is_by_hand
    text = whole(text) if is_cased else text
    written = [piece for piece in _WORD.split(text) if piece]
    if is_cased and text == text.upper():
        written = [sharp(word) for word in written]
    is_old = bool(SIGNS[encoding].search(text))
    pieces = (
        text_in_capitals([in_small(word, beside_old=is_old) for word in written])
        if is_cased
        else written
    )
    small = {*pieces} - {*written}
    changing = [piece for piece in pieces if _changes(piece, encoding)]
    phrases = " ".join(phrase for phrase in _PHRASES if phrase in text.lower()).split()
    of_today = {piece for piece in changing if piece.lower() in phrases and not piece.isascii()}
    return pieces, {
        piece: piece not in of_today and (piece in small or _is_old(piece, encoding))
        for piece in changing
    }


def _family_first(
    text: str, pieces: list[str], told: dict[str, bool | None], encoding: Encoding
) -> tuple[list[str], dict[str, bool | None]]:
    """Let a name that a function put in small letters or capitals begin with a family's: "§æng" for "§Æng", "VÒ" for "Vò"."""
    first = next(iter(pieces), "")
    is_one = encoding is Encoding.TCVN3 and len(pieces) > 1 and text in {text.lower(), text.upper()}
    if not is_one or first.isascii() or _is_of_family(first):
        return pieces, told
    found = {typed for typed in ways(first) if _is_of_family(convert(typed, encoding))}
    if len(found) != 1 or _is_of_family(convert(first, encoding)):
        return pieces, told
    typed = found.pop()
    return [typed, *pieces[1:]], {**told, typed: True}


def _is_of_family(word: str) -> bool:
    return word.lower() in FAMILIES


def _one_by_one(
    pieces: Sequence[str],
    told: dict[str, bool | None],
    open_ones: Sequence[str],
    encoding: Encoding,
) -> Typed:
    """Convert some words of a text; of those that may be either the dictionary tells, or the words beside them."""
    others = {one for one in told.values() if one is not None}
    words = {piece: _by_dictionary(piece, encoding) for piece in open_ones}
    if encoding is Encoding.VNI:  # "Thò" in a name is Thị: the whole cell is typed for the font
        others |= {True} & set(words.values())
    is_sure = True
    for piece, word in words.items():
        found = True if word is None and True in others else word
        is_sure = is_sure and found is not None
        told[piece] = found is not False
    typed = "".join(pieces)
    text = capitals(typed, "".join(_piece(piece, told, encoding) for piece in pieces), encoding)
    return Typed(text, is_sure or text == typed)


def _changes(word: str, encoding: Encoding) -> bool:
    """Tell whether a word is another one when it is converted, or has letters that only today has."""
    if word.isascii():
        return False
    return convert(word, encoding) != word or any(sign > "\xff" or sign in "àÀ" for sign in word)


def _is_never_old(word: str) -> bool:
    """Tell a word of today that nobody types for VNI, whatever stands beside it: "Lê" in "Lê Hoàng"."""
    is_word = is_syllable(word) or word.lower() in COMMON  # "Niê" is no syllable
    return is_word and not _changes(word, Encoding.VNI) and bool(_BEHIND.search(word))


def _is_foreign(word: str, encoding: Encoding) -> bool:
    """Tell a word that begins with the letter of the Ê Đê, or else with a Đ that makes no syllable: "Ñek"."""
    is_one = len(word) > 2 and word[0] in "Ññ" and word[1].lower() in "aeiouy"
    return encoding is Encoding.VNI and is_one and word[1:].isascii()


def _piece(piece: str, told: dict[str, bool | None], encoding: Encoding) -> str:
    return convert(piece, encoding) if told.get(piece) else piece


def _is_old(word: str, encoding: Encoding) -> bool | None:
    """Tell whether a word is typed for the font; None where it may be either."""
    if any(sign > "\xff" for sign in word):
        return False
    if (
        word[0] in "Ññ"
    ):  # a letter of the Ê Đê; in VNI it is Đ, in TCVN3 a vowel that begins no word
        new = convert(word, encoding)
        # No word of the Ê Đê has a consonant behind this letter: "H'Đrin".
        is_before_consonant = word[1:2].lower() in _CONSONANTS
        is_one = encoding is Encoding.VNI and (
            is_before_consonant
            or is_syllable(new)
            or is_short(new)
            or bool(SIGNS[encoding].search(word))
        )
        return True if is_one else (None if encoding is Encoding.VNI else False)
    if any(not sign.isascii() and sign.lower() not in _OF_TODAY for sign in word):
        return True
    if any(sign.lower() in _NONE_OF[encoding] for sign in word):
        return False
    if encoding is Encoding.TCVN3 and _is_mixed(word):
        return True
    return _by_spelling(word, encoding)


def _is_mixed(word: str) -> bool:
    """Tell small letters with a capital between that has marks: in TCVN3 these are small letters, too."""
    return word[1:].lower() != word[1:] and any(sign.islower() for sign in word if sign.isascii())


def _by_spelling(word: str, encoding: Encoding) -> bool | None:
    new = convert(word, encoding)
    if encoding is Encoding.VNI and SIGNS[encoding].search(word):
        return True
    after = is_syllable(new) and new.lower() != _NEVER
    if is_syllable(word):  # "Pông", where only "Pơng" is a word, is of nobody's today
        return None if after or _by_dictionary(word, encoding) else False
    # A name of another people is no syllable in either reading.
    told = after or _by_dictionary(word, encoding)
    return _by_tone(word, new) if told is None else told


def _by_tone(word: str, new: str) -> bool | None:
    """Tell by which of both has a tone where no other people writes one: "Yuê" is a name, "Yuờ" is nobody's."""
    as_it_is, becomes = (is_of_peoples(one) for one in (word, new))
    return becomes if as_it_is != becomes else None


def _by_surname(word: str, encoding: Encoding) -> bool | None:
    """Tell by which reading of a first word is the name of a family."""
    word = word.lower().replace("’", "'")
    as_it_is, becomes = word in FAMILIES, convert(word, encoding) in FAMILIES
    return becomes if as_it_is != becomes else None


def _by_dictionary(word: str, encoding: Encoding) -> bool | None:
    """Tell by which of both is a word at all."""
    if word.lower() in COMMON:
        return False
    is_word = word.lower() in known()
    becomes_word = convert(word, encoding).lower() in known()
    if is_word == becomes_word or (is_word and encoding is Encoding.VNI and _BOTH.search(word)):
        return None
    return becomes_word
