"""Decisions are carried out and taken back."""

from reorganisations.applying.actions.apply import NotEqual, apply_due, carry_out
from reorganisations.applying.actions.undo import BuiltOn, undo

__all__ = ["BuiltOn", "NotEqual", "apply_due", "carry_out", "undo"]
