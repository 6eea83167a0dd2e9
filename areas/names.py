"""Clean, search and sort Vietnamese names, and compare telephone numbers, the same way on every database.

Neither SQLite nor PostgreSQL finds "ĐẠT" for "dat", and each sorts by its own rules, so a record
stores the keys made here and the database only compares plain ASCII.

Without Django: files from strangers are read with it, in a process that has nothing else (imports.sandbox.inside).
"""

import re
import unicodedata
from functools import lru_cache

# Long enough for every letter, tone and capital of a 100-letter name; a longer key is cut.
KEY_LENGTH = 600
# Nobody is looked for by more than a name may have: each word is a condition of its own.
LONGEST = 200
# A telephone number shorter than this tells nobody apart.
PHONE_DIGITS = 8
# Names are made of few syllables: what a file of a commune needs of them is worked out once.
_SYLLABLES = 8_192

# Shown as nothing, yet not in Unicode's control and format categories.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | {
    chr(code) for code in range(0xFE00, 0xFE10)
}
# What is no letter, digit or common sign, or is a letter that shows nothing: only then each is looked at.
_DOUBTFUL = re.compile(f"[^\\w .,/()'-]|[{''.join(_INVISIBLE)}]")
_APOSTROPHE = "['`´‘’‛ʹʻʼʽʾʿ′＇]"
_APOSTROPHES = re.compile(_APOSTROPHE)
_NUMBER = re.compile("[0-9]+")
_NO_DIGIT = re.compile(r"\D")
_DIGITS = 6
_UNDECOMPOSED = str.maketrans({"đ": "d", "ƀ": "b", "ł": "l", "ø": "o"})

# The order of the Vietnamese alphabet and of punctuation, as the ICU collation "vi" has it.
_ORDER = (
    " _-–—,;:!?.…·'\"«»()[]{}§@*/\\&#%`´^°+±÷×<=>|~$£€0123456789aăâbƀcdđeêfghijklmnoôơpqrstuưvwxyz"
)
_PRIMARY = {char: f"{rank:02x}" for rank, char in enumerate(_ORDER, start=1)}
# Written differently, sorted as the same sign; the digit settles ties.
_VARIANTS = {
    "‐": ("-", "2"),
    "‑": ("-", "2"),
    "‘": ("'", "2"),
    "’": ("'", "3"),
    "“": ('"', "2"),
    "”": ('"', "3"),
}
# Tones first, à ả ã á ạ, then the marks of other languages (Ê Đê ĕ, Ba Na č, ñ).
_MARKS = "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0327"
_TONES = frozenset(_MARKS[:5])
_SECONDARY = {mark: f"{rank:x}" for rank, mark in enumerate(_MARKS, start=2)}
_PLAIN, _CAPITAL, _OTHER_MARK = "1", "2", "f"


def clean(text: str) -> str:
    """Return the text in NFC on one line, without invisible characters or doubled spaces."""
    # In haste of what is clean already, as most marks and numbers of a large sheet are.
    is_plain = text.__class__ is str and text.isascii() and text.isprintable()
    if is_plain and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    spaced = " ".join(text.split())
    if _DOUBTFUL.search(spaced):
        visible = "".join(
            char
            for char in spaced
            if char not in _INVISIBLE and unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
        )
        spaced = " ".join(visible.split())
    return unicodedata.normalize("NFC", spaced)


def fold(text: str) -> str:
    """Return the search key: lower case, no diacritics, no apostrophes, words and digits only."""
    return " ".join(filter(None, map(_folded, text.split())))


def sought(words: str) -> str:
    """Return the search key of what somebody looks for: of a thousand words no database makes one question."""
    return fold(words[:LONGEST])


@lru_cache(_SYLLABLES)
def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", clean(text)).lower())
    bare = "".join(char for char in plain if unicodedata.category(char) != "Mn")
    # A letter, a digit or a vowel sign belongs to a word.
    words = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in bare.lower())
    return " ".join(words.translate(_UNDECOMPOSED).split())


def written_as(word: str) -> str:
    """Return the pattern of a folded word as names are written: each letter with any mark, small or capital.

    It is read alike by Python (so by SQLite) and by PostgreSQL, whatever their locale.
    """
    return "".join(f"[{_WRITTEN[c]}]{_AFTER}" if c in _WRITTEN else re.escape(c) for c in word)


def marked(name: str) -> tuple[tuple[str, str], ...]:
    """Return what a name says aloud, word by word: capitals are one, and where in a word its tone stands ("Hòa", "Hoà").

    "Cẩm Giang" and "Cẩm Giàng" are two, which `fold` takes for one: provinces have both.
    """
    words = unicodedata.normalize("NFD", clean(name).lower()).split()
    return tuple(
        ("".join(c for c in word if c not in _TONES), "".join(c for c in word if c in _TONES))
        for word in words
    )


def digits_of(phone: str, least: int = PHONE_DIGITS) -> str:
    """Return a telephone number in digits, from 0 on: +84 905 and 0905 are one; nothing for one that is too short."""
    digits = _NO_DIGIT.sub("", phone)
    if phone.strip().startswith("+84") or (
        digits.startswith("84") and len(digits) > PHONE_DIGITS + 2
    ):
        digits = f"0{digits[2:]}"
    return digits if len(digits) >= least and digits.isascii() else ""


def is_one_letter_off(one: str, other: str) -> bool:
    """Tell whether two words differ by one slip of the hand: a letter was left out, added, changed, or two neighbours were swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1]
    return short[start + 1 :] == long[start + 1 :] or (
        swapped and short[start + 2 :] == long[start + 2 :]
    )


def sort_key(text: str) -> str:
    """Return a hex key that sorts as the Vietnamese ICU collation sorts the text itself."""
    letters, tones, capitals = _weights(text)
    return f"{letters}00{tones.rstrip(_PLAIN)}0{capitals}".rstrip(_PLAIN)[:KEY_LENGTH]


def unit_sort_key(name: str) -> str:
    """Return the sort key of a unit's name, its numbers counted: Thôn 2 comes before Thôn 10."""
    return sort_key(_NUMBER.sub(lambda number: number[0].lstrip("0").zfill(_DIGITS), name))


def person_sort_key(full_name: str) -> str:
    """Return a hex key that sorts people by given name, then by the rest as it is written.

    The given name is the last word. Everyone called Hoa comes before everyone called Hòa, and
    within one given name family name comes first, then middle names: the order of a class list.
    Capitals count last of all, so "LAN" stays among the Lans.
    """
    rest, _, given = clean(full_name).rpartition(" ")
    letters, tones, capitals = _weights(given)
    rest_letters, rest_tones, rest_capitals = _weights(rest)
    key = f"{letters}00{tones.rstrip(_PLAIN)}0{rest_letters}00{rest_tones.rstrip(_PLAIN)}0"
    return f"{key}{capitals}{rest_capitals}".rstrip(_PLAIN)[:KEY_LENGTH]


@lru_cache(_SYLLABLES)
def _weights(text: str) -> tuple[str, str, str]:
    """Return what the text compares on, in turn: its letters, its tones, its capitals."""
    clusters, letters, tones, capitals = list[list[str]](), list[str](), list[str](), list[str]()
    for char in unicodedata.normalize("NFD", clean(text)):
        # A mark is written on the letter before it.
        if clusters and unicodedata.combining(char):
            clusters[-1].append(char)
        else:
            clusters.append([char])
    for base, *marks in clusters:
        char, tone_marks = base.lower(), marks
        # The first mark that makes another letter of the base (ă, ơ) is no tone.
        for mark in marks:
            joined = unicodedata.normalize("NFC", char + mark)
            if joined in _PRIMARY:
                char, tone_marks = joined, marks.copy()
                tone_marks.remove(mark)
                break
        char, tone = _VARIANTS.get(char, (char, _PLAIN))
        letters.append(_PRIMARY.get(char) or f"ff{ord(char):06x}")
        tones.append(tone + "".join(_SECONDARY.get(mark, _OTHER_MARK) for mark in tone_marks))
        capitals.append(_PLAIN if base == base.lower() else _CAPITAL)
    return "".join(letters), "".join(tones), "".join(capitals)


_WITHOUT_A_WORD = {"Việt Nam"}


def lower_first(name: object) -> str:
    """Write a unit's name inside a sentence: "Xã An Ninh Tây" becomes "xã An Ninh Tây".

    The country has no word before its name, and a name keeps its capital.
    """
    words = str(name)
    return words if words in _WITHOUT_A_WORD else words[:1].lower() + words[1:]


def _ways_to_write() -> dict[str, str]:
    """Return each letter → all letters of Latin script that fold to it."""
    found = {chr(code): "" for code in range(ord("a"), ord("z") + 1)}
    for code in (
        *range(0x41, 0x5B),
        *range(0x61, 0x7B),
        *range(0xC0, 0x250),
        *range(0x1E00, 0x1F00),
    ):
        if (plain := _folded(chr(code))) in found:
            found[plain] += chr(code)
    return found


_WRITTEN = _ways_to_write()
# What may stand behind a letter and is folded away: marks that no letter of its own has, and apostrophes.
_AFTER = f"[\u0300-\u036f{_APOSTROPHE[1:]}*"
