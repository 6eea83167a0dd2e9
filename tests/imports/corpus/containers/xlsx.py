"""A book as .xlsx."""

import io
import zipfile
from datetime import date, datetime

import xlsxwriter

from tests.imports.corpus.containers.archive import zipped
from tests.imports.corpus.grid import Book, Cell, Formula, Sheet

MADE = datetime(2026, 1, 5, 8, 0)  # noqa: DTZ001 a fixed moment, so that a seed gives the same bytes


class Writer:
    """Writes one book; formats are made once for each look."""

    def __init__(self) -> None:
        self.file = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.file, {"in_memory": True})
        self.book.set_properties({"created": MADE, "author": "UBND"})
        self.formats: dict[tuple[object, ...], object] = {}

    def format_of(self, cell: Cell) -> object:
        is_day = isinstance(cell.value, date)
        look = (cell.fill, cell.bold, cell.struck, is_day, cell.across > 1 or cell.down > 1)
        if look not in self.formats:
            made = {"font_name": "Times New Roman", "border": 1}
            made |= {"bg_color": cell.fill} if cell.fill else {}
            made |= {"bold": True} if cell.bold else {}
            made |= {"font_strikeout": True} if cell.struck else {}
            made |= {"num_format": "dd/mm/yyyy"} if is_day else {}
            made |= {"align": "center", "valign": "vcenter"} if look[4] else {}
            self.formats[look] = self.book.add_format(made)
        return self.formats[look]

    def sheet(self, sheet: Sheet) -> None:
        page = self.book.add_worksheet(sheet.name)
        for row, column, cell in sheet.cells():
            self.cell(page, row, column, cell)
        for number, row in enumerate(sheet.rows):
            if row.hidden:
                page.set_row(number, None, None, {"hidden": True})
        for column in sheet.hidden_columns:
            page.set_column(column, column, None, None, {"hidden": True})
        if sheet.hidden:
            page.hide()

    def cell(self, page, row: int, column: int, cell: Cell) -> None:
        look = self.format_of(cell)
        if cell.across > 1 or cell.down > 1:
            page.merge_range(row, column, row + cell.down - 1, column + cell.across - 1, "", look)
        value = cell.value
        if isinstance(value, Formula):
            page.write_formula(
                row, column, value.text, look, "" if value.cached is None else value.cached
            )
        elif isinstance(value, date):
            page.write_datetime(row, column, value, look)
        elif isinstance(value, int | float):
            page.write_number(row, column, value, look)
        elif value is None:
            page.write_blank(row, column, None, look)
        else:
            page.write_string(row, column, value, look)
        if cell.comment:
            page.write_comment(row, column, cell.comment, {"author": "UBND"})


def written(book: Book) -> bytes:
    writer = Writer()
    for sheet in book.sheets:
        writer.sheet(sheet)
    if book.sheets[0].hidden:
        writer.book.worksheets_objs[
            next(n for n, s in enumerate(book.sheets) if not s.hidden)
        ].activate()
    writer.book.close()
    content = writer.file.getvalue()
    for number, sheet in enumerate(book.sheets, 1):
        if sheet.phantom_rows:
            content = with_phantom_rows(
                content, f"xl/worksheets/sheet{number}.xml", len(sheet.rows)
            )
    return content


def with_phantom_rows(content: bytes, part: str, rows: int) -> bytes:
    """Put formatted empty rows below a table, down to the last row that a sheet can have."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    numbers = (*range(rows + 1, rows + 2001), 1_048_576)
    more = "".join(
        f'<row r="{n}" ht="18" customHeight="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>'
        for n in numbers
    )
    parts[part] = parts[part].replace(b"</sheetData>", more.encode() + b"</sheetData>")
    return zipped(parts)
