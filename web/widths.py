"""How much room words and numbers take in a table, counted in digits of its font."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from web.paper import Width, points

# Small letters are narrower than digits, capitals wider; bold ones are wider than others.
_SMALL, _CAPITAL, _BOLD = 0.92, 0.45, 1.06
# What is left free beside the letters of a cell.
ROOM = 2.0
# Words that wrap are narrowed to so much at least, and to so many lines; a heading has as many.
_NARROW, _LINES = 11.0, 3
# The share of the left half of a page.
_LEFT = 0.45


def letters(text: str, *, is_bold: bool = False) -> float:
    """Return how wide the longest line of a text is."""
    longest = max(map(_wide, text.split("\n")), default=0.0)
    return longest * _BOLD if is_bold else longest


def longest_word(text: str, *, is_bold: bool = False) -> float:
    """Return how wide the longest word of a text is, which no line is narrower than."""
    longest = max(map(_wide, text.split()), default=0.0)
    return longest * _BOLD if is_bold else longest


def lines(text: str, width: float, *, is_bold: bool = False) -> int:
    """Return over how many lines of a width a text runs."""
    share, number = _BOLD if is_bold else 1.0, 0
    for line in text.split("\n"):
        used = width + 1
        for word in line.split() or [""]:
            wide = _wide(word) * share
            used += wide + 0.6
            if used > width:
                number, used = number + 1, wide
    return max(number, 1)


def width_of(words: str, values: Sequence[Any], most: float, more: float = 0) -> Width:
    """Return how wide a column is under a heading: by its values, no line longer than `most` letters.

    Numbers may have `more` digits where not all of them are known.
    """
    texts = [str(one) for one in values if not isinstance(one, int | float | date | None)]
    numbers = max(
        (_fixed(one, more) for one in values if isinstance(one, int | float | date)), default=0.0
    )
    long = min(max(map(letters, texts), default=0.0), most)
    word = min(max(map(longest_word, texts), default=0.0), most)
    head = max(longest_word(words, is_bold=True), letters(words, is_bold=True) / _LINES * 1.25)
    wanted = max(long, numbers, head) + ROOM
    least = max(word, numbers, head, min(_NARROW, long), long / _LINES) + ROOM
    return Width(wanted, min(wanted, least))


def halved(widths: Sequence[float]) -> int:
    """Return before which column the right half of a page begins, or more than half: it says more."""
    whole, used = sum(map(points, widths)), 0.0
    for at, width in enumerate(widths):
        if at and used + points(width) / 2 > whole * _LEFT:
            return at
        used += points(width)
    return len(widths)


def _wide(text: str) -> float:
    return len(text) * _SMALL + sum(map(str.isupper, text)) * _CAPITAL


def _fixed(value: float | date, more: float) -> float:
    """Return how wide a number or a day is, which never wrap."""
    match value:
        case datetime():
            return 15.0
        case date():
            return 9.5
        case int():
            return len(f"{value:,}") + more
        case _:
            return len(f"{value:.1f}") + more
