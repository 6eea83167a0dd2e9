"""Households, the people in them, and what each was found to know."""

from households.models.assessment import Assessment
from households.models.confirmation import Confirmation
from households.models.declaration import Declaration
from households.models.household import CLOSED, ONE_SHORT, Household, Status, old_before
from households.models.keyed_row import KeyedRow
from households.models.movement import Cause, Movement
from households.models.not_duplicate import NotDuplicate
from households.models.printed_sheet import NOT_SURVEYED, PrintedRow, PrintedSheet
from households.models.regrouping import Regrouping
from households.models.resident import Resident, best_of

__all__ = [
    "CLOSED",
    "NOT_SURVEYED",
    "ONE_SHORT",
    "Assessment",
    "Cause",
    "Confirmation",
    "Declaration",
    "Household",
    "KeyedRow",
    "Movement",
    "NotDuplicate",
    "PrintedRow",
    "PrintedSheet",
    "Regrouping",
    "Resident",
    "Status",
    "best_of",
    "old_before",
]
