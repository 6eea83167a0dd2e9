"""One look at all rows of a table: which looks its cells have, and where."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from imports.spreadsheet.book import PLAIN, Cell, Row
from imports.tidy.asking import EXAMPLES, Spot
from imports.tidy.ditto import strength
from imports.tidy.model import Table
from imports.tidy.people.broken_names import FAR, may_end
from imports.tidy.roles import SKILLS

# One of these stands in a row that is of somebody.
_NAMES = frozenset({"name", "head", "family", "given", "members", "leader", "village", "held_on"})
_LABELS = frozenset({"household_id", "number", "letter"})
# Where so many rows are shaded from side to side, that makes them easier to read, and nothing more.
_DECORATED = 0.2


@dataclass
class Place:
    """Cells of a column that are named together."""

    first: int
    last: int
    count: int = 0


@dataclass
class Survey:
    """What the looks of a table's cells are."""

    table: Table
    skills: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    # Of blank cells for skills: their fills, comments, and where some stand; how many in their rows have words instead.
    fills: Counter[str] = field(default_factory=Counter)
    comments: Counter[str] = field(default_factory=Counter)
    spots: dict[tuple[str, str], list[Spot]] = field(default_factory=dict)
    worded = 0
    blank = 0
    rows = 0
    shaded = 0
    shaded_rows = 0
    first = 0
    last = 0
    commented = 0
    has_struck = False
    above: Row | None = None  # the row that is struck through right above
    struck_rows: list[int] = field(default_factory=list)
    left: dict[str, dict[int, Place]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table) -> "Survey":
        """Look at all rows of a table."""
        skills = tuple(at for at, role in table.roles.items() if role.key in SKILLS)
        others = tuple(at for at, role in table.roles.items() if role.key not in SKILLS)
        names = tuple(at for at, role in table.roles.items() if role.key in _NAMES)
        survey = cls(table, skills, others, names)
        for row in table.rows:
            survey._look(row)
        return survey

    @property
    def ids(self) -> frozenset[int]:
        """The columns that tell households by an id, a number or a letter."""
        roles = self.table.roles.items()
        return frozenset(at for at, role in roles if role.key in _LABELS)

    @property
    def is_decorated(self) -> bool:
        """Whether so many rows are shaded that it means nothing."""
        return self.shaded_rows > _DECORATED * self.rows

    def is_of_somebody(self, row: Row) -> bool:
        """Tell whether a row of the table is of somebody: their remark beside a fill is no legend."""
        if not self.first <= row.number <= self.last:
            return False
        named = sum(value_at(row, at) is not None for at in self.names)
        said = sum(value_at(row, at) is not None for at in self.others) - named
        marked = sum(bool(row.looks.get(at, PLAIN).fill) for at in self.skills)
        return bool(named) and (said > 0 or marked > 1)

    def _look(self, row: Row) -> None:
        if not any(value_at(row, at) is not None for at in self.names):
            return
        self.first, self.last = self.first or row.number, row.number
        self.rows += 1
        self._look_at_marks(row)
        above, self.above = self.above, None
        filled = self._filled(row)
        if _is_struck(row, filled):
            self.struck_rows.append(row.number)
            self.above = row
        elif above is not None and self._ends(above, row, filled):
            self.struck_rows.append(row.number)
        elif row.looks:
            self._look_at_rest(row)

    def _filled(self, row: Row) -> list[int]:
        """Return the columns that a row fills, but for cells that it shares with others."""
        whole = range(self.table.left, min(self.table.right + 1, len(row.cells)))
        return [at for at in whole if row.cells[at] is not None and at not in row.shared]

    def _ends(self, above: Row, row: Row, filled: Sequence[int]) -> bool:
        """Tell a row with nothing but the end of a name that is struck through."""
        if len(filled) != 1 or filled[0] not in self.names or row.number - above.number > FAR:
            return False
        first, rest = (value_at(one, filled[0]) for one in (above, row))
        return isinstance(first, str) and isinstance(rest, str) and may_end(rest, first)

    def _look_at_marks(self, row: Row) -> None:
        """See how the cells for skills look that hold nothing."""
        base = base_of(row, self.others) if row.looks else ""
        worded, fills = 0, self.fills.total()
        for at in self.skills:
            if value_at(row, at) is not None:
                worded += 1
                continue
            self.blank += 1
            look = row.looks.get(at, PLAIN)
            if look.comment:
                self._count(self.comments, "comment", look.comment, row, at)
            elif look.fill and look.fill != base:
                self._count(self.fills, "colour", look.fill, row, at)
        # Another hand may have written words into other rows.
        self.worded += worded if self.fills.total() > fills else 0

    def _count(self, found: Counter[str], kind: str, text: str, row: Row, at: int) -> None:
        found[text] += 1
        spots = self.spots.setdefault((kind, text), [])
        if len(spots) < EXAMPLES:
            spots.append(self.table.spot(row, at))

    def _look_at_rest(self, row: Row) -> None:
        """See what looks say that is no mark: comments, single fills, what is struck through."""
        base = base_of(row, self.others)
        self.shaded_rows += bool(base)
        for at, look in row.looks.items():
            if not self.table.left <= at <= self.table.right:
                continue
            is_blank = value_at(row, at) is None
            is_mark = is_blank and at in self.skills
            if look.comment and not is_mark:
                self.commented += 1
                self._leave("comment", at, row.number)
            self.shaded += bool(look.fill) and look.fill != base and not is_mark
            if look.struck and not is_blank and at in self.table.roles and at not in self.ids:
                self.has_struck = True
                self._leave("struck", at, row.number)

    def _leave(self, why: str, column: int, number: int) -> None:
        place = self.left.setdefault(why, {}).setdefault(column, Place(number, number))
        place.last = number
        place.count += 1


def stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return rows that follow each other together: the first and the last."""
    found = list[tuple[int, int]]()
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def value_at(row: Row, column: int) -> Cell:
    """Return what a cell holds; beyond the last one nothing."""
    return row.cells[column] if column < len(row.cells) else None


def base_of(row: Row, columns: Sequence[int]) -> str:
    """Return the fill that a row has from side to side, "" where it has none."""
    fills = Counter(row.looks.get(at, PLAIN).fill for at in columns)
    fill, count = fills.most_common(1)[0] if fills else ("", 0)
    return fill if 2 * count > len(columns) else ""


def _is_struck(row: Row, filled: Sequence[int]) -> bool:
    """Tell whether all of a row is struck through, but for marks that it is as above."""
    others = [row.cells[at] for at in filled if not row.looks.get(at, PLAIN).struck]
    if len(filled) - len(others) < 2:
        return False
    return sum(not (isinstance(cell, str) and strength(cell) == 2) for cell in others) <= 1
