"""Every write to households. One door each, for page, admin, import, API and sync alike."""

from households.actions.ages import come_of_age
from households.actions.bulk import Arrivals, NewHousehold, NewPerson, add_many, people_of
from households.actions.bulk_changes import Changed, RowChange, change_many
from households.actions.bulk_undo import Kept, Written, take_back_many
from households.actions.cells import (
    Change,
    Refusal,
    restore_all,
    set_aside,
    set_results,
    withdraw_all,
)
from households.actions.completions import (
    AlreadyComplete,
    NeedsReason,
    ask_back,
    confirm_complete,
    declare_complete,
    undo_complete,
)
from households.actions.confirmations import confirm, withdraw_confirmations
from households.actions.declarations import Said, declare, withdraw_declaration
from households.actions.declaring_many import Taken, declare_many
from households.actions.entries import take_back
from households.actions.household import (
    Conflict,
    KeyTaken,
    add_household,
    change_household,
    note_unchosen,
    set_status,
)
from households.actions.ledger import undo_regrouping
from households.actions.life import come_back, end, move_out, move_within
from households.actions.measures import Measure, own_measure
from households.actions.merges import merge, say_apart
from households.actions.paper import NotKeyable, key_rest, key_row, print_sheet, unkey_row
from households.actions.people import add_resident, change_head, change_resident, leave
from households.actions.splits import split
from households.actions.steps import NoPlatform, Refused, make_keys
from households.actions.surveys import (
    assess,
    best_resident,
    only,
    restore,
    set_result,
    set_skill,
    unsurvey,
    withdraw,
)
from households.merging import UNSEEN, Clash

__all__ = [
    "UNSEEN",
    "AlreadyComplete",
    "Arrivals",
    "Change",
    "Changed",
    "Clash",
    "Conflict",
    "Kept",
    "KeyTaken",
    "Measure",
    "NeedsReason",
    "NewHousehold",
    "NewPerson",
    "NoPlatform",
    "NotKeyable",
    "Refusal",
    "Refused",
    "RowChange",
    "Said",
    "Taken",
    "Written",
    "add_household",
    "add_many",
    "add_resident",
    "ask_back",
    "assess",
    "best_resident",
    "change_head",
    "change_household",
    "change_many",
    "change_resident",
    "come_back",
    "come_of_age",
    "confirm",
    "confirm_complete",
    "declare",
    "declare_complete",
    "declare_many",
    "end",
    "key_rest",
    "key_row",
    "leave",
    "make_keys",
    "merge",
    "move_out",
    "move_within",
    "note_unchosen",
    "only",
    "own_measure",
    "people_of",
    "print_sheet",
    "restore",
    "restore_all",
    "say_apart",
    "set_aside",
    "set_result",
    "set_results",
    "set_skill",
    "set_status",
    "split",
    "take_back",
    "take_back_many",
    "undo_complete",
    "undo_regrouping",
    "unkey_row",
    "unsurvey",
    "withdraw",
    "withdraw_all",
    "withdraw_confirmations",
    "withdraw_declaration",
]
