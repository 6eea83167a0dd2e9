"""Cells to values: each reader says how it understood a cell, or what is wrong and how to mend it."""

from imports.spreadsheet.values.choices import (
    organisation,
    relation,
    role,
    sex,
    skill,
    tier,
    village_kind,
    yes_no,
)
from imports.spreadsheet.values.days import birth_year, day, past_day
from imports.spreadsheet.values.words import Understood, Wrong, count, email, person, phone, text

__all__ = [
    "Understood",
    "Wrong",
    "birth_year",
    "count",
    "day",
    "email",
    "organisation",
    "past_day",
    "person",
    "phone",
    "relation",
    "role",
    "sex",
    "skill",
    "text",
    "tier",
    "village_kind",
    "yes_no",
]
