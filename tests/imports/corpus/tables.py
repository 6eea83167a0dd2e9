"""Tables before they are put on a sheet: columns with headings, lines with cells by column."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.imports.corpus.facts import Thing
from tests.imports.corpus.grid import Cell, Row


@dataclass(eq=False)
class Column:
    """A column: what it is of (`name`, of several the `name#2`), its heading, and a heading above several."""

    key: str
    heading: str
    group: str = ""
    hidden: bool = False

    @property
    def base(self) -> str:
        return self.key.split("#")[0]


@dataclass(eq=False)
class Line:
    """A row of a table: of a person, household, member ... (`body`), or written between these."""

    cells: dict[str, Cell]
    thing: Thing | None = None
    block: Thing | None = None  # the household or team that it belongs to
    role: str = "body"
    hidden: bool = False


@dataclass(eq=False)
class Table:
    kind: str  # people, households, teams, sessions, villages, communes
    columns: list[Column]
    lines: list[Line]
    above: list[Row] = field(default_factory=list)  # titles
    feet: list[Row] = field(default_factory=list)  # signatures, legends
    village: Thing | None = None  # all of it is of one village
    name: str = ""  # of its sheet, where it has one of its own
    under_headings: list[Row] = field(default_factory=list)  # numbering rows, legends

    def column(self, base: str) -> Column | None:
        return next((one for one in self.columns if one.base == base), None)

    def body(self) -> list[Line]:
        return [line for line in self.lines if line.role == "body"]

    def each(self, base: str) -> Iterator[tuple[Line, str, Cell]]:
        """Yield every cell of all columns of this kind that is there in the body."""
        for line in self.lines:
            for column in self.columns:
                if column.base == base and column.key in line.cells and line.role == "body":
                    yield line, column.key, line.cells[column.key]

    def put(self, column: Column, after: str = "", before: str = "") -> None:
        """Add a column, at the end or beside another."""
        at = next((n for n, one in enumerate(self.columns) if one.base == (after or before)), None)
        place = len(self.columns) if at is None else at + bool(after)
        self.columns.insert(place, column)

    def replace(self, key: str, *columns: Column) -> None:
        """Put columns in the place of one; words that stand across the table move to the first of them."""
        at = next(n for n, one in enumerate(self.columns) if one.key == key)
        self.columns[at : at + 1] = columns
        for line in self.lines:
            if line.role != "body" and key in line.cells:
                line.cells[columns[0].key] = line.cells.pop(key)

    def drop(self, *bases: str) -> None:
        """Leave columns away with their cells; words that stand across the table move to its first column."""
        gone = {column.key for column in self.columns if column.base in bases}
        self.columns = [column for column in self.columns if column.key not in gone]
        for line in self.lines:
            for key in gone & set(line.cells):
                cell = line.cells.pop(key)
                if line.role != "body" and self.columns[0].key not in line.cells:
                    line.cells[self.columns[0].key] = cell


def drawn(table: Table) -> list[Row]:
    """Return the rows of a table as they stand on a sheet."""
    rows = [*table.above, *heading_rows(table.columns), *table.under_headings]
    for line in table.lines:
        cells = [line.cells.get(column.key) for column in table.columns]
        rows.append(Row(cells, line.hidden))
    return [*rows, *table.feet]


def heading_rows(columns: list[Column]) -> list[Row]:
    """Return one row of headings, or two where some stand below a common one."""
    if not any(column.group for column in columns):
        return [Row([Cell(column.heading or None, bold=True) for column in columns])]
    upper: list[Cell | None] = []
    lower: list[Cell | None] = []
    for number, column in enumerate(columns):
        if not column.group:
            upper.append(Cell(column.heading or None, bold=True, down=2))
            lower.append(None)
            continue
        begins = not number or columns[number - 1].group != column.group
        width = run(columns, number)
        upper.append(Cell(column.group, bold=True, across=width) if begins else None)
        lower.append(Cell(column.heading or None, bold=True))
    return [Row(upper), Row(lower)]


def run(columns: list[Column], start: int) -> int:
    """Count the columns from here on that stand below the same heading."""
    end = start
    while end < len(columns) and columns[end].group == columns[start].group:
        end += 1
    return end - start
