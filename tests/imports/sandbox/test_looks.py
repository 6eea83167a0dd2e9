"""How cells look comes out of the sandbox with them: fills, comments, letters, hidden columns, merged areas."""

import gzip
import io
import json
import zipfile

import pytest
import xlsxwriter

from imports.sandbox import copies, run
from imports.sandbox.inside.styles import styles_of
from imports.spreadsheet.book import PLAIN, Fault, Look
from tests.imports.files import package, parts, zipped
from tests.imports.papers import citizen

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

GREEN = "#92D050"


def cell(text, style="", inside=""):
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell{named} office:value-type="string">{inside}<text:p>{text}</text:p></table:table-cell>'


def ods(path, body, styles=""):
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="A">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    made = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    return package(path, made)


def workbook(path):
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("A")
        look = book.add_format({"bg_color": "#92D050", "bold": True})
        sheet.write_row(0, 0, ["Họ tên", "DVC", "Số CCCD"])
        for row in range(1, 5):
            sheet.write_row(row, 0, [f"Lê {row}", "x", citizen(row)])
        sheet.write(1, 0, "Lê 1", look)
        sheet.write_blank(2, 3, None, look)
        sheet.write(3, 0, "Lê 3", book.add_format({"font_strikeout": True, "bg_color": "#FFFFFF"}))
        sheet.write_comment("B3", f"chưa biết, CCCD {citizen(9)}", {"author": "UBND"})
        sheet.write_comment("C3", "ẩn")
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.merge_range(5, 0, 6, 1, "Cộng")
    return path


def test_of_an_xlsx(tmp_path):
    (sheet,) = run.read(workbook(tmp_path / "a.xlsx")).sheets
    looks = {row.number: dict(row.looks) for row in sheet.rows}
    assert looks[2] == {0: Look("#92D050", bold=True)}
    assert looks[3][3] == Look("#92D050", bold=True)
    assert looks[3][1].comment.startswith("chưa biết, CCCD ")
    assert citizen(9) not in looks[3][1].comment
    assert 2 not in looks[3], "a comment beside what is not kept goes with it"
    assert looks[4] == {0: Look(struck=True)}
    assert sheet.rows[0].look(7) is PLAIN
    assert (sheet.hidden_columns, sheet.comments) == ({1}, 2)
    assert sheet.merged == [(6, 0, 7, 1)]


def test_a_copy_keeps_them(tmp_path):
    book = run.read(workbook(tmp_path / "a.xlsx"))
    again = copies.unpack(io.BytesIO(copies.pack(book)))
    for one, other in zip(book.sheets, again.sheets, strict=True):
        assert [dict(row.looks) for row in one.rows] == [dict(row.looks) for row in other.rows]
        assert (one.hidden_columns, one.merged, one.flaws) == (
            other.hidden_columns, other.merged, other.flaws,
        )  # fmt: skip
    assert copies.pack(again) == copies.pack(book)


def test_a_copy_of_before_is_read():
    row = b'[2, ["x"], false, []]\n'
    sheet = {
        "name": "A",
        "begin": 0,
        "end": len(row),
        "hidden": False,
        "cut": {},
        "hidden_numbers": 0,
    }
    told = json.dumps({"kind": "xlsx", "encoding": "", "sheets": [sheet]}).encode()
    (kept,) = copies.unpack(io.BytesIO(gzip.compress(told + b"\n" + row))).sheets[0].rows
    assert (kept.cells, dict(kept.looks)) == (["x"], {})


def test_colours_by_number_and_theme_and_a_comment_without_its_author(tmp_path):
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor indexed="13"/></patternFill></fill>'
        '<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.8"/></patternFill></fill>'
        '<fill><patternFill patternType="solid"><fgColor theme="0"/></patternFill></fill></fills>'
        '<cellXfs><xf fontId="0" fillId="0"/><xf fontId="0" fillId="1"/><xf fontId="0" fillId="2"/>'
        '<xf fontId="0" fillId="3"/></cellXfs></styleSheet>'
    )
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>UBND xã</author></authors><commentList><comment ref="A1" '
        'authorId="0"><text><r><t>UBND xã:</t></r><r><t>\nbiết rồi</t></r></text></comment></commentList></comments>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/comments" Target="../comments1.xml"/></Relationships>'
    )
    cells = "".join(f'<c r="{at}1" s="{n}"><v>1</v></c>' for n, at in enumerate("ABCD"))
    extra = {"xl/styles.xml": styles, "xl/comments1.xml": comments}
    extra["xl/worksheets/_rels/sheet1.xml.rels"] = relations
    path = package(tmp_path / "a.xlsx", parts(f'<row r="1">{cells}</row>', extra=extra))
    (row,) = run.read(path).sheets[0].rows
    assert dict(row.looks) == {
        0: Look(comment="biết rồi"), 1: Look("#FFFF00"), 2: Look("#DAE3F3"),
    }  # fmt: skip


@pytest.mark.parametrize("broken", ["<styleSheet><fills><fill>", "<styleSheet><cellXfs><xf fillId='x'/></cellXfs></styleSheet>"])  # fmt: skip
def test_of_styles_that_cannot_be_read_there_are_none(broken):
    with zipfile.ZipFile(io.BytesIO(zipped({"xl/styles.xml": broken}))) as archive:
        assert styles_of(archive) == {}


def test_of_an_ods(tmp_path):
    styles = (
        '<style:style style:name="g" style:family="table-cell"><style:table-cell-properties fo:background-color="#92d050"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="s" style:family="table-cell" style:parent-style-name="g">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    note = "<office:annotation><dc:creator>Lê</dc:creator><text:p>biết</text:p><text:p>rồi</text:p></office:annotation>"
    body = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        f"<table:table-row>{cell('a', 'g')}{cell('b', 's')}{cell('c', inside=note)}"
        '<table:table-cell table:style-name="g" table:number-columns-repeated="2"/></table:table-row>'
    )
    (sheet,) = run.read(ods(tmp_path / "a.ods", body, styles)).sheets
    (row,) = sheet.rows
    assert row.cells == ["a", "b", "c"]
    green = Look("#92D050", bold=True)
    assert dict(row.looks) == {
        0: green, 1: Look("#92D050", bold=True, struck=True), 2: Look(comment="biết rồi"), 3: green, 4: green,
    }  # fmt: skip
    assert sheet.hidden_columns == {1, 2}


OLD = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="g"><Font ss:Bold="1"/>'
    '<Interior ss:Color="#92D050" ss:Pattern="Solid"/></Style></Styles><Worksheet ss:Name="Hộ"><Table>'
    '<Column/><Column ss:Hidden="1"/>'
    '<Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">Danh sách</Data></Cell></Row>'
    '<Row ss:Hidden="1"><Cell ss:StyleID="g"><Data ss:Type="String">Lê &amp; A</Data><Comment><Data>biết</Data></Comment></Cell>'
    '<Cell ss:Index="3"><Data ss:Type="Number">1962</Data></Cell>'
    '<Cell><Data ss:Type="DateTime">2026-03-01T00:00:00.000</Data></Cell><Cell ss:Formula="=1+1"/></Row>'
    "</Table></Worksheet></Workbook>"
)


def test_of_the_xml_of_excel_2003(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(OLD)
    book = run.read(path)
    (sheet,) = book.sheets
    first, second = sheet.rows
    assert (book.kind, sheet.name, first.number, first.cells) == ("xml", "Hộ", 3, ["Danh sách", "Danh sách"])  # fmt: skip
    assert (second.number, second.is_hidden) == (4, True)
    assert (second.cells[0], second.cells[2], str(second.cells[3]), second.cells[4]) == (
        "Lê & A", 1962, "2026-03-01", Fault.FORMULA,
    )  # fmt: skip
    assert dict(second.looks) == {0: Look("#92D050", "biết", bold=True)}
    assert (sheet.hidden_columns, sheet.merged, sheet.flaws) == ({1}, [(3, 0, 3, 1)], [(4, "formula", 4, 4, 1)])  # fmt: skip


PAGE = (
    "<html><head><title>x</title><style>td {}</style></head><body><h3>DANH S&Aacute;CH</h3><table>"
    '<tr><td colspan="2">Hộ</td><td rowspan=2>Thôn<br>A</td></tr><tr><td>\n  Lê\n A</td><td>0905</td></tr>'
    '<tr></tr><tr style="display:none"><td>ẩn</td></tr></table></body></html>'
)


def test_of_a_web_page(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(PAGE)
    book = run.read(path)
    rows = book.sheets[0].rows
    assert book.kind == "html"
    assert [(row.number, row.cells, row.is_hidden) for row in rows] == [
        (1, ["DANH SÁCH"], False),
        (2, ["Hộ", "Hộ", "Thôn\nA"], False),
        (3, ["Lê A", "0905", "Thôn\nA"], False),
        (5, ["ẩn"], True),
    ]
    assert rows[2].shared == {2}
    assert book.sheets[0].merged == [(2, 0, 2, 1), (2, 2, 3, 2)]


def test_a_blank_cell_over_two_rows_of_a_web_page_leaves_no_room_below(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(
        "<table><tr><td rowspan=2>STT<td rowspan=2><td colspan=2>KN<tr><td>1<td>2<tr><td>7<td>x<td>y</table>"
    )
    rows = run.read(path).sheets[0].rows
    assert [row.cells for row in rows] == [
        ["STT", None, "KN", "KN"],
        ["STT", None, "1", "2"],
        ["7", "x", "y"],
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (OLD.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "A">]><Workbook'), "entities"),
        (OLD[:-30], "broken"),
        ("<html><p>Không có bảng nào</p></html>", "web_page"),
        ("MIME-Version: 1.0\nX-Document-Type: Workbook\n", "web_page"),
        ("<table>" + "<tr>" + "<td>x</td>" * 201 + "</table>", "columns"),
        ("<table>" + "<tr><td rowspan=9999999 colspan=9999999>x</td></tr></table>", "columns"),
        (OLD.replace('ss:Index="3"><Data', 'ss:Index="9999"><Data'), "columns"),
    ],
)
def test_what_is_none_of_them_is_refused(tmp_path, content, why):
    path = tmp_path / "a.xls"
    path.write_text(content)
    with pytest.raises(run.Unreadable) as refused:
        run.read(path)
    assert refused.value.why == why


def test_formulas_that_a_program_wrote_without_results_are_told_from_blanks(tmp_path):
    formula = '<c r="{}" t="str"><f>{}</f><v></v></c>'
    cells = formula.format("A1", '"Lê"&amp;" A"') + formula.format("B1", "TRIM(C1)")
    path = package(tmp_path / "a.xlsx", parts(f'<row r="1">{cells}<c r="C1"><v>1</v></c></row>'))
    (sheet,) = run.read(path).sheets
    assert list(sheet.rows[0].cells) == [Fault.FORMULA, Fault.FORMULA, 1]
    assert sheet.flaws == [(0, "formula", 1, 1, 1), (1, "formula", 1, 1, 1)]


def test_the_last_cells_of_a_sheet_are_seen_wherever_a_piece_ends(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        green = book.add_format({"bg_color": GREEN})
        for row in range(4000):
            sheet.write(row, 0, f"Lê {row}")
            sheet.write_blank(row, 1, None, green)
            sheet.write_blank(row, 2, None, green)
    rows = run.read(path).sheets[0].rows
    assert all(row.look(1).fill == row.look(2).fill == GREEN for row in rows)
