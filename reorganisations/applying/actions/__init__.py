"""Decisions are carried out and taken back."""

from reorganisations.applying.actions.apply import carry_out
from reorganisations.applying.actions.stopping import BuiltOn, NotEqual
from reorganisations.applying.actions.undo import undo

__all__ = ["BuiltOn", "NotEqual", "carry_out", "undo"]
