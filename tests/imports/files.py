"""Small files for tests, made on the spot."""

import io
import zipfile

import xlsxwriter


def workbook(path, rows, *, merged=(), hidden_rows=(), hidden_sheet=False, title="Hộ"):
    """Write one sheet, text as text; `merged` are (first row, first column, last row, last column)."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = book.add_worksheet(title)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value)
    for area in merged:
        sheet.merge_range(*area, rows[area[0]][area[1]])
    for number in hidden_rows:
        sheet.set_row(number, options={"hidden": True})
    if hidden_sheet:
        book.add_worksheet("Danh mục").hide()
    book.close()
    return path


def package(path, parts):
    """Write a zip of parts as they are given."""
    path.write_bytes(zipped(parts))
    return path


def zipped(parts):
    """Return the bytes of a zip of parts as they are given."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def parts(cells, *, extra=None, head=""):
    """Return the parts of a workbook whose one sheet holds this XML of rows."""
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_TYPES}">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_WORKBOOK}"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'{head}<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
        ),
        **(extra or {}),
    }
