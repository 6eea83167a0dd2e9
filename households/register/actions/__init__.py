"""Households and their people: the one write path of page, admin, file and sync."""

from households.register.actions.bulk import (
    Arrivals,
    KeyTaken,
    NewHousehold,
    NewPerson,
    add_household,
    add_many,
    people_of,
)
from households.register.actions.entries import take_back
from households.register.actions.folding import NoPlatform
from households.register.actions.household import (
    Conflict,
    change_household,
    note_unchosen,
    set_status,
)
from households.register.actions.people import add_resident, change_head, change_resident, leave
from households.register.actions.steps import Refused, make_keys

__all__ = [
    "Arrivals",
    "Conflict",
    "KeyTaken",
    "NewHousehold",
    "NewPerson",
    "NoPlatform",
    "Refused",
    "add_household",
    "add_many",
    "add_resident",
    "change_head",
    "change_household",
    "change_resident",
    "leave",
    "make_keys",
    "note_unchosen",
    "people_of",
    "set_status",
    "take_back",
]
