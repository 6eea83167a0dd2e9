"""Declared numbers, and registers or lists of villages that are complete."""

from households.declarations.actions.completions import (
    AlreadyComplete,
    NeedsReason,
    NumbersChanged,
    ask_back,
    confirm_complete,
    declare_complete,
    undo_complete,
)
from households.declarations.actions.declarations import Said, declare, withdraw_declaration
from households.declarations.actions.declaring_many import Taken, declare_many
from households.declarations.actions.measures import Measure, own_measure

__all__ = [
    "AlreadyComplete",
    "Measure",
    "NeedsReason",
    "NumbersChanged",
    "Said",
    "Taken",
    "ask_back",
    "confirm_complete",
    "declare",
    "declare_complete",
    "declare_many",
    "own_measure",
    "undo_complete",
    "withdraw_declaration",
]
