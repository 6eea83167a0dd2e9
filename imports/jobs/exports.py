"""The rows that were left out, as a workbook to mend and send again: their cells, what is wrong, how to mend it."""

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils.translation import gettext as _

from imports.kinds import WHY
from imports.models import Import, ImportRow
from imports.spreadsheet.columns import HIDDEN
from web.cells import PLAIN, forms_of_text, write_cell


def workbook(source: Import, rows: Iterable[ImportRow]) -> bytes:
    """Write the rows as they came, under the headings of the file, with two columns more."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **PLAIN}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True, "text_wrap": True})
        forms = forms_of_text(book)
        headings = {int(n): text for n, text in source.layout.get("headings", {}).items()}
        width = max(headings, default=-1) + 1
        for column, text in headings.items():
            sheet.write_string(0, column, text.split(" · ")[-1], bold)
        sheet.write_string(0, width, _("Lỗi"), bold)
        sheet.write_string(0, width + 1, _("Cách sửa"), bold)
        sheet.set_column(width, width + 1, 48)
        for key, column in source.layout.get("columns", {}).items():
            if key in HIDDEN:
                sheet.set_column(column, column, None, None, {"hidden": True})
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row.cells[:width]):
                write_cell(sheet, line, column, cell, forms)
            sheet.write_string(line, width, "\n".join(_said(row, "what")))
            sheet.write_string(line, width + 1, "\n".join(_said(row, "how")))
    return target.getvalue()


def _said(row: ImportRow, what: str) -> list[str]:
    said = [one[what] for one in row.problems if one[what]]
    result = getattr(row, "result", None)
    if what == "what" and result is not None and result.why:
        said.append(str(WHY.get(result.why, "")))
    return said
