"""The tables of a file: which columns each has, what they are called, which rows are of which table."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from imports.models import Import, ImportRow

_NO_END = 2**31


@dataclass(frozen=True)
class Table:
    """A table of a sheet: `fields` by column, the words above each column, the rows and columns it reaches over.

    `is_whole`: of files of before, of which one sheet was read and its place not kept.
    """

    sheet: int
    name: str
    kind: str
    fields: Mapping[int, str]
    headings: Mapping[int, str] = field(default_factory=dict)
    rows: tuple[int, int] = (0, _NO_END)
    is_whole: bool = False

    @property
    def columns(self) -> dict[str, int]:
        """In which column each field stands; of several people side by side those of the first."""
        return {key: at for at, key in reversed(list(self.fields.items()))}

    def has(self, row: ImportRow) -> bool:
        """Tell whether a row of the file may be one of this table."""
        here = self.is_whole or row.sheet == self.sheet
        return here and row.kind == self.kind and self.rows[0] <= row.line <= self.rows[1]


def tables_of(source: Import) -> list[Table]:
    """Return the tables of a file; of files of before the one that was read."""
    layout = source.layout
    if "tables" in layout:
        return [
            Table(
                one["sheet"],
                one["name"],
                one["kind"],
                {int(at): key for at, key in one["fields"].items()},
                {int(at): words for at, words in one["headings"].items()},
                (one.get("first", 0), one.get("last", _NO_END)),
            )
            for one in layout["tables"]
        ]
    columns = sorted(layout.get("columns", {}).items(), key=lambda pair: pair[1])
    headings = {int(at): words for at, words in layout.get("headings", {}).items()}
    fields = {at: key for key, at in columns}
    return [Table(0, layout.get("sheet", ""), source.kind, fields, headings, is_whole=True)]


def table_of(tables: Sequence[Table], row: ImportRow) -> Table | None:
    """Return the table that a row is of."""
    return next((table for table in tables if table.has(row)), None)


def columns_of(tables: Sequence[Table], row: ImportRow) -> dict[str, int]:
    """Return in which column each field of a row stands."""
    table = table_of(tables, row)
    return table.columns if table else {}


def columns_kept(source: Import) -> Mapping[int, Collection[int]]:
    """Return which columns of each sheet are fields: they stay when the others are let go."""
    found, whole = defaultdict[int, set[int]](set), set[int]()
    for table in tables_of(source):
        found[table.sheet] |= set(table.fields)
        whole |= set(table.fields) if table.is_whole else set()
    return found if not whole else defaultdict(lambda: whole)
