"""Households, the people in them, and what each was found to know."""

from households.models.assessment import Assessment
from households.models.household import CLOSED, ONE_SHORT, Household, Status
from households.models.resident import Resident, best_of
from households.models.sums import CommuneCount, HouseholdSums, VillageCount

__all__ = [
    "CLOSED",
    "ONE_SHORT",
    "Assessment",
    "CommuneCount",
    "Household",
    "HouseholdSums",
    "Resident",
    "Status",
    "VillageCount",
    "best_of",
]
