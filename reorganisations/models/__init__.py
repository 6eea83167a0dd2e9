"""Decisions on units, what each of them does, and which household of a split goes where."""

from reorganisations.models.operation import Assignment, Operation, Part
from reorganisations.models.reorganisation import Reorganisation, ReorganisationQuerySet, State

__all__ = [
    "Assignment",
    "Operation",
    "Part",
    "Reorganisation",
    "ReorganisationQuerySet",
    "State",
]
