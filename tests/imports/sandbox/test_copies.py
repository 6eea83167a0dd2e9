"""Our own copy of a file: the same rows, again and again the same bytes, and nothing else of the file."""

import gzip
import io

import pytest
import xlsxwriter

from imports.sandbox import copies
from imports.sandbox.run import read
from tests.imports.files import workbook
from tests.imports.papers import citizen

ROWS = [["Thôn", "Chủ hộ", "Số CCCD"], *(["A", f"Lê {n}", citizen(n)] for n in range(1, 5))]


def told(book):
    return [
        (
            one.name,
            one.is_hidden,
            one.cut,
            one.masked,
            [(row.number, row.cells) for row in one.rows],
        )
        for one in book.sheets
    ]


def test_it_says_what_the_file_said_but_for_what_is_not_kept(tmp_path):
    book = read(workbook(tmp_path / "a.xlsx", ROWS, hidden_rows=[2], hidden_sheet=True))
    again = copies.unpack(io.BytesIO(copies.pack(book)))
    assert told(again) == told(book)
    assert [row.is_hidden for row in again.sheets[0].rows] == [
        row.is_hidden for row in book.sheets[0].rows
    ]
    assert (again.sheets[0].cut, again.sheets[0].rows[1].cells) == ({2: 4}, ["A", "Lê 1"])
    assert again.kind == "xlsx"


def test_the_same_rows_are_the_same_copy_whatever_the_file_was(tmp_path):
    one = copies.pack(read(workbook(tmp_path / "a.xlsx", ROWS)))
    other = [[*row[:2], citizen(n + 60)] for n, row in enumerate(ROWS)]
    other[0] = ROWS[0]
    assert copies.pack(read(workbook(tmp_path / "b.xlsx", other))) == one
    assert copies.pack(read(workbook(tmp_path / "c.xlsx", ROWS[:-1]))) != one


@pytest.mark.slow
def test_no_comment_name_or_property_is_in_it(tmp_path):
    path, secret = tmp_path / "a.xlsx", citizen(7)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(f"CCCD {secret}")
        sheet.write_row(0, 0, ["Thôn", "Chủ hộ"])
        sheet.write_row(1, 0, ["A", "Lê Một"])
        sheet.write_comment("A2", f"CCCD {secret}")
        sheet.data_validation("B2", {"validate": "list", "source": [secret]})
        book.define_name("CCCD", f'="{secret}"')
        book.set_properties({"comments": secret})
    assert secret.encode() not in gzip.decompress(copies.pack(read(path)))
