"""Files are read for what stands in them, and refused with words that say what to do."""

import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter

from imports.sandbox import run
from imports.sandbox.inside import flaws, out
from imports.sandbox.inside.flaws import Flaws, flaws_in_order
from imports.sandbox.inside.limits import Refused
from imports.spreadsheet.book import Fault, Row
from imports.spreadsheet.reasons import Unreadable
from tests.imports.files import package, parts, workbook
from tests.imports.old_files import (
    SECTOR,
    chart,
    error_cell,
    error_formula,
    hidden_row,
    ods,
    ods_cell,
    ods_row,
    ods_table,
    xls,
)
from web.sandbox import run as sandbox

pytestmark = pytest.mark.slow

SAYS = [["Họ tên", "Năm sinh"], ["Nguyễn Văn Ửng", "1962"]]


def read_rows(path):
    return [list(row.cells) for row in run.read(path).sheets[0].rows]


def refusal(path):
    with pytest.raises(Unreadable) as refused:
        run.read(path)
    return str(refused.value.reason)


def test_a_workbook_is_read_with_its_kinds_of_cells(tmp_path):
    path = tmp_path / "tep.bin"  # the name says nothing
    book = xlsxwriter.Workbook(str(path))
    sheet, day = book.add_worksheet("Hộ"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row("B3", ["Lê  Thị\nB", 1962, 1.5, True])
    sheet.write_datetime("F3", date(2026, 4, 3), day)
    sheet.write_number("G3", 905123456)
    sheet.write_string("H3", "0905123456")
    book.close()
    found = run.read(path)
    assert (found.kind, [s.name for s in found.sheets]) == ("xlsx", ["Hộ"])
    assert list(found.sheets[0].rows) == [
        Row(3, [None, "Lê Thị\nB", 1962, 1.5, True, date(2026, 4, 3), 905123456, "0905123456"])
    ]


def test_cells_without_a_value_are_never_blanks(tmp_path):
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=1+1", None, 2)
    sheet.write_formula("B1", "=A9", None, "")
    sheet.write_formula("C1", "=1/0", None, "#DIV/0!")
    sheet.write_string("D1", "x")
    book.close()
    assert read_rows(path) == [[2, Fault.FORMULA, Fault.ERROR, "x"]]


def test_a_formula_that_gave_empty_text_is_a_blank(tmp_path):
    cells = (
        '<row r="1"><c r="A1" t="str"><f>IF(B1="","",1)</f><v></v></c><c r="B1"><v>1</v></c></row>'
    )
    assert read_rows(package(tmp_path / "a.xlsx", parts(cells))) == [[None, 1]]


def test_merged_cells_are_filled_where_a_row_holds_something(tmp_path):
    rows = [["Thôn A", "x"], [None, "y"], [None, None], ["Thôn B", "z"]]
    path = workbook(tmp_path / "a.xlsx", rows, merged=[(0, 0, 2, 0)])
    assert read_rows(path) == [["Thôn A", "x"], ["Thôn A", "y"], ["Thôn B", "z"]]
    assert [row.shared for row in run.read(path).sheets[0].rows] == [{0}, {0}, set()]


def test_hidden_rows_and_sheets_are_marked(tmp_path):
    path = workbook(tmp_path / "a.xlsx", SAYS, hidden_rows=[1], hidden_sheet=True)
    found = run.read(path)
    assert [row.is_hidden for row in found.sheets[0].rows] == [False, True]
    assert [sheet.is_hidden for sheet in found.sheets] == [False, True]


@pytest.mark.parametrize(
    ("kind", "content"), [("xls", xls(SAYS)), ("ods", ods(ods_table(SAYS)))], ids=["xls", "ods"]
)
def test_other_workbooks_are_read_too(tmp_path, kind, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert run.read(path).kind == kind
    assert read_rows(path) == SAYS


@pytest.mark.parametrize("small", [False, True], ids=["large", "small"])
@pytest.mark.parametrize("record", [error_cell, error_formula])
def test_in_an_old_workbook_the_one_cell_is_flawed_and_no_other(tmp_path, record, small):
    path = tmp_path / "a.xls"
    path.write_bytes(xls(SAYS, more=record(3, 1) + hidden_row(1), small=small))
    rows = run.read(path).sheets[0].rows
    assert [(row.number, row.cells, row.is_hidden) for row in rows] == [
        (1, SAYS[0], False),
        (2, SAYS[1], True),
        (4, [None, Fault.ERROR], False),
    ]


def test_what_stands_in_a_chart_of_an_old_workbook_is_no_cell(tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(xls(SAYS, more=chart(error_cell(0, 0)) + error_cell(1, 0)))
    assert read_rows(path) == [SAYS[0], [Fault.ERROR, SAYS[1][1]]]


def test_an_old_workbook_that_does_not_lead_to_its_errors_is_refused(monkeypatch):
    fine, wrong = xls(SAYS), xls(SAYS, more=error_cell(2, 0))
    assert flaws_in_order(wrong, 1)[0].cells == {(2, 0): "error"}
    # Of two sheets it names one; its records have no end; its table leads in a circle.
    circle = wrong[: SECTOR + 8] + b"\x02\0\0\0" + wrong[SECTOR + 12 :]
    endless = xls(SAYS, more=error_cell(2, 0), ended=False)
    for data, sheets in ((wrong, 2), (endless, 1), (circle, 1)):
        with pytest.raises(Refused, match="errors"):
            flaws_in_order(data, sheets)
    assert flaws_in_order(fine, 2) == [Flaws(), Flaws()]
    monkeypatch.setattr(flaws, "MOST_RECORDS", 3)
    with pytest.raises(Refused, match="errors"):
        flaws_in_order(wrong, 1)


# How programs, old and new, write a formula whose result is an error, or that has no result yet.
NEW = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
OLD = 'office:value-type="float" office:value="0"'
GAP = '<table:table-cell table:number-columns-repeated="2"/>'


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (ods_cell(NEW, says="#DIV/0!"), Fault.ERROR),
        (ods_cell(NEW), Fault.ERROR),
        (ods_cell(OLD, says="#REF!"), Fault.ERROR),
        (ods_cell(OLD, says="Err:502"), Fault.ERROR),
        (ods_cell(), Fault.FORMULA),
        (ods_cell(OLD, says="0"), 0),
        (ods_cell('office:value-type="string"', says="#1 Phú Hội"), "#1 Phú Hội"),
        ("#N/A", "#N/A"),
    ],
)
def test_in_an_ods_the_one_cell_is_flawed_and_no_other(tmp_path, cell, found):
    path = tmp_path / "a.ods"
    path.write_bytes(ods(ods_row(GAP, times=3) + ods_row(GAP, cell, "x") + ods_row("y")))
    rows = run.read(path).sheets[0].rows
    assert [(row.number, row.cells) for row in rows] == [(4, [None, None, found, "x"]), (5, ["y"])]


def test_repeated_cells_and_rows_of_an_ods_are_flawed_where_they_stand(tmp_path):
    path = tmp_path / "a.ods"
    inner = f"<table:table-cell><table:table>{ods_row(ods_cell())}</table:table></table:table-cell>"
    covered = ods_cell(NEW).replace("table-cell", "covered-table-cell")
    path.write_bytes(
        ods(
            ods_row(ods_cell(NEW, times=2), covered, "x", times=2)
            + ods_row(inner, "y")
            + ods_row("z", ods_cell(NEW))
            + ods_row(GAP, times=1_040_000)
        )
    )
    error = Fault.ERROR
    rows = read_rows(path)
    assert rows[:2] == [[error, error, error, "x"]] * 2
    assert rows[-1] == ["z", error]
    assert not any(Fault.FORMULA in row for row in rows)


def test_hidden_rows_of_an_ods_are_marked(tmp_path):
    path = tmp_path / "a.ods"
    rows = ods_row("a") + ods_row("b", hidden=True, times=2) + ods_row("c")
    path.write_bytes(ods(rows + ods_row(GAP, hidden=True, times=1_040_000)))
    found = [(row.cells[0], row.is_hidden) for row in run.read(path).sheets[0].rows]
    assert found == [("a", False), ("b", True), ("b", True), ("c", False)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (ods_row(ods_cell(NEW), times=200_000), "#N/A"),
        (ods_row("a", ods_cell(NEW, times=16_384)), "200 cột"),
        (ods_row("a", ods_cell(NEW, times=-4)), "hỏng"),
        (ods_row("a", times=0), "hỏng"),
    ],
)
def test_an_ods_whose_errors_have_no_end_is_refused(tmp_path, rows, words):
    path = tmp_path / "a.ods"
    path.write_bytes(ods(rows))
    assert words in refusal(path)


def test_rows_may_be_asked_for_one_by_one_and_leave_nothing_behind(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", [[n] for n in range(1, 8)])
    monkeypatch.setattr(run.tempfile, "tempdir", str(tmp_path))
    rows = run.read(path).sheets[0].rows
    assert list(tmp_path.iterdir()) == [path]
    assert len(rows) == 7
    assert (rows[2].cells, rows[-1].cells) == ([3], [7])
    assert [row.cells for row in rows[1:3]] == [[2], [3]]
    assert [a.cells + b.cells for a, b in zip(rows, rows, strict=True)][3] == [4, 4]


def test_the_numbers_of_rows_are_known_without_their_cells(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["a"], [], [1, 2], [], [], ["b"]])
    rows = run.read(path).sheets[0].rows
    assert list(rows.numbers()) == [row.number for row in rows] == [1, 3, 6]


@pytest.mark.parametrize("text", ["Lê Hoa", "", "x", "0905 111 222", "Thôn 3 (cũ)", "a-b/c"])
def test_a_text_of_which_nothing_changes_is_handed_on(text):
    assert out._is_tidy(text)
    assert out._text(text) == (text or None)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Lê  Hoa ", "Lê Hoa"),
        (unicodedata.normalize("NFD", "Lê Hoà"), "Lê Hoà"),
        ("Lê\u00a0Hoa", "Lê Hoa"),
        ("Lê\u200bHoa\x01", "LêHoa"),
        ("a \n b", "a\nb"),
        ("thë \xadng", "thë \xadng"),
        ("  ", None),
    ],
)
def test_any_other_text_is_put_in_order(text, kept):
    assert out._text(text) == kept


def test_long_rows_are_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "_PIECE", 7)
    path = workbook(tmp_path / "a.xlsx", [["Đ" * 50, n] for n in range(5)])
    assert read_rows(path) == [["Đ" * 50, n] for n in range(5)]
    assert run.read(path).sheets[0].rows[3].cells[1] == 3


def windows_1258(text):
    marks = "\u0300\u0301\u0303\u0309\u0323"
    plain = unicodedata.normalize("NFD", text)
    kept = unicodedata.normalize("NFC", "".join("\0" + c if c in marks else c for c in plain))
    return kept.replace("\0", "").encode("cp1258")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("utf-8", str.encode),
        ("utf-8", lambda text: unicodedata.normalize("NFD", text).encode()),
        ("utf-8-sig", lambda text: text.encode("utf-8-sig")),
        ("utf-16", lambda text: text.encode("utf-16")),
        ("utf-16-le", lambda text: text.encode("utf-16-le")),
        ("windows-1258", windows_1258),
    ],
)
def test_text_files_are_read_in_any_encoding(tmp_path, encoding, encode, separator):
    path = tmp_path / "a.xlsx"
    path.write_bytes(encode("\r\n".join(separator.join(row) for row in SAYS)))
    assert read_rows(path) == SAYS
    assert run.read(path).encoding == encoding


def test_a_page_of_before_unicode_is_judged_by_its_words_not_by_its_tags(tmp_path):
    path = tmp_path / "a.xls"
    cells = ("Họ tên", "Năm sinh", "Nguyễn Thị Sáu")
    page = "<table><tr>" + "".join(f"<td>{one}</td>" for one in cells) + "</tr></table>"
    path.write_bytes(windows_1258(page))
    assert read_rows(path) == [list(cells)]
    assert run.read(path).encoding == "windows-1258"


@pytest.mark.parametrize("name", ["NguyÔn V¨n Hïng", "Nguyeãn Vaên Huøng"])
def test_old_fonts_in_a_text_file_are_kept_as_they_are_for_who_converts_them(tmp_path, name):
    path = tmp_path / "a.csv"
    path.write_bytes(f"Ho ten,Nam sinh\n{name},1962".encode("cp1252"))
    assert run.read(path).encoding == "windows-1252"
    assert read_rows(path)[1] == [name, "1962"]


def test_damaged_utf_8_is_not_read_as_something_older(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("Họ tên,Thôn\nNguyễn Văn Ửng,Phú Hội".encode()[:-2])
    assert "Không đọc được chữ" in refusal(path)


def test_commas_within_cells_are_no_separators(tmp_path):
    path = tmp_path / "a.csv"
    rows = ["TT\tHọ tên\tQuyết định\tNăm sinh"]
    rows += [f'{n}\t"Lê Một\n"\t12/QĐ-UBND, 3/4/2025\t1980' for n in range(1, 9)]
    path.write_text("\n".join(rows), encoding="utf-8")
    assert [len(row) for row in read_rows(path)] == [4] * 9


def test_a_separator_that_excel_names_is_taken(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=;\r\nHọ, tên;Năm sinh\r\nA, B;1962")
    assert read_rows(path) == [["Họ, tên", "Năm sinh"], ["A, B", "1962"]]


LOL = '<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;">]>'
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không có dòng nào"),
        (b"\n\n", "không có dòng nào"),
        (b"%PDF-1.4", "tệp PDF"),
        (b"\xff\xd8\xff\xe0" + b"x" * 90, "tệp ảnh"),
        (b"<html><table><tr><td>1", "trang web"),
        (b'<?xml version="1.0"?><office:document office:version="1.3"/>', "không phải bảng tính"),
        (b"PK\x03\x04" + b"x" * 99, "hỏng"),
        (OLE + b"\0" * 600, "hỏng"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"a\x00\x01b,c\nd" * 9, "bảng tính"),
    ],
)
def test_what_is_no_workbook_is_named(tmp_path, content, words):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert words in refusal(path)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (parts(ROW, head=LOL), "khai báo lạ"),
        (parts(ROW, extra={"xl/vbaProject.bin": "x"}), "macro"),
        (parts(ROW, extra={"xl/externalLinks/externalLink1.xml": "<x/>"}), "tệp khác"),
        (parts(ROW, extra={"xl/media/a.bmp": b"\0" * 9_000_000}), "lớn bất thường"),
        (parts(ROW, extra={f"xl/a{n}": "" for n in range(2001)}), "2.006 phần"),
        (parts(""), "không có dòng nào"),
        ({"word/document.xml": "<x/>"}, "Word"),
        ({"a.txt": "x"}, "tệp nén"),
        (parts('<row r="1"><c r="XFD1"><v>1</v></c></row>' + ROW), "200 cột"),
    ],
)
def test_packages_that_would_do_harm_are_refused(tmp_path, made, words):
    assert words in refusal(package(tmp_path / "a.xlsx", made))


def test_a_file_over_the_limits_is_refused(tmp_path, settings):
    path = workbook(tmp_path / "a.xlsx", SAYS)
    settings.IMPORT_MAX_ROWS = 1
    assert "hơn 1 dòng" in refusal(path)
    settings.IMPORT_MAX_BYTES = 100
    assert "lớn hơn 0 MB" in refusal(path)


@pytest.mark.usefixtures("own_process")
def test_the_reader_is_ended_when_it_takes_too_much(tmp_path, monkeypatch):
    path = workbook(tmp_path / "a.xlsx", SAYS)
    monkeypatch.setattr(run, "CAGE", replace(run.CAGE, wait=0.01))
    assert "quá lâu" in refusal(path)
    monkeypatch.setattr(run, "CAGE", replace(run.CAGE, wait=50))
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000"><c r="ZZ1000000"><v>1</v></c></row>'
    assert "bộ nhớ" in refusal(package(tmp_path / "b.xlsx", parts(far)))


@pytest.mark.usefixtures("own_process")
def test_the_reader_does_not_know_our_secrets(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a-secret")
    seen = {}
    real = sandbox.subprocess.Popen

    def spy(command, **how):
        seen.update(how)
        return real(command, **how)

    monkeypatch.setattr(sandbox.subprocess, "Popen", spy)
    run.read(workbook(tmp_path / "a.xlsx", SAYS))
    assert "SECRET_KEY" not in seen["env"]


def test_what_reads_strangers_bytes_knows_nothing_of_django():
    modules = "kinds, old_xml, out, page, text, workbook"
    code = (
        f"import sys; from imports.sandbox.inside import {modules}; print('django' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
