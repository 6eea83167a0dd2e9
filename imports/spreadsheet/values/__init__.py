"""Cells to values: each reader says how it understood a cell, or what is wrong and how to mend it."""

from imports.spreadsheet.values.choices import organisation, relation, role, sex, skill, yes_no
from imports.spreadsheet.values.days import birth_year, day
from imports.spreadsheet.values.names import person, text
from imports.spreadsheet.values.numbers import count
from imports.spreadsheet.values.phones import phone
from imports.spreadsheet.values.understood import Understood, Wrong

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
