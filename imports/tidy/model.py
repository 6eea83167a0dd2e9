"""A file on its way from cells to rows of the register: tables, entries, records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from imports.spreadsheet.book import Cell, Row
from imports.tidy.asking import Spot
from imports.tidy.roles import Role, role_of

# Each cell has one.
_spot = partial(tuple.__new__, Spot)


@dataclass(frozen=True, slots=True)
class Context:
    """A text beside the table that may say what its rows do not.

    `origin`: "file", "sheet" (their names), "title" (above the headings), "group" (a row between the others), "foot".
    """

    text: str
    origin: str
    sheet: int
    row: int = 0


@dataclass(eq=False, slots=True)
class Table:
    """One table of a sheet: columns `left` to `right` (from 0, inclusive) of `rows`, those below its headings.

    `headings` are the words above each column, the lowest first. `roles` and `kind` ("households", "teams",
    "activities", "villages", "communes", "" for none) come later (imports.tidy.columns). `told` is what headings say of
    each of several people side by side, in words of a cell: "Con 1" is the relation of whoever stands below. `alike`
    are rows of another table below the same headings: of one with next to no rows they tell what its columns look like.
    `pages` are tables of the sheets behind it on which its rows go on without headings.
    """

    sheet: int
    name: str
    rows: Sequence[Row]
    left: int
    right: int
    heading_rows: tuple[int, ...] = ()
    headings: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    context: Sequence[Context] = ()
    roles: dict[int, Role] = field(default_factory=dict)
    kind: str = ""
    told: dict[Role, str] = field(default_factory=dict)
    alike: Sequence[Row] = ()
    pages: "Sequence[Table]" = ()

    def column(self, key: str, group: int = 0) -> int | None:
        """Return the column of a role, None where there is none."""
        return next((at for at, role in self.roles.items() if role == Role(key, group)), None)

    def has(self, *keys: str) -> bool:
        """Tell whether there are columns of all these roles, of whichever group."""
        return set(keys) <= {role.key for role in self.roles.values()}

    def has_any(self, *keys: str) -> bool:
        """Tell whether there is a column of one of these roles, of whichever group."""
        return not {*keys}.isdisjoint(role.key for role in self.roles.values())

    def spot(self, row: Row, column: int) -> Spot:
        """Return where a cell stands."""
        return Spot(self.sheet, row.number, column)


@dataclass(slots=True)
class Entry:
    """One row of a table that says something of things, not of the table: its cells by role, ditto and merges resolved.

    `context` are the group rows above that still hold, the nearest last, then those of the table. `after_gap`: an empty
    row stands before it. `columns` say where each cell stands. `hidden` are the rows right above that are not read.
    """

    table: Table
    row: Row
    cells: dict[Role, Cell] = field(default_factory=dict)
    columns: Mapping[Role, int] = field(default_factory=dict)
    context: Sequence[Context] = ()
    after_gap: bool = False
    hidden: "Sequence[Entry]" = ()

    def get(self, key: str, group: int = 0) -> Cell:
        """Return the cell of a role, None where it is blank or there is no such column."""
        return self.cells.get(role_of(key, group))

    def text(self, key: str, group: int = 0) -> str:
        """Return what a cell says, as a text."""
        cell = self.get(key, group)
        return "" if cell is None else str(cell)

    def spot(self, key: str, group: int = 0) -> Spot:
        """Return where the cell of a role stands."""
        at = self.columns.get(role_of(key, group), self.table.left)
        return _spot((self.table.sheet, self.row.number, at))


@dataclass(slots=True)
class Record:
    """One person, member, session, village or commune: its cells by field of the register's sheet (imports.spreadsheet.columns).

    `block` tells which rows are one household or team, "" where the row stands alone; `is_head` that of a household.
    `context` is that of its entry. `spots` say where each cell stands: several records may come of one row. `wrongs` are
    what contradicts itself among the rows: the field, what is wrong, and how to mend it.
    """

    kind: str
    entry: Entry
    cells: dict[str, Any] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    block: str = ""
    is_head: bool = False
    # It is the commune's own, a team or a session of its: no village is settled.
    is_of_commune: bool = False
    wrongs: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the importer and the register before a file is read."""

    today: date
    villages: Any  # imports.tidy.villages.Villages of the commune
    commune: Any = (
        None  # imports.tidy.units.Own: its names, former names, province, and how others are called
    )
    village: int | None = None  # all rows are of this one, where the officer said so
    platforms: tuple[str, ...] = ()  # what local platforms are called here
    # What the register has: `named(village, folded name)` gives the households of that head's name there, each with
    # `born` (None where unknown) and `phone` of its head.
    register: Any = None
    # Tells whether the register of the importer's place has these very words in this field ("full_name", "number").
    has_said: Callable[[str, str], bool] | None = None
    units: Any = None  # imports.tidy.units.Communes: the importer's territory and all units in it above villages
    communes: Any = None  # imports.tidy.units.Communes below the importer's territory
    # The same by all names of before, also of those that were parted or became one together: rows of villages and teams.
    seats: Any = None
    # What is known of one of those communes, by its key; None where the importer has one commune alone.
    of: Callable[[int], "Known"] | None = None
    country: Callable[[], Any] | None = None  # imports.tidy.units.Names of all its communes
    # Kinds of tables that the importer may bring in, where nothing of another kind is looked at; None: all.
    kinds: frozenset[str] | None = None
    declares_communes: bool = (
        False  # whether the importer's place has communes: those of a district, a province
    )
