"""Columns that the sender did not see: what tells rows apart is read all the same, of the rest it is asked."""

from functools import partial

from imports.spreadsheet.book import Sheet
from imports.tidy.asking import Asking
from imports.tidy.looks.survey import value_at
from imports.tidy.model import Table
from imports.tidy.roles import NO_FIELD, SKILLS
from imports.tidy.values import MEANS

# What a row says of somebody, beside who it is and where they live.
_FACTS = frozenset(
    {
        "phone",
        "phone_of_head",
        "email",
        "birth",
        "born_day",
        "born_month",
        "born_year",
        "age",
        "sex",
        "m",
        "f",
        "note",
        "hamlet",
        "size",
        "assessed_on",
        "organisation",
        "decision",
        "signed_on",
        "skills",
        "all_five",
        *MEANS,
        *SKILLS,
    }
)
_PHONES = frozenset({"phone", "phone_of_head"})
_BIRTHS = frozenset({"birth", "born_year", "age"})
# Sheets whose telephones, and births, wait for an answer: who has none there may have one.
WITHHELD, WITHHELD_BIRTHS = "withheld phones", "withheld births"


def settle(table: Table, sheet: Sheet, asking: Asking) -> frozenset[int]:
    """Return the columns that are not taken because they are hidden; of those the officer says it."""
    found = set[int]()
    for at in _facts_hidden(table, sheet):
        filled = [row for row in table.rows if value_at(row, at) is not None]
        if not filled:
            continue
        told = asking.ask("hidden", "columns", ("take", "skip"), spot=table.spot(filled[0], at))
        if told != "take":
            found.add(at)
        if told is None:
            _withhold(table, at, asking)
        if told == "skip":
            rows, words = (filled[0].number, filled[-1].number), table.headings.get(at) or ("",)
            leave = partial(asking.leave, "hidden", sheet=table.sheet, rows=rows, columns=(at, at))
            leave(count=len(filled), name=words[0])
    return frozenset(found)


def _withhold(table: Table, at: int, asking: Asking) -> None:
    for keys, name in ((_PHONES, WITHHELD), (_BIRTHS, WITHHELD_BIRTHS)):
        if table.roles[at].key in keys:
            asking.memory.setdefault(name, set()).add(table.sheet)


def _facts_hidden(table: Table, sheet: Sheet) -> list[int]:
    """Return the hidden columns of which the register would keep something."""
    roles = [(at, role.key) for at, role in table.roles.items() if at in sheet.hidden_columns]
    nothing = NO_FIELD.get(table.kind, ())
    return [at for at, key in roles if key in _FACTS and key not in nothing]
