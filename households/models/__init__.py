"""Households, the people in them, and what each was found to know."""

from households.models.assessment import Assessment, Confirmation
from households.models.completion import MEASURED, Completion, kind_at
from households.models.declaration import MOST_HOUSEHOLDS, MOST_VILLAGES, NUMBERS, Declaration
from households.models.erased import Erased, is_placeholder, placeholder_for
from households.models.household import CLOSED, RESULT_COLUMNS, Household, Status
from households.models.household_queryset import ASKING, matches_answers
from households.models.means import MEANS
from households.models.moments import old_before
from households.models.movement import Cause, Movement
from households.models.printed_sheet import NOT_SURVEYED, KeyedRow, PrintedRow, PrintedSheet
from households.models.refusal import Refusal
from households.models.regrouping import NotDuplicate, Regrouping
from households.models.resident import OF_GROUPS, SURVEYED, Resident, best_of, passing
from households.models.transfer import Transfer

__all__ = [
    "ASKING",
    "CLOSED",
    "MEANS",
    "MEASURED",
    "MOST_HOUSEHOLDS",
    "MOST_VILLAGES",
    "NOT_SURVEYED",
    "NUMBERS",
    "OF_GROUPS",
    "RESULT_COLUMNS",
    "SURVEYED",
    "Assessment",
    "Cause",
    "Completion",
    "Confirmation",
    "Declaration",
    "Erased",
    "Household",
    "KeyedRow",
    "Movement",
    "NotDuplicate",
    "PrintedRow",
    "PrintedSheet",
    "Refusal",
    "Regrouping",
    "Resident",
    "Status",
    "Transfer",
    "best_of",
    "is_placeholder",
    "kind_at",
    "matches_answers",
    "old_before",
    "passing",
    "placeholder_for",
]
