"""Cells to values: each reader says how it understood a cell, or what is wrong and how to mend it."""

from imports.values.choices import organisation, relation, role, sex, skill, yes_no
from imports.values.days import birth_year, day
from imports.values.names import person, text
from imports.values.numbers import count
from imports.values.phones import phone
from imports.values.understood import Understood, Wrong

__all__ = [
    "Understood",
    "Wrong",
    "birth_year",
    "count",
    "day",
    "organisation",
    "person",
    "phone",
    "relation",
    "role",
    "sex",
    "skill",
    "text",
    "yes_no",
]
