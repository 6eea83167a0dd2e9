"""Three reports as Word, PDF and data: every number of one stands in the others, and in no other way."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from periodic.content import Source, Value
from periodic.documents.exports.pdf import pdf
from periodic.documents.exports.word import word
from periodic.documents.exports.workbook import workbook
from periodic.documents.rules import annex
from periodic.documents.rules.paper import paper_of
from tests.book_looks import looks
from tests.pdf_text import words_of_pdf
from tests.periodic.documents.contents import ad_hoc, commune_month, province_quarter
from tests.periodic.documents.reading import (
    numbers_in,
    pages_of_pdf,
    tables_of_word,
    words_of_word,
)

GOLDEN = {"commune": commune_month, "province": province_quarter, "ad_hoc": ad_hoc}
DAY = re.compile(r"\d\d/\d\d/\d{4}")
golden = pytest.mark.parametrize("content", [each() for each in GOLDEN.values()], ids=GOLDEN)


def squeezed(words):
    return "".join(words.replace("\u00a0", " ").split())


def indicators(content):
    """Return the rows of the two tables of indicators by their names."""
    return {row[1]: row for table in tables_of_word(word(content))[:2] for row in table}


@golden
def test_every_cell_of_the_paper_stands_in_the_tables_of_the_word_file(content):
    paper = paper_of(content)
    tables = [table for section in paper.sections for table in section.tables]
    expected = [
        [
            [head.words for head in table.heads],
            *([cell.words for cell in row] for row in table.rows),
        ]
        for table in (*tables, *paper.annexes)
    ]
    assert tables_of_word(word(content)) == expected


@golden
def test_the_pdf_says_what_the_word_file_says(content):
    drawn = squeezed(words_of_pdf(pdf(content)))
    missing = [line for line in words_of_word(word(content)) if squeezed(line) not in drawn]
    assert missing == []


@golden
def test_every_number_of_the_paper_is_a_number_of_the_workbook(content):
    tables = {
        "Tổng hợp": [table for section in paper_of(content).sections for table in section.tables],
        "Từng đơn vị": [annex.spread(content)],
        "Giải thích": [annex.definitions(content)],
    }
    book = CalamineWorkbook.from_filelike(BytesIO(workbook(content)))
    assert book.sheet_names == list(tables)
    for name, expected in tables.items():
        rows = book.get_sheet_by_name(name).to_python()
        for table in expected:
            at = rows.index(padded([head.words for head in table.heads], rows))
            read = rows[at + 1 : at + 1 + len(table.rows)]
            assert read == [padded([seen(cell) for cell in row], rows) for row in table.rows]


def padded(cells, rows):
    """Make a row as long as those of its sheet."""
    return [*cells, *[""] * (max(map(len, rows)) - len(cells))]


def seen(cell):
    """Return what a workbook gives back for a cell."""
    return cell.words if cell.number is None else float(cell.number)


def test_n_and_whole_and_percentage_stand_in_columns_of_their_own():
    table = annex.spread(commune_month())
    heads = [head.words for head in table.heads]
    at = heads.index("Hộ đạt năm kỹ năng")
    assert heads[at + 1 : at + 3] == [
        "Hộ đạt năm kỹ năng: trên tổng số",
        "Hộ đạt năm kỹ năng: tỷ lệ (%)",
    ]
    assert [cell.number for cell in table.rows[-1][at : at + 3]] == [5712, 11536, 49.5]


def test_a_workbook_is_ready_for_paper():
    with zipfile.ZipFile(BytesIO(workbook(province_quarter()))) as archive:
        main, units = (
            archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)
        )
        names = archive.read("xl/workbook.xml").decode()
    for sheet in (main, units):
        assert 'paperSize="9"' in sheet
        assert "Trang &amp;P/&amp;N" in sheet
    # Broken by columns; letters of eleven points have nine at that scale.
    assert 'scale="82"' in units
    assert "<colBreaks" in units
    assert "'Từng đơn vị'!$A:$B" in names
    assert 'state="frozen"' in units


@golden
def test_nothing_runs_out_of_the_tables_of_a_workbook_and_makes_its_letters_smaller(content):
    for sheet in looks(workbook(content)):
        assert sheet.faults(is_table=False) == [], sheet.name
        assert [one for one in sheet.cells if not (one.is_ruled or one.wraps)] == [], sheet.name


def test_what_came_late_begins_a_page_with_its_caption():
    with zipfile.ZipFile(BytesIO(workbook(commune_month()))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    (at,) = re.findall(r'<rowBreaks count="1" manualBreakCount="1"><brk id="(\d+)"', sheet)
    # A sheet that is fitted to its page breaks none where it is told to.
    assert "fitToPage" not in sheet
    rows = CalamineWorkbook.from_filelike(BytesIO(workbook(commune_month())))
    caption = rows.get_sheet_by_name("Tổng hợp").to_python(skip_empty_area=False)[int(at)][0]
    assert caption.startswith("3. Bổ sung kỳ trước")


@golden
def test_the_same_content_gives_the_same_bytes(content):
    assert word(content) == word(content)
    assert pdf(content) == pdf(content)
    assert workbook(content) == workbook(content)


@golden
def test_a_sheet_ends_where_it_is_signed(content):
    """What stood below the place to sign was printed on a page of its own."""
    book = CalamineWorkbook.from_filelike(BytesIO(workbook(content)))
    for sheet in book.sheet_names[: 2 if content.rows else 1]:
        assert "(Ký, đóng dấu, ghi rõ họ tên)" in book.get_sheet_by_name(sheet).to_python()[-1]


@golden
def test_every_number_of_the_sentences_is_a_number_of_the_tables(content):
    paper = paper_of(content)
    tables = [*(table for one in paper.sections for table in one.tables), *paper.annexes]
    cells = " ".join(cell.words for table in tables for row in table.rows for cell in row)
    heads = " ".join(head.words for table in tables for head in table.heads)
    said = DAY.sub("", " ".join(content.sentences))
    assert numbers_in(said) - numbers_in(f"{cells} {heads}") == set()


def test_values_of_the_content_stand_in_its_row():
    content = commune_month()
    rows = tables_of_word(word(content))[0]
    assert rows[0] == [
        *("TT", "Chỉ tiêu", "Đơn vị tính", "14/10/2026", "14/11/2026"),
        *("Trên tổng số", "Tỷ lệ (%)", "Tăng, giảm"),
    ]
    by_name = {row[1]: row for row in rows}
    surveyed, before = content.total.values["surveyed"], content.previous.values["surveyed"]
    assert (surveyed.n, surveyed.of, before.n) == (10668, 11536, 10287)
    assert by_name["Hộ đã khảo sát"][3:] == ["10.287", "10.668", "11.536", "92,5", "+381"]


def test_blank_is_not_zero_and_no_source_says_so():
    rows = indicators(commune_month())
    assert rows["Điểm phát Wi-Fi công cộng"][4:] == ["chưa có nguồn", "", "", ""]
    assert rows["Kinh phí"][3:] == ["337,5", "chưa có số", "", "", ""]


def test_without_a_report_before_nothing_is_compared():
    heads = tables_of_word(word(ad_hoc()))[0][0]
    assert heads == ["TT", "Chỉ tiêu", "Đơn vị tính", "20/11/2026", "Trên tổng số", "Tỷ lệ (%)"]


def test_units_that_did_not_send_are_marked_and_explained():
    said = words_of_word(word(province_quarter(communes=3)))
    assert "Tổng hợp từ 1/3 đơn vị đã gửi báo cáo; của đơn vị chưa gửi, số được lấy từ sổ." in said
    assert "1.236*" in said
    assert any(line.startswith("* Đơn vị chưa gửi báo cáo, số lấy từ sổ.") for line in said)


def test_a_draft_and_invented_numbers_say_so_and_a_sent_one_has_its_code():
    assert "(Bản nháp, chưa gửi)" in words_of_word(word(ad_hoc()))
    assert "(Số liệu minh họa)" in words_of_word(word(province_quarter(communes=1)))
    stamp = paper_of(commune_month()).stamp
    assert stamp.startswith(
        "Biểu mẫu: Báo cáo tháng, bản 3. Gửi lúc 09:12 ngày 16/11/2026, người gửi"
    )
    changed = replace(commune_month(), unit="Xã khác")
    assert paper_of(changed).stamp != stamp


def test_definitions_stand_as_they_were_sent():
    columns = tuple(
        replace(one, definition=f"Nghĩa của {one.key}.") for one in commune_month().columns
    )
    said = words_of_word(word(commune_month(columns=columns)))
    assert [
        one.key for one in columns if not any(f"Nghĩa của {one.key}." in line for line in said)
    ] == []


def test_wide_tables_lie_across_and_no_column_is_lost():
    sizes = pages_of_pdf(pdf(commune_month()))
    assert sizes[0] == (595, 842)
    assert sizes[-1] == (842, 595)
    heads = [table[0] for table in tables_of_word(word(commune_month()))][3:-1]
    assert len(heads) > 1
    assert all(head[:2] == ["TT", "Đơn vị"] for head in heads)
    counted = [
        one for one in commune_month().columns if not one.is_text and one.source != Source.NONE
    ]
    assert sum(len(head) - 2 for head in heads) == len(counted)


def test_a_long_text_of_many_lines_and_hostile_letters_comes_out_to_the_letter():
    texts = {"difficulties": "Dòng một <b>&amp;\nDòng hai {{ 7*7 }}", "proposals": ""}
    made = commune_month(texts=texts)
    for line in ("Dòng một <b>&amp;", "Dòng hai {{ 7*7 }}"):
        assert line in words_of_word(word(made))
        assert squeezed(line) in squeezed(words_of_pdf(pdf(made)))
    assert not [line for line in words_of_word(word(made)) if line.startswith("III.")]


def test_a_typed_number_with_decimals_is_written_with_a_comma():
    total = replace(commune_month().total, values={"money": Value(1234.5, of=None)})
    rows = indicators(commune_month(total=total))
    assert rows["Kinh phí"][4] == "1.234,5"
