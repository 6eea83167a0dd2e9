"""What a province rules for its teams: names, organisations, norms, make-up."""

from teams.provincial.actions.composition import RULE_FACTS, change_composition, set_composition
from teams.provincial.actions.norms import NORM_FACTS, change_norm, set_norm
from teams.provincial.actions.organisations import (
    Listed,
    WrongOrganisation,
    add_organisation,
    change_organisation,
)
from teams.provincial.actions.titles import set_title

__all__ = [
    "NORM_FACTS",
    "RULE_FACTS",
    "Listed",
    "WrongOrganisation",
    "add_organisation",
    "change_composition",
    "change_norm",
    "change_organisation",
    "set_composition",
    "set_norm",
    "set_title",
]
