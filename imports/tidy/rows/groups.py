"""Rows that stand above others and say something of all of them: a month, a village, a team, a household."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from imports.spreadsheet.book import Cell, Row
from imports.tidy.model import Context, Table
from imports.tidy.tables.words import group_kind, is_number, is_order, order_style


@dataclass(slots=True)
class Groups:
    """The group rows that hold, the outer first. One of the same kind ends the last, and what was within it.

    `row` is the last one, `count` how many entries stand below it.
    """

    table: Table
    open: list[tuple[tuple[str, str], Context]] = field(default_factory=list)
    context: tuple[Context, ...] = ()
    row: Row | None = None
    count: int = 0
    # Those that are hidden, while nobody said whether hidden rows count: of what group the rows below are is not known.
    hidden: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.context = tuple(self.table.context)

    def begin(self, cells: Mapping[int, Cell], row: Row) -> None:
        """Let a group row hold from here on."""
        text = text_of_group(cells)
        level = _level(text)
        place = next((n for n, (one, _) in enumerate(self.open) if _same(one, level)), None)
        if place is not None:
            del self.open[place:]
        self.open.append((level, Context(text, "group", self.table.sheet, row.number)))
        self.context = (*(one for _, one in self.open), *self.table.context)
        self.row, self.count = row, 0

    @property
    def is_unsure(self) -> bool:
        """Whether a group that holds here is a hidden row that may not count."""
        return bool(self.hidden) and any(one.row in self.hidden for _, one in self.open)

    def ends_empty(self, cells: Mapping[int, Cell]) -> bool:
        """Tell whether the last group row has nothing below it when the next begins, which is not within it."""
        if self.row is None or self.count:
            return False
        return not cells or any(_same(one, _level(text_of_group(cells))) for one, _ in self.open)


def text_of_group(cells: Mapping[int, Cell]) -> str:
    """Return what a group row says, with its number where that has a cell of its own."""
    texts = [cell for cell in cells.values() if isinstance(cell, str)]
    words_alone = [text for text in texts if not is_order(text)]
    if not words_alone:
        return texts[0]
    before = [text for text in texts if is_order(text) and not is_number(text)]
    return f"{before[0].rstrip('.')}. {words_alone[0]}" if before else words_alone[0]


def _level(text: str) -> tuple[str, str]:
    """Return what tells groups of a kind: what they are of, and how they are numbered."""
    return group_kind(text), order_style(text)


def _same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two groups are of a kind: of the same things, or, where that is not known, numbered alike."""
    if one[0] and other[0]:
        return one[0] == other[0]
    return one[1] == other[1]
