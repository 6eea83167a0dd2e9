"""A book as text: .csv in several encodings, HTML or XML that is called .xls."""

import csv
import io
from html import escape

from tests.imports.corpus.grid import Book, Cell, Row, Sheet


def plain_rows(sheet: Sheet) -> list[list[str]]:
    return [[cell.shown if cell else "" for cell in row.cells] for row in sheet.rows]


def csv_text(book: Book, separator: str) -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\r\n")
    writer.writerows(plain_rows(book.sheets[0]))
    return file.getvalue()


def csv_bytes(book: Book, separator: str, encoding: str, first: str = "") -> bytes:
    return (first + csv_text(book, separator)).encode(encoding, errors="replace")


def html_bytes(book: Book) -> bytes:
    """Return a page with a table, as web systems export it under the name .xls."""
    covered: set[tuple[int, int]] = set()
    rows = "".join(html_row(n, row, covered) for n, row in enumerate(book.sheets[0].rows))
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type"'
        f' content="text/html; charset=utf-8"></head><body><table border="1">{rows}</table></body></html>'
    ).encode()


def html_row(number: int, row: Row, covered: set[tuple[int, int]]) -> str:
    cells = []
    for column, cell in enumerate(row.cells):
        if (number, column) in covered:
            continue
        if cell is None:
            cells.append("<td></td>")
            continue
        covered |= {(number + d, column + a) for d in range(cell.down) for a in range(cell.across)}
        span = f' colspan="{cell.across}"' if cell.across > 1 else ""
        span += f' rowspan="{cell.down}"' if cell.down > 1 else ""
        cells.append(f"<td{span}>{escape(cell.shown).replace('\n', '<br>')}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def xml_bytes(book: Book) -> bytes:
    """Return the XML of Excel 2003."""
    sheets = "".join(
        f'<Worksheet ss:Name="{escape(sheet.name)}"><Table>{"".join(map(xml_row, sheet.rows))}</Table></Worksheet>'
        for sheet in book.sheets
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        f' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{sheets}</Workbook>'
    ).encode()


def xml_row(row: Row) -> str:
    cells = "".join(xml_cell(n, cell) for n, cell in enumerate(row.cells) if cell is not None)
    return f"<Row{' ss:Hidden="1"' if row.hidden else ''}>{cells}</Row>"


def xml_cell(column: int, cell: Cell) -> str:
    span = f' ss:MergeAcross="{cell.across - 1}"' if cell.across > 1 else ""
    span += f' ss:MergeDown="{cell.down - 1}"' if cell.down > 1 else ""
    kind = "Number" if isinstance(cell.value, int | float) else "String"
    data = f'<Data ss:Type="{kind}">{escape(cell.shown)}</Data>' if cell.shown else ""
    return f'<Cell ss:Index="{column + 1}"{span}>{data}</Cell>'
