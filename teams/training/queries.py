"""A list of names that was pasted, matched with the people of teams: nothing is dropped in silence."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from areas.names import clean, fold
from teams.models import Member

# As many lines as a paste may have; a course has dozens.
MOST = 500


@dataclass
class Row:
    """One line of a list: what was written, and the people it may mean."""

    number: int
    text: str
    found: list[Member] = field(default_factory=list)

    @property
    def member(self) -> Member | None:
        """The person, where only one can be meant."""
        return self.found[0] if len(self.found) == 1 else None


def match(text: str, members: Any) -> list[Row]:
    """Find each line's person among these members, by name and, after a tab, comma or ;, by village.

    Marks and case of the name do not matter unless they tell two people apart. Empty lines are
    skipped; all others come back, with nobody, one or several people. One query. The caller refuses
    more than MOST lines.
    """
    by_name: dict[str, list[Member]] = defaultdict(list)
    for member in members.select_related("team__area__commune"):
        by_name[fold(member.full_name)].append(member)
    return [_row(number, line, by_name) for number, line in enumerate(lines_of(text), start=1)]


def lines_of(text: str) -> list[str]:
    """Return the lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _row(number: int, line: str, by_name: dict[str, list[Member]]) -> Row:
    cells = [cell.strip() for cell in line.replace(";", "\t").replace(",", "\t").split("\t")]
    # A list from a spreadsheet often begins with the number of the line.
    if len(cells) > 1 and cells[0].rstrip(".").isdecimal():
        cells = cells[1:]
    name, village = cells[0], fold(" ".join(cells[1:]))
    found = by_name.get(fold(name), [])
    if len(found) > 1:
        found = [m for m in found if str(m.full_name).casefold() == clean(name).casefold()] or found
    if len(found) > 1 and village:
        here = [m for m in found if fold(m.team.area.name) in village]
        found = here or found
    return Row(number, line, found)
