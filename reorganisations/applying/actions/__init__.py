"""Decisions are carried out and taken back."""

from reorganisations.applying.actions.apply import NotEqual, carry_out
from reorganisations.applying.actions.undo import BuiltOn, undo

__all__ = ["BuiltOn", "NotEqual", "carry_out", "undo"]
