"""Numbers below 100 below a heading of years: years of two digits, or ages."""

from math import log

from imports.tidy.columns.evidence import Evidence
from imports.tidy.columns.fits import MOST, SOME

# Of numbers below 100: how much oftener they are years than ages. Few are born before 1945, many of that age.
_YEARS_TO_AGES = (
    (range(84, 100), 20.0), (range(66, 84), 2.8), (range(45, 66), 0.95), (range(27, 45), 0.07), (range(27), 0.8),
)  # fmt: skip
# A heading of years is believed from two to one.
_BELIEVED = 2
_GROWN_UP, _YOUNG = range(27, 66), range(27)
_SOME_YOUNG, _MANY_PEOPLE = 0.2, 10


def numbers_are(seen: Evidence) -> str:
    """Tell numbers below 100 that are ages, though they are called years, from years of two digits; "" where they may be both."""
    counts = {int(text): n for text, n in seen.texts.items() if text.isdecimal() and len(text) < 3}
    whole = sum(counts.values())
    if (
        not whole
        or whole < seen.filled * MOST
        or any(text[0] in "0'" and len(text) > 1 for text in seen.texts)
    ):
        return "year"
    oftener = sum(
        log(much) * n
        for number, n in counts.items()
        for part, much in _YEARS_TO_AGES
        if number in part
    )
    if oftener >= log(_BELIEVED):
        return "year"
    middle, young = (
        sum(n for number, n in counts.items() if number in part) / whole
        for part in (_GROWN_UP, _YOUNG)
    )
    return "age" if middle >= SOME and young >= _SOME_YOUNG and whole >= _MANY_PEOPLE else ""
