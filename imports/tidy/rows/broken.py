"""Rows that only go on with the row above: a name or a text that did not fit."""

from collections.abc import Mapping
from datetime import date

from areas.names import clean, fold
from imports.spreadsheet.book import Cell
from imports.spreadsheet.values.words import mended_phone
from imports.tidy import unseen
from imports.tidy.asking import Asking
from imports.tidy.cells.reading import plain
from imports.tidy.model import Entry
from imports.tidy.people.broken_names import (
    FAR,
    ends_mark,
    is_in_brackets,
    is_sure_end,
    may_end,
    words_of,
)
from imports.tidy.roles import Role

# Texts that may be written over several rows.
TEXTS = frozenset({"hamlet", "note", "title", "place", "organisation"})
NAMES = frozenset({"name", "head"})
# A table pasted from Word has each line of a cell in a row of its own: then these go on, too, beside a name.
PIECES = frozenset({"village", "phone", "birth", "role"})
# A row of at least so many cells stands for itself, and one goes on only below such a one.
WHOLE = 3
# So many cells at most has a row that goes on with the one above, which is so near.
MOST, NEAR = 2, 2
MOST_PIECES, MOST_WORDS = 5, 3


def goes_on(above: Entry, row: Entry, asking: Asking) -> bool:
    """Tell whether a row goes on with the one above, which then has the whole text; where it is not sure, ask."""
    texts = _rest_of(above, row)
    if any(role.key in NAMES for role in texts):
        return _joined_names(above, texts, asking)
    _join(above, texts)
    return bool(texts)


def is_rest(above: Entry, row: Entry) -> bool:
    """Tell whether a row has nothing but what may end a name of the row above."""
    names = [(role, rest) for role, rest in _rest_of(above, row).items() if role.key in NAMES]
    return any(may_end(rest, str(above.cells[role])) for role, rest in names)


def _rest_of(above: Entry, row: Entry) -> dict[Role, str]:
    """Return the texts of a row that has nothing but what may go on with the row above; nothing for any other."""
    own: Mapping[Role, Cell] = row.cells
    if row.row.shared:
        own = {role: cell for role, cell in own.items() if not _is_shared(role, above, row)}
    # Most rows say more than that: nothing else is looked at.
    if len(own) > max(MOST, MOST_PIECES):
        return {}
    apart = row.row.number - above.row.number
    are_pieces = _are_pieces(above, own)
    most = MOST_PIECES if are_pieces else MOST
    if not 0 < len(own) <= most or len(above.cells) < WHOLE or Role("stt") in own or apart > FAR:
        return {}
    texts = {role: text for role, cell in own.items() if (text := _text_of(role, cell))}
    keys = TEXTS | NAMES | (PIECES if are_pieces else set())
    if len(texts) < len(own) or not all(_may_join(role, above, keys) for role in texts):
        return {}
    # Beyond a gap, or at the top of the next page, only a name is missed.
    is_apart = row.after_gap or apart > NEAR
    return {} if is_apart and not all(role.key in NAMES for role in texts) else texts


def _text_of(role: Role, cell: Cell) -> str:
    """Return what a cell may add to the one above: below a name a number or a day, too."""
    is_text = isinstance(cell, str) or (
        role.key in NAMES | PIECES and isinstance(cell, int | float | date)
    )
    return plain(cell) if is_text and not isinstance(cell, bool) else ""


def _is_shared(role: Role, above: Entry, row: Entry) -> bool:
    """Tell a cell that is merged over this row and the one above."""
    is_merged = row.columns.get(role) in row.row.shared
    return is_merged and above.cells.get(role) == row.cells[role]


def _may_join(role: Role, above: Entry, keys: frozenset[str]) -> bool:
    is_text = isinstance(above.cells.get(role), int if role.key == "phone" else str)
    return role.key in keys and (is_text or isinstance(above.cells.get(role), str))


def _are_pieces(above: Entry, own: Mapping[Role, Cell]) -> bool:
    """Tell cells of which each goes on with the one above: a few words of a name beside the other half of a telephone.

    Or one word beside the village that has no such number.
    """
    names = [words_of(str(cell)) for role, cell in own.items() if role.key in NAMES]
    if Role("stt") not in above.cells or len(names) != 1 or len(names[0]) > MOST_WORDS:
        return False
    cells = {role.key: (str(above.cells.get(role, "")), str(cell)) for role, cell in own.items()}
    first, rest = cells.get("phone", ("", ""))
    is_phone = not (mended_phone(first) or mended_phone(rest)) and bool(mended_phone(first + rest))
    place, more = (fold(text) for text in cells.get("village", ("", "")))
    is_word = bool(more) and len(names[0]) == 1 and cells.keys().isdisjoint({"birth", "role"})
    return (is_phone if rest else is_word) and not (more and more in place)


def _joined_names(above: Entry, texts: Mapping[Role, str], asking: Asking) -> bool:
    """Join a name that is broken in two: at once where rows are numbered and this one is not, else after a question."""
    role = next(role for role in texts if role.key in NAMES)
    if any(other.key == "phone" for other in texts):
        _join(above, texts)
        return True
    rest, first = clean(texts[role]), clean(str(above.cells[role]))
    if not may_end(rest, first):
        return False
    whole = f"{first} {rest}"
    is_numbered = Role("stt") in above.cells and len(words_of(rest)) == 1
    is_sure = is_sure_end(rest, first) or is_in_brackets(rest) or ends_mark(rest, first)
    if not (is_numbered or is_sure):
        unseen.note(first, above.table.sheet, above.row.number, asking)
        told = asking.ask(
            "repair", first, (whole, "skip"), spot=above.spot(role.key, role.group), proposal=whole
        )
        if told == "skip":
            return False
    _join(above, texts)
    return True


def _join(above: Entry, texts: Mapping[Role, str]) -> None:
    for role, cell in texts.items():
        begun = str(above.cells[role])
        above.cells[role] = f"{begun}{'' if begun.endswith('/') else ' '}{cell}"
