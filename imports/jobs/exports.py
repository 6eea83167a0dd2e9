"""The rows that were left out, as a workbook to mend and send again: their cells, what is wrong, how to mend it."""

import io
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from imports.jobs.queries.tables import Table, table_of, tables_of
from imports.kinds import WHY
from imports.models import Import, ImportRow
from imports.spreadsheet.columns import HIDDEN
from web.cells import PLAIN, forms_of_text, write_cell


def workbook(source: Import, rows: Iterable[ImportRow]) -> bytes:
    """Write the rows as they came, a sheet for each table under its headings, with two columns more.

    Of a file whose preview is over only the columns are there that a field is.
    """
    target, tables = io.BytesIO(), tables_of(source)
    with xlsxwriter.Workbook(target, {"in_memory": True, **PLAIN}) as book:
        bold, forms = book.add_format({"bold": True, "text_wrap": True}), forms_of_text(book)
        groups = [
            (table, list(some)) for table, some in groupby(rows, lambda row: table_of(tables, row))
        ]
        for table, some in groups or [(tables[0] if tables else None, [])]:
            _sheet(book.add_worksheet(), source, table or Table(0, "", "", {}), some, (bold, forms))
    return target.getvalue()


def _sheet(
    sheet: Any, source: Import, table: Table, rows: Iterable[ImportRow], looks: tuple[Any, Any]
) -> None:
    """Write the rows of one table."""
    bold, forms = looks
    places = _places(source, table)
    width = max(places.values(), default=-1) + 1
    _headings(sheet, source, table, places, bold)
    sheet.write_string(0, width, _("Lỗi"), bold)
    sheet.write_string(0, width + 1, _("Cách sửa"), bold)
    sheet.set_column(width, width + 1, 48)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row.cells):
            if column in places:
                write_cell(sheet, line, places[column], cell, forms)
        sheet.write_string(line, width, "\n".join(_said(row, "what")))
        sheet.write_string(line, width + 1, "\n".join(_said(row, "how")))


def _places(source: Import, table: Table) -> dict[int, int]:
    """Return in which column of the workbook each column of the file stands."""
    headed = sorted({*table.headings, *table.fields})
    if source.narrowed_at:
        fields = (one for one in headed if one in table.fields)
        return {column: at for at, column in enumerate(fields)}
    return {column: column for column in range(max(headed, default=-1) + 1)}


def _headings(
    sheet: Any, source: Import, table: Table, places: Mapping[int, int], bold: Any
) -> None:
    for column, text in table.headings.items():
        if (at := places.get(column)) is not None:
            said = text.split(" · ")[-1]
            is_cut = str(column) in source.layout.get("cut", {})
            sheet.write_string(
                0, at, _("%(text)s (không giữ)") % {"text": said} if is_cut else said, bold
            )
    for column, key in table.fields.items():
        if key in HIDDEN and column in places:
            sheet.set_column(places[column], places[column], None, None, {"hidden": True})


def _said(row: ImportRow, what: str) -> list[str]:
    said = [one[what] for one in row.problems if one[what]]
    result = getattr(row, "result", None)
    if what == "what" and result is not None and result.why:
        said.append(str(WHY.get(result.why, "")))
    return said
