"""Names of which some words are written with their first letters only: "P. Hội" for Phú Hội."""

from imports.tidy.spelling import Word, Words, fits

# So many letters stand for a word.
_INITIALS = 2


def shortens(short: Words, name: Words) -> bool:
    """Tell whether some words of a name are shortened, and at least one stands there whole."""
    if len(short) != len(name) or len(name) <= 1:
        return False
    pairs = list(zip(short, name, strict=True))
    whole = [one for one, word in pairs if fits((one,), (word,))]
    has_word = any(not one.bare.isdecimal() and len(one.bare) > 1 for one in whole)
    return has_word and len(whole) < len(pairs) and all(_begins(one, word) for one, word in pairs)


def _begins(short: Word, word: Word) -> bool:
    if fits((short,), (word,)):
        return True
    return (
        len(short.bare) <= _INITIALS
        and not short.bare.isdecimal()
        and word.bare.startswith(short.bare)
    )
