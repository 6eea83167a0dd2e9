"""Marks that say: as above."""

from areas.names import clean
from imports.spreadsheet.book import Cell
from imports.spreadsheet.caches import of_file

# Nobody writes these for anything else in a column of words.
_SURE = frozenset(
    {
        '"', '""', "''", ", '", "〃", "”", "“", "„", "‟", "″", "‶", "´´", "``", "ʼʼ", "′′", "’’", "‘‘", ",,", "nt", "n/t", "n.t", "//",
        "///", "\\\\", "như trên", "như dòng trên", "như hàng trên", "giống trên", "nhu tren", "ditto", "ibid", "idem", "↓", "〞", "〝",
    }
)  # fmt: skip
# These may also mean that there is nothing.
_MAY = frozenset({"/", "'", "’", "ʼ", "′", "=", "^", "|", "↑", "như cũ", "trên"})
_LETTERS = frozenset(sign for word in _SURE | _MAY for sign in (word[0] + word[0].upper()))
_AROUND = " -–—._()[]*:"
# What is said of a household, team or session is repeated; of what is of one person a mark says little.
REPEATED = frozenset(
    {
        "village", "commune", "district", "province", "head", "hamlet", "number", "letter", "household_id", "decision",
        "signed_on", "decision_and_day", "organisation", "place", "title", "held_on", "month", "team", "tier", "leader",
        "deputy", "assessed_on", "declared_on", "source", "kind", "note", "phone_of_head", "role",
    }
)  # fmt: skip
_NEVER = frozenset({"stt", "name", "family", "given", "members"})


@of_file(4_096)
def strength(text: str) -> int:
    """Return 2 for a mark that says "as above", 1 for one that may, else 0."""
    if len(text) > 24:
        return 0
    plain = clean(text).casefold()
    bare = plain.strip(_AROUND) or plain
    if plain in _SURE or bare in _SURE:
        return 2
    return 1 if plain in _MAY or bare in _MAY else 0


def may_be_one(text: str) -> bool:
    """Tell in haste whether a text may say "as above": what begins with another letter or a digit does not."""
    first = text[:1]
    return first in _LETTERS if first.isalpha() else not first.isdecimal()


def is_sure(cell: Cell, key: str) -> bool | None:
    """Tell whether a cell of a role repeats the one above: None where that is to be asked."""
    if not isinstance(cell, str) or key in _NEVER:
        return False
    found = strength(cell)
    if found == 2:
        return True if key in REPEATED else None
    return None if found and key in REPEATED else False
