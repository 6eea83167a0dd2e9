"""Whose commune the parts of a text name that name no village of the importer's."""

from imports.tidy.spelling import COMMUNE, DISTRICT, HAMLET, PROVINCE, VILLAGE, Part
from imports.tidy.units import Own, Whose


def is_long(part: Part) -> bool:
    """Tell whether the words before a name are more than a letter that may mean anything."""
    if not part.head:  # an office told it: "UBND An Phú"
        return True
    return len(part.head) > 1 or len(part.head[0].bare) > 1 + (part.level == DISTRICT)


def whose_of(part: Part, own: Own | None, *, is_first: bool) -> Whose:
    """Return whose commune a part names that is no village of the commune."""
    if part.level in {DISTRICT, PROVINCE}:
        return own.of_above(part) if own else Whose.UNSAID
    if part.level == COMMUNE:
        return own.of_part(part) if own else Whose.UNSAID
    # A number is a commune's name behind its kind alone: others are of a day, "thôn Phú Hội, ngày 15/9".
    is_number = all(word.bare.isdecimal() for word in part.words)
    if own is None or is_first or is_number or part.level in {VILLAGE, HAMLET}:
        return Whose.UNSAID
    whose = own.of_part(part)
    if whose is Whose.UNSURE and own.is_above(part.words):
        return Whose.OWN
    # A word that nobody knows as a commune is just a word.
    return whose if whose is not Whose.UNSURE or own.is_like(part.words) else Whose.UNSAID


def above_village(part: Part, own: Own | None, *, is_behind: bool, is_above: bool) -> Whose | None:
    """Return whose commune a part of an address names; None where it lies within a village.

    `is_behind`: a village stands before it, so that a name alone may be a commune's; `is_above`: a commune does.
    """
    if part.level in {COMMUNE, DISTRICT, PROVINCE} and not part.name:
        return Whose.UNSAID  # "UBND xã": that of whoever writes
    if part.level in {COMMUNE, DISTRICT, PROVINCE} and is_long(part):
        return whose_of(part, own, is_first=False)
    if own is None or not is_behind or part.level in {HAMLET, DISTRICT}:
        return None
    if is_above or own.is_above(part.words):
        return Whose.UNSAID
    whose = own.of_part(part)
    is_told = whose is Whose.FOREIGN and (part.head or own.is_near(part.words))
    return whose if whose is Whose.OWN or is_told else None


def together(told: list[Whose]) -> Whose:
    """Return whose commune it is, by all that was told of it."""
    said = {*told} - {Whose.UNSAID}
    if not said:
        return Whose.UNSAID
    return said.pop() if len(said) == 1 else Whose.UNSURE
