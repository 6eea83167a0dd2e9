"""Rows that stand above others and say something of all of them: a month, a village, a team, a household."""

from dataclasses import dataclass, field

from imports.spreadsheet.book import Row
from imports.tidy.model import Context, Table
from imports.tidy.tables import words


@dataclass(slots=True)
class Groups:
    """The group rows that hold, the outer first. One of the same kind ends the last, and what was within it."""

    table: Table
    open: list[tuple[tuple[str, str], Context]] = field(default_factory=list)
    context: tuple[Context, ...] = ()

    def __post_init__(self) -> None:
        self.context = tuple(self.table.context)

    def begin(self, text: str, row: Row) -> None:
        """Let a group row hold from here on."""
        level = _level(text)
        place = next((n for n, (one, _) in enumerate(self.open) if _same(one, level)), None)
        if place is not None:
            del self.open[place:]
        self.open.append((level, Context(text, "group", self.table.sheet, row.number)))
        self.context = (*(one for _, one in self.open), *self.table.context)


def _level(text: str) -> tuple[str, str]:
    """Return what tells groups of a kind: what they are of, and how they are numbered."""
    return words.group_kind(text), words.order_style(text)


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two groups are of a kind: of the same things, or, where that is not known, numbered alike."""
    if one[0] and other[0]:
        return one[0] == other[0]
    return one[1] == other[1]
