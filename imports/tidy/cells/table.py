"""The cells of one table's records: each read once, asked about, and named as taken or left."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from django.utils import timezone

from areas.names import fold
from imports.spreadsheet.book import Cell, Fault
from imports.spreadsheet.values import Wrong
from imports.tidy.asking import Asking, Left, Spot
from imports.tidy.cells import births, days, means
from imports.tidy.cells.around import DAY_FIRST, Around, known_around, year_of
from imports.tidy.cells.fields import Reader
from imports.tidy.cells.reading import Read
from imports.tidy.cells.survey import Survey
from imports.tidy.model import Context, Known, Table
from imports.tidy.values import MEANS

# So many different cells of a table are kept as they were read: words come again, names and numbers do not.
_KEPT = 8_192
# A list of those of whom a tick may say that they do not know; "biết và chưa biết" lists all.
_OTHERWISE = re.compile(
    r"(?!.*(?<!chua )(?<!khong )\bbiet\b)"
    r"(?=.*\b(?:(?:chua|khong) (?:biet|su dung|thanh thao|co ky nang|lam duoc)|nhu cau"
    r"|dang ky (?:hoc|tap huan|tham gia)|(?:can|da|duoc)(?: \w+){0,2} (?:ho tro|huong dan|tap huan|dao tao))\b)"
    r"(?:danh sach|ds|bang|so|thong ke|tong hop|theo doi|dang ky|nhu cau|ho|nguoi)\b"
)
_TITLE = 60
_WOMEN = re.compile(r"(?<!^)\b(?:nu|phu nu)\b")
# "Số hộ/số khẩu"; "hộ khẩu" is one thing.
_PEOPLE = re.compile(
    r"\bh[ộo](?: d[âa]n| gia đình)?\s*(?:[/(,;+&–-]|\bvà\b)(?!.*\bh[ộo]\b(?! kh[ẩa]u)).*\b(?:kh[ẩa]u|ng(?:ườ|uo)i|s[ốo] d[âa]n|d[âa]n s[ốo]|nk)\b"
)


class FileCells:
    """What the cells of a file share: its tables by kind, and what was left of each column."""

    def __init__(self, tables: Sequence[Table], known: Known | None, asking: Asking) -> None:
        self.asking, self.tables = asking, list(tables)
        self.today: date = known.today if known else timezone.localdate()
        self.platforms = known.platforms if known else ()
        self.has_said = known.has_said if known else None
        self.surveys = dict[str, Survey]()
        self.own = dict[Table, TableCells]()
        self.left = dict[tuple[str, int, int], int]()

    def of(self, table: Table) -> "TableCells":
        """Return the cells of a table."""
        found = self.own.get(table)
        if found is None:
            if table not in self.tables:
                self.tables.append(table)
                self.surveys.pop(table.kind, None)
            found = self.own[table] = TableCells(table, self)
        return found

    def survey(self, kind: str) -> Survey:
        """Return what columns of the tables of a kind hold; looked at when it is first asked for."""
        if kind not in self.surveys:
            self.surveys[kind] = Survey.of(
                [one for one in self.tables if one.kind == kind], self.platforms
            )
        return self.surveys[kind]

    def leave(self, why: str, spot: Spot, name: str) -> None:
        """Name a cell that is not taken, together with the others of its column."""
        key = (why, spot.sheet, spot.column)
        at = self.left.get(key)
        if at is None:
            self.left[key] = len(self.asking.left)
            rows, columns = (spot.row, spot.row), (spot.column, spot.column)
            self.asking.left.append(Left(why, spot.sheet, rows, columns, 1, name))
            return
        one = self.asking.left[at]
        first, last = one.rows or (spot.row, spot.row)
        rows = (min(first, spot.row), max(last, spot.row))
        self.asking.left[at] = replace(one, rows=rows, count=one.count + 1)


class TableCells:
    """One table: its cells are read as its columns tell."""

    def __init__(self, table: Table, file: FileCells) -> None:
        self.table, self.file, self.asking = table, file, file.asking
        self.platforms = file.platforms
        self.cache = dict[tuple[str, type, Cell], Read]()
        self.headings = {at: texts[0] if texts else "" for at, texts in table.headings.items()}
        self.tells_sex = any(role.key in {"sex", "m", "f"} for role in table.roles.values())

    @cached_property
    def survey(self) -> Survey:
        """What the columns of all tables of this kind hold."""
        return self.file.survey(self.table.kind)

    @cached_property
    def listed(self) -> str:
        """The title of a list of people who cannot, are to learn or were taught; "" of any other."""
        titles = (one.text for one in self.table.context if one.origin in {"title", "sheet"})
        is_any = self.table.kind == "households"
        return next(
            (text[:_TITLE] for text in titles if is_any and _OTHERWISE.match(fold(text))), ""
        )

    @cached_property
    def around(self) -> Around:
        """What is known of days, whatever stands around a row."""
        told = self.asking.answers.get(("date_order", ""), "")
        told = told if told in {DAY_FIRST, days.MONTH_FIRST} else ""
        swapped = self.survey.may_be_swapped
        return Around(self.file.today, self.survey.order or told, is_swapped=swapped)

    @cached_property
    def births(self) -> births.Births:
        """What is known of births."""
        texts = [one.text for one in self.table.context]
        year = year_of(texts, self.file.today)
        return births.Births(self.file.today, year, self.survey.has_serials)

    @cached_property
    def counts_women(self) -> bool:
        """Whether the heading of those who came says that women are counted behind them: "Số người (trong đó nữ)"."""
        columns = [self.table.column(key) for key in ("people", "persons")]
        return any(
            at is not None and _WOMEN.search(fold(self.headings.get(at, ""))) for at in columns
        )

    @cached_property
    def counts_people(self) -> bool:
        """Whether the heading of households says that who lives in them is counted behind: "Số hộ/số khẩu"."""
        at = self.table.column("households")
        return at is not None and bool(_PEOPLE.search(self.headings.get(at, "").casefold()))

    @cached_property
    def counted(self) -> frozenset[str]:
        """What households have of which a column says how many: "Số smartphone"."""
        columns = {key: self.table.column(key) for key in MEANS}
        return frozenset(
            key
            for key, at in columns.items()
            if at is not None
            and means.are_counted(self.table.headings.get(at, ()), self.survey.of_key(key))
        )

    def read(self, key: str, how: Reader, cell: Cell) -> Read:
        """Read a cell, once for all cells of its column that hold the same."""
        at = (key, cell.__class__, cell)
        found = self.cache.get(at)
        if found is None:
            try:
                found = how(self, cell)
            except Wrong as wrong:
                found = Read(wrong=wrong, left=cell.value if isinstance(cell, Fault) else "")
            if len(self.cache) >= _KEPT:
                self.cache.clear()
            self.cache[at] = found
        return found

    def in_context(self, context: Sequence[Context]) -> Around:
        """Return what is known of days in a row with something around it."""
        return known_around(context, self.file.today, self.around.order)
