"""Households and their people: the one write path of page, admin, file and sync."""

from households.register.actions.entering import (
    NewHousehold,
    NewPerson,
    NoPlatform,
    add_household,
    add_many,
)
from households.register.actions.erased import ErasedBefore
from households.register.actions.household import (
    Conflict,
    add_resident,
    change_head,
    change_household,
    change_resident,
    leave,
    note_unchosen,
    set_status,
    take_back,
)
from households.register.actions.refusing import (
    StillRefuses,
    hold_again,
    refuse,
    take_back_refusal,
)
from households.register.actions.steps import Refused

__all__ = [
    "Conflict",
    "ErasedBefore",
    "NewHousehold",
    "NewPerson",
    "NoPlatform",
    "Refused",
    "StillRefuses",
    "add_household",
    "add_many",
    "add_resident",
    "change_head",
    "change_household",
    "change_resident",
    "hold_again",
    "leave",
    "note_unchosen",
    "refuse",
    "set_status",
    "take_back",
    "take_back_refusal",
]
