"""Every write to households. One door each, for page, admin, import, API and sync alike."""

from households.actions.household import (
    Conflict,
    KeyTaken,
    add_household,
    change_household,
    set_status,
)
from households.actions.people import add_resident, change_resident
from households.actions.steps import NoPlatform, make_keys
from households.actions.surveys import assess, best_resident, set_skill, withdraw

__all__ = [
    "Conflict",
    "KeyTaken",
    "NoPlatform",
    "add_household",
    "add_resident",
    "assess",
    "best_resident",
    "change_household",
    "change_resident",
    "make_keys",
    "set_skill",
    "set_status",
    "withdraw",
]
