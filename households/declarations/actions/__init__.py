"""Declared numbers, and registers or lists of villages that are complete."""

from households.declarations.actions.completions import (
    AlreadyComplete,
    Measure,
    NeedsReason,
    NumbersChanged,
    ask_back,
    confirm_complete,
    declare_complete,
    own_measure,
    undo_complete,
)
from households.declarations.actions.declarations import (
    Said,
    Taken,
    declare,
    declare_many,
    withdraw_declaration,
)

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
