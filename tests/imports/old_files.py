"""Workbooks of before .xlsx and of LibreOffice, as small as a reader takes them."""

import io
import struct
import zipfile

_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SECTOR = 512


def xls(rows, *, more=b"", small=False, ended=True):
    """Return the bytes of an .xls whose one sheet holds these numbers and texts, and more records.

    A `small` one stands in the part of the file that is for short streams.
    """
    return (_small if small else _compound)("Workbook", _records(rows, more, ended=ended))


def hidden_row(row):
    """Return the record of a row that is not shown."""
    return _record(0x208, struct.pack("<HHHHIHH", row, 0, 9, 255, 0, 0x20, 0))


def chart(more):
    """Return records as they stand within a chart of the sheet."""
    begin = _record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0x0DBB, 0x07CC, 0, 6))
    return begin + more + _record(0x0A)


def error_cell(row, column):
    """Return the record of a cell that shows #N/A."""
    return _record(0x205, struct.pack("<HHHBB", row, column, 0, 0x2A, 1))


def error_formula(row, column):
    """Return the record of a formula whose result is #DIV/0!."""
    result = struct.pack("<BBBBBBH", 2, 0, 7, 0, 0, 0, 0xFFFF)
    return _record(0x6, struct.pack("<HHH", row, column, 0) + result + bytes(6) + b"\0\0")


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def _records(rows, more, *, ended=True):
    """Return the stream of records: the workbook's, then those of the sheet."""

    def begin(kind):
        return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))

    end, name = _record(0x0A), b"S"
    head = begin(5) + _record(0x42, struct.pack("<H", 1200))
    sheet_at = len(head) + 4 + 8 + len(name) + len(end)
    head += _record(0x85, struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name) + end
    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str):
                data = struct.pack("<HHHHB", row, column, 0, len(value), 1)
                cells += _record(0x204, data + value.encode("utf-16-le"))
            else:
                cells += _record(0x203, struct.pack("<HHHd", row, column, 0, value))
    return head + begin(0x10) + cells + more + (end if ended else b"")


def _compound(name, stream):
    """Return a compound file: header, table of sectors, directory, the one stream."""
    sectors = max(8, -(-len(stream) // SECTOR))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    table = [_TABLE, _END, *range(3, sectors + 2), _END]
    table += [_FREE] * (SECTOR // 4 - len(table))
    directory = _entry("Root Entry", 5, _END, 0, child=1)
    directory += _entry(name, 2, 2, sectors * SECTOR)
    body = stream.ljust(sectors * SECTOR, b"\0")
    return header + struct.pack("<128I", *table) + directory.ljust(SECTOR, b"\0") + body


def _small(name, stream):
    """Return a compound file whose one stream stands in sectors of 64 bytes, two sectors of 512 in all."""
    assert len(stream) <= 2 * SECTOR
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 2, 1, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    table = [_TABLE, _END, _END, 4, _END, *[_FREE] * 123]
    short = -(-len(stream) // 64)
    shorts = [*range(1, short), _END, *[_FREE] * (128 - short)]
    directory = _entry("Root Entry", 5, 3, 2 * SECTOR, child=1) + _entry(name, 2, 0, len(stream))
    body = struct.pack("<128I", *table) + directory.ljust(SECTOR, b"\0")
    return header + body + struct.pack("<128I", *shorts) + stream.ljust(2 * SECTOR, b"\0")


def _entry(name, kind, start, size, *, child=_FREE):
    written = (name + "\0").encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return (
        entry
        + struct.pack("<III", _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("calcext", "calc"),
    )
)


def ods_table(rows):
    """Return the XML of a table of texts."""
    return "".join(ods_row(*row) for row in rows)


def ods_row(*cells, times=1, hidden=False):
    """Return the XML of a row, so many times over, of texts and of cells that are XML already."""
    told = ' table:visibility="collapse"' if hidden else ""
    made = "".join(cell if cell.startswith("<") else _TEXT.format(cell) for cell in cells)
    return f'<table:table-row table:number-rows-repeated="{times}"{told}>{made}</table:table-row>'


_TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def ods_cell(told="", *, says="", times=1, formula="of:=1/0"):
    """Return the XML of a cell with a formula, told of itself and shown as this."""
    kind = f'table:formula="{formula}" table:number-columns-repeated="{times}" {told}'
    return f"<table:table-cell {kind}><text:p>{says}</text:p></table:table-cell>"


def ods(table, *, head="", encrypted=False):
    """Return the bytes of an .ods whose one sheet holds this XML of rows."""
    told = '<manifest:encryption-data manifest:checksum="x"/>' if encrypted else ""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="content.xml">{told}</manifest:file-entry>'
        "</manifest:manifest>"
    )
    content = (
        f"{head}<office:document-content {_NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return made.getvalue()
