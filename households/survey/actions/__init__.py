"""What people were found to know, and what was looked at again."""

from households.survey.actions.confirmations import confirm, withdraw_confirmations
from households.survey.actions.many import (
    Change,
    restore_all,
    set_aside,
    set_results,
    withdraw_all,
)
from households.survey.actions.surveys import (
    assess,
    best_resident,
    only,
    restore,
    set_result,
    unsurvey,
    withdraw,
)
from households.survey.actions.unsaved import Unsaved

__all__ = [
    "Change",
    "Unsaved",
    "assess",
    "best_resident",
    "confirm",
    "only",
    "restore",
    "restore_all",
    "set_aside",
    "set_result",
    "set_results",
    "unsurvey",
    "withdraw",
    "withdraw_all",
    "withdraw_confirmations",
]
