"""Every write to households. One door each, for page, admin, import, API and sync alike."""

from households.actions.confirmations import confirm, withdraw_confirmations
from households.actions.declarations import declare
from households.actions.household import (
    Conflict,
    KeyTaken,
    add_household,
    change_household,
    set_status,
)
from households.actions.paper import NotKeyable, key_rest, key_row, print_sheet, take_back
from households.actions.people import add_resident, change_resident
from households.actions.steps import NoPlatform, make_keys
from households.actions.surveys import (
    UNSEEN,
    assess,
    best_resident,
    restore,
    set_result,
    set_skill,
    unsurvey,
    withdraw,
)
from households.merging import Clash

__all__ = [
    "UNSEEN",
    "Clash",
    "Conflict",
    "KeyTaken",
    "NoPlatform",
    "NotKeyable",
    "add_household",
    "add_resident",
    "assess",
    "best_resident",
    "change_household",
    "change_resident",
    "confirm",
    "declare",
    "key_rest",
    "key_row",
    "make_keys",
    "print_sheet",
    "restore",
    "set_result",
    "set_skill",
    "set_status",
    "take_back",
    "unsurvey",
    "withdraw",
    "withdraw_confirmations",
]
