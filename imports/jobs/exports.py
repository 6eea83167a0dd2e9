"""The rows that were left out, as a workbook to mend and send again: their cells, what is wrong, how to mend it."""

import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from imports.jobs.queries.tables import Table, table_of, tables_of
from imports.kinds import WHY
from imports.models import Import, ImportRow
from imports.spreadsheet.columns import HIDDEN
from web.cells import Forms, forms_as_it_is, forms_of_text, streamed, write_cell
from web.paper import Width, paper_of
from web.ruled import HEADING, RULED, SAMPLE
from web.widths import width_of

# Letters of a line of a cell at most.
_MOST = 40


def workbook(source: Import, rows: Iterable[ImportRow]) -> bytes:
    """Write the rows as they came, a sheet for each table under its headings, with two columns more.

    Of a file whose preview is over only the columns are there that a field is.
    """
    target, tables = io.BytesIO(), tables_of(source)
    with streamed(target) as book:
        head, forms = book.add_format(HEADING), forms_as_it_is(book, **RULED)
        codes = forms_of_text(book)
        groups = [
            (table, list(some)) for table, some in groupby(rows, lambda row: table_of(tables, row))
        ]
        for table, some in groups or [(tables[0] if tables else None, [])]:
            sheet = _Sheet(book.add_worksheet(), source, table or Table(0, "", "", {}))
            sheet.write(some, head, forms, codes)
    return target.getvalue()


class _Sheet:
    """The rows of one table: nothing stands above their headings, for they are read back."""

    def __init__(self, sheet: Any, source: Import, table: Table) -> None:
        self.sheet, self.source, self.table = sheet, source, table
        self.places = _places(source, table)
        self.width = max(self.places.values(), default=-1) + 1
        self.codes = {self.places.get(at) for at, key in table.fields.items() if key in HIDDEN}

    def write(self, rows: Sequence[ImportRow], head: Any, forms: Forms, codes: Forms) -> None:
        """Write headings and rows, each with what is wrong and how to mend it."""
        heads, lines = self._headings(), [self._line(row) for row in rows]
        for at, words in enumerate(heads):
            self.sheet.write_string(0, at, words, head)
        for number, line in enumerate(lines, start=1):
            for at, cell in enumerate(line):
                # A code that wraps out of sight makes its row as high as a page.
                write_cell(self.sheet, number, at, cell, codes if at in self.codes else forms)
        self._lay(heads, lines)

    def _headings(self) -> list[str]:
        heads = [""] * self.width
        for column, text in self.table.headings.items():
            if (at := self.places.get(column)) is not None:
                said = text.split(" · ")[-1]
                is_cut = str(column) in self.source.layout.get("cut", {})
                heads[at] = _("%(text)s (không giữ)") % {"text": said} if is_cut else said
        return [*heads, _("Lỗi"), _("Cách sửa")]

    def _line(self, row: ImportRow) -> list[Any]:
        line: list[Any] = [None] * self.width
        for column, cell in enumerate(row.cells):
            if column in self.places:
                line[self.places[column]] = cell
        return [*line, "\n".join(_said(row, "what")), "\n".join(_said(row, "how"))]

    def _lay(self, heads: Sequence[str], lines: Sequence[Sequence[Any]]) -> None:
        """Make columns as wide as what is in them, codes out of sight, and ready for A4."""
        seen = lines[:SAMPLE]
        columns = [
            width_of(words, [line[at] for line in seen], _MOST)
            if at not in self.codes
            else Width(0, 0)
            for at, words in enumerate(heads)
        ]
        paper = paper_of(columns)
        for at, width in enumerate(paper.widths):
            self.sheet.set_column(at, at, width or None, None, {"hidden": not width})
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        paper.lay(self.sheet)


def _places(source: Import, table: Table) -> dict[int, int]:
    """Return in which column of the workbook each column of the file stands."""
    headed = sorted({*table.headings, *table.fields})
    if source.narrowed_at:
        fields = (one for one in headed if one in table.fields)
        return {column: at for at, column in enumerate(fields)}
    return {column: column for column in range(max(headed, default=-1) + 1)}


def _said(row: ImportRow, what: str) -> list[str]:
    said = [one[what] for one in row.problems if one[what]]
    result = getattr(row, "result", None)
    if what == "what" and result is not None and result.why:
        said.append(str(WHY.get(result.why, "")))
    return said
