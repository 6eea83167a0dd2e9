"""Addresses in which a village stands by its name alone: what tells them is the whole column, not one cell."""

from collections.abc import Iterable
from dataclasses import replace

from imports.tidy.model import Table
from imports.tidy.spelling import COMMUNE, DISTRICT, HAMLET, PROVINCE, VILLAGE, Part, parts
from imports.tidy.surroundings import Place
from imports.tidy.units import UNKNOWN, Found, Own
from imports.tidy.villages import ENOUGH, Villages

_ABOVE = frozenset({COMMUNE, DISTRICT, PROVINCE})


class Addresses:
    """The columns of addresses of a file; each is looked at once."""

    def __init__(self, villages: Villages, own: Own | None) -> None:
        self.villages, self.own = villages, own
        self.of_tables = dict[Table, int]()

    def enough(self, table: Table) -> int:
        """Return of how many words a name without its kind is a village's: of one where each address of the column ends with one."""
        if table not in self.of_tables:
            ends = [_end(text) for text in _addresses(table)]
            named = [part for part in ends if part and self.villages.find(part.text).pk]
            is_whole = len(named) == len(ends) and len(ends) > 1
            is_sure = any(part.level == VILLAGE or len(part.words) >= ENOUGH for part in named)
            self.of_tables[table] = 1 if is_whole and is_sure else ENOUGH
        return self.of_tables[table]

    def without(self, place: Place, among: Iterable[str]) -> Place:
        """Leave out of an address the village that stands in its own cell, too."""
        for text in among if place.found.pk is not None else ():
            said = self.villages.read_among(text, self.own)
            if said is not None and said.found.pk == place.found.pk:
                return replace(place, rest=said.rest)
        return place

    def nearly(self, among: Iterable[str], place: Place) -> Place:
        """Let what is nearly the name of a village, or may be another's, be what is asked about, where nothing else tells it."""
        for text in among:
            cut = parts(text)
            for part in cut:
                # "Xóm Bầu" is no buôn Bầu
                found = UNKNOWN if part.level == HAMLET else self.villages.find(part.text)
                near = found.proposals if found.pk is None else (found.pk,)
                if len(near) == 1:
                    rest = ", ".join(one.text for one in cut if one is not part)
                    subject, kept = (part.text, rest) if rest else (text, None)
                    return replace(place, found=Found(None, near), subject=subject, rest=kept)
        return place


def _addresses(table: Table) -> set[str]:
    """Return the addresses of a table in which no other column names villages."""
    at = table.column("hamlet")
    if at is None or table.column("village") is not None:
        return set()
    cells = (row.cells[at] for row in table.rows if at < len(row.cells))
    return {cell for cell in cells if isinstance(cell, str)}


def _end(address: str) -> Part | None:
    """Return the last part of an address that is no commune, and no hamlet within a village."""
    cut = [part for part in parts(address) if part.level not in _ABOVE]
    return cut[-1] if cut and cut[-1].level != HAMLET else None
