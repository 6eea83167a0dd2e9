"""Every write to households. One door each, for page, admin, import, API and sync alike."""

from households.actions.bulk import NewHousehold, add_many
from households.actions.cells import (
    Change,
    Refusal,
    restore_all,
    set_aside,
    set_results,
    withdraw_all,
)
from households.actions.confirmations import confirm, withdraw_confirmations
from households.actions.declarations import declare
from households.actions.entries import take_back
from households.actions.household import (
    Conflict,
    KeyTaken,
    add_household,
    change_household,
    set_status,
)
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
    "Change",
    "Clash",
    "Conflict",
    "KeyTaken",
    "NewHousehold",
    "NoPlatform",
    "Refusal",
    "add_household",
    "add_many",
    "add_resident",
    "assess",
    "best_resident",
    "change_household",
    "change_resident",
    "confirm",
    "declare",
    "make_keys",
    "restore",
    "restore_all",
    "set_aside",
    "set_result",
    "set_results",
    "set_skill",
    "set_status",
    "take_back",
    "unsurvey",
    "withdraw",
    "withdraw_all",
    "withdraw_confirmations",
]
