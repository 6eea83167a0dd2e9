"""A workbook with numbers of identity papers, insurance and accounts, and where any of them still stands."""

import gzip
import io
import re
import tempfile
import zipfile
from pathlib import Path

from django.db import connection

from tests.imports.corpus.containers import ods, texts, xls, xlsx
from tests.imports.corpus.grid import Book, Cell, Row, Sheet

PEOPLE = 6


def citizen(n, province="054"):
    """Return a personal number of somebody of a commune."""
    return f"{province}{n % 2}{60 + n * 5 % 39:02d}{n * 7919 % 1_000_000:06d}"


# Twelve spellings, each with how its cells are written: as text, as numbers, with blanks, dots, letters.
SPELLED = {
    "Số CCCD": citizen,
    "CMND": lambda n: 221_000_000 + n * 104_729,
    "C.M.T.N.D": lambda n: f"22{n} {n * 37 % 900 + 100} {n * 91 % 900 + 100}",
    "CĂN CƯỚC công dân": lambda n: int(citizen(n + 10)),
    "Số định danh cá nhan": lambda n: float(citizen(n + 20)),
    "Số ĐDCN": lambda n: ".".join(re.findall("...", citizen(n + 30))),
    "Hộ chiếu": lambda n: f"B{4_512_300 + n * 1_009}",
    "Mã số BHXH": lambda n: f"54{n}{n * 3_571 % 9_000_000 + 1_000_000}",
    "Số thẻ B.H.Y.T": lambda n: f"DN4 54 {n * 104_729_317 % 9_000_000_000 + 1_000_000_000}",
    "STK (ngân hàng)": lambda n: f"5300205{n * 15_485_863 % 900_000 + 100_000}",
    "Mã số thuế": lambda n: 8_100_000_000 + n * 15_485_863,
    "Citizen ID no": lambda n: f" {citizen(n + 40)[:6]} {citizen(n + 40)[6:]}",
}
HEAD = ["Thôn", "Họ tên chủ hộ", "Năm sinh", "Điện thoại", "Số hộ khẩu", "Xóm"]


def rows(village):
    """Return the cells of a sheet: headings, then people; the last is one with something wrong."""
    found = [[*HEAD, *SPELLED, "Ghi chú", None]]
    for n in range(1, PEOPLE + 1):
        year = 19990 if n == PEOPLE else 1960 + n
        own = [village, f"Lê Thị {'ABCDEF'[n - 1]}nh", year, f"0905 12{n} 456", f"54000100{n}"]
        papers = [written(n) for written in SPELLED.values()]
        # A column with a wrong heading, one without any, and a number in the middle of a text.
        note = f"Xóm {n}, vợ {citizen(n + 50)}"
        found.append([*own, note, *papers, 215_000_000 + n * 87_178, citizen(n + 60)])
    return found


def secrets(village):
    """Return the digits of every such number, without its first zero."""
    found = set()
    for _village, _name, _year, _phone, _household, note, *papers in rows(village)[1:]:
        for value in [note.partition(",")[2], *papers]:
            text = f"{value:.0f}" if isinstance(value, float) else str(value)
            found.add(re.sub(r"\D", "", text).lstrip("0"))
    assert min(map(len, found)) >= 7
    return found


def _book(cells):
    lines = [[None if value is None else Cell(value) for value in row] for row in cells]
    # What nobody sees is read as well: hidden columns, a hidden sheet.
    hidden = Sheet("Ẩn", [Row(list(row)) for row in lines], hidden=True)
    return Book([Sheet("Hộ", [Row(list(row)) for row in lines], hidden_columns={6, 7}), hidden])


def _one_sheet(book):
    return Book(book.sheets[:1])


WRITTEN = {
    "xlsx": lambda cells: xlsx.written(_book(cells)),
    "xls": lambda cells: xls.written(_book(cells)),
    "ods": lambda cells: ods.written(_book(cells)),
    "csv": lambda cells: texts.csv_bytes(_one_sheet(_book(cells)), ";", "utf-8-sig"),
}


def unpacked(data):
    """Return bytes as they are, and what is packed in them."""
    if data[:2] == b"\x1f\x8b":
        return data + gzip.decompress(data)
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return data + b"".join(archive.read(name) for name in archive.namelist())
    return data


def _columns():
    """Yield the name and the bytes of every table."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            yield table, repr(cursor.fetchall()).encode()


def everywhere(*folders):
    """Yield whatever is kept: tables, the bytes of the database, files that are laid down or lie about."""
    yield from _columns()
    if connection.vendor == "sqlite":
        yield "database", bytes(connection.connection.serialize())
    for folder in (*folders, tempfile.gettempdir()):
        for path in Path(folder).rglob("*"):
            if path.is_file() and not path.is_symlink():
                yield str(path), unpacked(path.read_bytes())


def found(numbers, places):
    """Return where a number stands, written in one run or apart."""
    told = []
    for name, data in places:
        bare = re.sub(rb"(?<=\d)[ .\-](?=\d)", b"", data)
        told += [(name, one) for one in numbers if one.encode() in bare or one.encode() in data]
    return told
