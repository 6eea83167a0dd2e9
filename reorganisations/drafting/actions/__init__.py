"""Decisions are written, proposed, decided on, and written the other way round."""

from reorganisations.drafting.actions.allotting import allot
from reorganisations.drafting.actions.drafts import (
    Change,
    NotAnother,
    Stale,
    Unit,
    add_operation,
    approve,
    assign,
    begin,
    drop_operation,
    give_back,
    keep,
    propose,
    withdraw,
    write,
)
from reorganisations.drafting.actions.reversing import reverse

__all__ = [
    "Change",
    "NotAnother",
    "Stale",
    "Unit",
    "add_operation",
    "allot",
    "approve",
    "assign",
    "begin",
    "drop_operation",
    "give_back",
    "keep",
    "propose",
    "reverse",
    "withdraw",
    "write",
]
