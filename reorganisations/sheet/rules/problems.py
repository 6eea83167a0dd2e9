"""What is wrong in a sheet of changes, said once for all rows that say the same, and how it is mended on the page."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from reorganisations.sheet.rules.rows import CHOSEN, Row, mended

# What is chosen where rows shall be left out; nobody types it.
DROP = f"{CHOSEN}-"
# The problem of whole rows: nothing in them is put right but that they go.
WHOLE = "row"


@dataclass
class Problem:
    """One thing to mend: in which field which text is wrong, in which rows, and what may be chosen or typed instead."""

    field: str
    text: str
    words: str
    rows: list[int] = dataclasses.field(default_factory=list)
    choices: Sequence[tuple[str, str]] = ()
    is_typed: bool = False

    @property
    def key(self) -> str:
        """Its name on the page: of the first row it stands in, and the place of the text there."""
        return f"{self.rows[0]}-{self.field}"


class Problems:
    """All that is wrong, in order of rows."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.found = dict[tuple[str, int, str], Problem]()

    def add(self, at: int, commune: int, problem: Problem) -> None:
        """Say what is wrong in a row; the same text of the same commune is one problem."""
        key = (problem.field, commune, problem.text)
        if problem.field == WHOLE:
            key = (WHOLE, at, problem.words)
        one = self.found.setdefault(key, problem)
        if at not in one.rows:
            one.rows.append(at)

    def listed(self) -> list[Problem]:
        """Return them in order of their first rows."""
        return sorted(self.found.values(), key=lambda one: one.rows[0])


def keyed(problems: Sequence[Problem]) -> dict[str, Problem]:
    """Return problems by their names on the page; several of one field of a row are numbered."""
    found = dict[str, Problem]()
    for one in problems:
        key, n = one.key, 1
        while key in found:
            n += 1
            key = f"{one.key}-{n}"
        found[key] = one
    return found


def put_right(rows: Sequence[Row], problem: Problem, said: str) -> list[Row | None]:
    """Return rows with what was said of a problem; one that is left out is None."""
    found: list[Row | None] = list(rows)
    for at in problem.rows:
        if said == DROP:
            found[at] = None
        elif problem.field != WHOLE:
            found[at] = mended(rows[at], problem.field, problem.text, said)
    return found


def chosen(pk: int) -> str:
    """Return what is said where a unit is chosen."""
    return f"{CHOSEN}{pk}"


def key_chosen(text: str) -> int:
    """Return the key of a unit that was chosen; 0 where the text is of the file."""
    rest = text.removeprefix(CHOSEN)
    return int(rest) if rest != text and rest.isdecimal() else 0
