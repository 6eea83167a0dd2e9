"""Households of a file that the register may have: told by year and telephone, else asked."""

from collections.abc import Sequence
from typing import Any

from areas.names import digits_of
from imports.tidy.askers import REGISTER, asked
from imports.tidy.asking import Asking
from imports.tidy.looks.hidden import WITHHELD
from imports.tidy.model import Known
from imports.tidy.waiting import Home, without_nickname


def ask_of_register(homes: Sequence[Home], known: Known, asking: Asking) -> None:
    """Ask about a household that the register may have, where years fit and telephones differ."""
    if known.register is None:
        return
    withheld = asking.memory.get(WITHHELD, ())
    for home in homes:
        may_have_phone = home.phone or home.sheet in withheld
        if home.is_broken or home.waits or home.village is None or not may_have_phone:
            continue
        found = _found(home, home.key, known)
        if found:
            _settle(home, found, asking)
        elif home.alike != home.key:
            _settle_called(home, _found(home, home.alike, known), asking)


def _found(home: Home, name: str, known: Known) -> list[Any]:
    """Return the households of the register whose heads are called so, and of no other year."""
    return [
        one
        for one in known.register.named(home.village, name)
        if one.born is None or home.born is None or one.born == home.born
    ]


def _settle(home: Home, found: Sequence[Any], asking: Asking) -> str | None:
    """Return whether a household is that of the register, "" where nothing speaks against it; let it wait while it is asked."""
    phones = [digits_of(one.phone) for one in found]
    if not all(phones) or home.phone in phones:
        return "same" if home.phone and home.phone in phones else ""
    if not home.phone:
        home.waits = True
        return None
    told = asked(without_nickname(home.name), [home], asking, REGISTER)
    home.waits, home.is_other = told is None, told == "different"
    return told


def _settle_called(home: Home, found: Sequence[Any], asking: Asking) -> None:
    """Let a head whom people call something, "Lê An (Út)", be "Lê An" of the register where year, telephone or answer say so."""
    told = _settle(home, found, asking) if found else None
    is_of_year = home.born is not None and any(one.born == home.born for one in found)
    if told == "same" or (told == "" and is_of_year):
        home.bare |= {home.people[0][0]}
