"""What a column of any file may hold: the vocabulary of headings, wider than the fields of the register."""

from collections.abc import Mapping
from typing import NamedTuple

from imports.spreadsheet.caches import of_file
from imports.tidy.values import MEANS

SKILLS = ("public_services", "shopping", "payment", "safety", "local_platform")

# The group of a head's own facts, in rows that name another person too.
OF_HEAD = -1

# For every kind.
COMMON = frozenset(
    {"stt", "village", "commune", "district", "province", "note", "phone", "phone_of_head", "email"}
)
# A name in one column or two; birth in one or three, or an age; a sex in one column, two ticks or two birth years.
PERSON = frozenset(
    {
        "name",
        "family",
        "given",
        "sex",
        "m",
        "f",
        "birth",
        "born_day",
        "born_month",
        "born_year",
        "age",
    }
)
# How households are told apart, and what a row says of them. `skills`: several in one cell; `all_five`: a mark for all of them; `members`: several people in
# one; `household_id` links sheets and rows; `number`, `letter` count households; `size` how many live there.
HOUSEHOLD = frozenset(
    {
        "head",
        "relation",
        "hamlet",
        "number",
        "letter",
        "household_id",
        "tick_head",
        "members",
        "skills",
        "all_five",
        "size",
    }
    | {"assessed_on", *MEANS, *SKILLS}
)
TEAM = frozenset(
    {
        "decision",
        "signed_on",
        "decision_and_day",
        "role",
        "organisation",
        "leader",
        "deputy",
        "members",
        "tier",
        "signer",
        "joined_on",
    }
)
SESSION = frozenset(
    {
        "held_on",
        "month",
        "place",
        "title",
        "people",
        "persons",
        "women",
        "households",
        "team",
        "skills",
        *SKILLS,
    }
)
VILLAGE = frozenset(
    {"households", "people", "declared_on", "kind", "source", "old_name", "ended_on"}
)
COMMUNE = frozenset({"households", "villages", "source", "declared_on"})

# Of people who are to sign in: `position` is their office there, `account_role` what they are to be here.
ACCOUNT = frozenset({"name", "family", "given", "account_role", "position"})

# What a commune names for skill 5.
PLATFORM = frozenset({"platform", "valid_from", "document"})

ALL = ACCOUNT | PLATFORM | COMMON | PERSON | HOUSEHOLD | TEAM | SESSION | VILLAGE | COMMUNE
# What each kind of table may have.
KINDS = {
    "households": COMMON | PERSON | HOUSEHOLD,
    "teams": COMMON | PERSON | TEAM,
    "activities": COMMON | SESSION,
    "villages": COMMON | VILLAGE,
    "communes": COMMON | COMMUNE,
    "accounts": COMMON | ACCOUNT,
    "platforms": COMMON | PLATFORM,
}
# What is read of a row, and of which the register keeps nothing, by kind: it is named as left.
NO_FIELD: Mapping[str, frozenset[str]] = {
    "households": frozenset({"note", "size", "email"}),
    "teams": frozenset({"note", "email"}),
    "villages": frozenset({"note", "email", "people", "size", "ended_on"}),
    "communes": frozenset({"note", "email", "people", "size"}),
    "activities": frozenset({"email"}),
    "accounts": frozenset({"note"}),
    "platforms": frozenset({"note", "email", "phone"}),
}
# Said of a column that is not to be read.
SKIP = "skip"


class Role(NamedTuple):
    """What a column is: a word of this module, and of which of several people side by side (from 1; 0: of the row)."""

    key: str
    group: int = 0


# Cells are asked for by their roles again and again: there are few of them, made once.
role_of = of_file(1_024)(Role)
