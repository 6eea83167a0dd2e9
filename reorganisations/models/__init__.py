"""Decisions on units, what each of them does, and which household or unit of a split goes where."""

from reorganisations.models.operation import Allotment, Assignment, Operation, Part
from reorganisations.models.reorganisation import Reorganisation, ReorganisationQuerySet, State

__all__ = [
    "Allotment",
    "Assignment",
    "Operation",
    "Part",
    "Reorganisation",
    "ReorganisationQuerySet",
    "State",
]
