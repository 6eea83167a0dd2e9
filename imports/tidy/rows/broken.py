"""Rows that only go on with the row above: a name or a text that did not fit."""

from collections.abc import Mapping

from areas.names import clean
from imports.tidy.asking import Asking
from imports.tidy.model import Entry
from imports.tidy.people.families import FAMILIES
from imports.tidy.roles import Role

# Texts that may be written over several rows.
TEXTS = frozenset({"hamlet", "note", "title", "place", "organisation"})
NAMES = frozenset({"name", "head"})
# A row of at least so many cells stands for itself, and one goes on only below such a one.
WHOLE = 3


def goes_on(above: Entry, row: Entry, asking: Asking) -> bool:
    """Tell whether a row goes on with the one above, which then has the whole text; where it is not sure, ask."""
    if row.after_gap or row.row.number - above.row.number > 2 or len(row.cells) > 2:
        return False
    if len(above.cells) < WHOLE or Role("stt") in row.cells:
        return False
    texts = {role: cell for role, cell in row.cells.items() if isinstance(cell, str)}
    if len(texts) < len(row.cells) or not all(_may_join(role, above) for role in texts):
        return False
    if any(role.key in NAMES for role in texts):
        return _joined_names(above, texts, asking)
    _join(above, texts)
    return True


def _may_join(role: Role, above: Entry) -> bool:
    return isinstance(above.cells.get(role), str) and role.key in TEXTS | NAMES


def _joined_names(above: Entry, texts: Mapping[Role, str], asking: Asking) -> bool:
    """Join a name that is broken in two: at once where rows are numbered and this one is not, else after a question."""
    role = next(role for role in texts if role.key in NAMES)
    rest, first = clean(str(texts[role])), clean(str(above.cells[role]))
    if not _is_rest(rest, first):
        return False
    whole = f"{first} {rest}"
    if Role("stt") not in above.cells or len(rest.split()) > 1:
        told = asking.ask(
            "repair", first, (whole, "skip"), spot=above.spot(role.key, role.group), proposal=whole
        )
        if told == "skip":
            return False
    _join(above, texts)
    return True


def _is_rest(rest: str, first: str) -> bool:
    """Tell whether a text may be the end of a name: no family name with more behind it."""
    parts = rest.casefold().split()
    if first.count("(") > first.count(")") and ")" in rest:
        return True
    if len(parts) == 1:
        return parts[0].isalpha()
    return len(parts) == 2 and len(first.split()) < 3 and parts[0] not in FAMILIES


def _join(above: Entry, texts: Mapping[Role, str]) -> None:
    for role, cell in texts.items():
        above.cells[role] = f"{above.cells[role]} {cell}"
