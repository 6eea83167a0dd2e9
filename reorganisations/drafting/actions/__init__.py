"""Decisions are written, proposed, decided on, and written the other way round."""

from reorganisations.drafting.actions.allotting import allot
from reorganisations.drafting.actions.deciding import (
    NotAnother,
    approve,
    give_back,
    propose,
    withdraw,
)
from reorganisations.drafting.actions.drafts import (
    Change,
    Unit,
    add_operation,
    assign,
    begin,
    drop_operation,
    write,
)
from reorganisations.drafting.actions.holding import Stale, begun_as
from reorganisations.drafting.actions.keeping import keep, rewrite_operation
from reorganisations.drafting.actions.leaving import leave_rest
from reorganisations.drafting.actions.reversing import reverse
from reorganisations.drafting.actions.running import carry_on
from reorganisations.drafting.actions.undoing import go_back, take_back

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
    "begun_as",
    "carry_on",
    "drop_operation",
    "give_back",
    "go_back",
    "keep",
    "leave_rest",
    "propose",
    "reverse",
    "rewrite_operation",
    "take_back",
    "withdraw",
    "write",
]
