"""What of a password would be guessed: words that everybody here takes, runs of keys, what is known of the person."""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cache
from pathlib import Path

from areas.names import fold

# So many letters and digits must remain when all that is guessed is taken out, of which so many differ.
LEFT, DIFFERENT = 6, 4
# A run of keys or letters, or of one sign, is worth guessing from this length on.
RUN = 4
_ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
# A sign that stands for a letter, where it is no part of a number.
_LOOKALIKES = dict(zip("@$!013457", "asioieast", strict=True))
_LOOKALIKE = re.compile(r"(?<!\d)[@$!013457](?!\d)")
_YEAR = re.compile(r"(?:0?[1-9]|[12]\d|3[01])?(?:0?[1-9]|1[0-2])?(?:19|20)\d\d")
_SAME = re.compile(r"(.)\1{3,}")
# "laplaplaplap": a few signs again and again.
_AGAIN = re.compile(r"(.{1,6}?)\1{2,}")


class Guess(Enum):
    """By what a password would be guessed."""

    PERSON = "person"
    WORD = "word"
    RUN = "run"


@cache
def words() -> tuple[str, ...]:
    """Return the words and phrases of the list, the longest first."""
    text = Path(__file__).with_name("words.txt").read_text()
    listed = {letters(line) for line in text.splitlines() if not line.startswith("#")} - {""}
    return tuple(sorted(listed, key=lambda word: (-len(word), word)))


def letters(text: str) -> str:
    """Return what is typed in the end: letters without marks and digits, nothing between them."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def guess_of(password: str, about: Sequence[str] = ()) -> Guess | None:
    """Say by what this password would be guessed, if by anything; `about` is what is known of the person.

    Names are known with and without the order of their words; "m@tkh4u" is read as "matkhau".
    """
    spelt = _LOOKALIKE.sub(lambda sign: _LOOKALIKES[sign.group()], password)
    guesses = [_guess(letters(one), about) for one in sorted({password, spelt})]
    return next((guess for guess in guesses if guess), None)


def _guess(password: str, about: Sequence[str]) -> Guess | None:
    taken, rest = {}, password
    for guess, less in (
        (Guess.PERSON, lambda text: _without(text, _known(about))),
        (Guess.WORD, lambda text: _without(text, words())),
        (Guess.RUN, _without_runs),
    ):
        before = len(rest.replace(" ", ""))
        rest = less(rest)
        taken[guess] = before - len(rest.replace(" ", ""))
    is_thin = len(rest.replace(" ", "")) < LEFT or len(set(rest) - {" "}) < DIFFERENT
    most = max(taken, key=lambda guess: taken[guess])
    return (most if taken[most] else Guess.RUN) if is_thin else None


def _known(about: Iterable[str]) -> list[str]:
    """Return the words, and their rows in both orders, that are known of a person; the longest first."""
    known: set[str] = set()
    for text in about:
        if (number := re.sub(r"[\s.+-]", "", text)).isdecimal():
            known |= {number, number[-6:]}
            continue
        parts = [letters(part) for part in re.split(r"[\s._-]+", text)]
        known |= {"".join(parts), "".join(reversed(parts)), "".join(parts[-2:]), *parts}
        known.add("".join(part[:1] for part in parts[:-1]) + parts[-1])
    return sorted((word for word in known if len(word) > 2), key=lambda word: (-len(word), word))


def _without(text: str, guessed: Iterable[str]) -> str:
    """Take out every guessed word; a gap stays, so that no new word grows together."""
    for word in guessed:
        text = text.replace(word, " ")
    return text


def _without_runs(text: str) -> str:
    """Take out days and years, repetitions and rows of keys, forwards and backwards."""
    text = _AGAIN.sub(r"\1", _SAME.sub(" ", _YEAR.sub(" ", text)))
    for row in _ROWS:
        for line in (row, row[::-1]):
            for length in range(len(line), RUN - 1, -1):
                for start in range(len(line) - length + 1):
                    text = text.replace(line[start : start + length], " ")
    return text
