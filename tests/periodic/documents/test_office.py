"""Who issues a paper, who signs it, to whom it goes; number, day and signature are blank."""

from io import BytesIO

import docx
import pytest

from periodic.documents.exports.pdf import pdf
from periodic.documents.exports.word import word
from periodic.documents.rules.office import date_line, office_of
from tests.pdf_text import words_of_pages
from tests.periodic.documents.contents import ad_hoc, commune_month, province_quarter
from tests.periodic.documents.reading import words_of_word


def test_a_commune_reports_to_the_department_of_its_province():
    office = office_of(commune_month())
    assert (office.above, office.name) == ("ỦY BAN NHÂN DÂN", "XÃ TUY AN ĐÔNG")
    assert office.signs == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert office.receivers == ("- Sở Khoa học và Công nghệ tỉnh Đắk Lắk;", "- Lưu: VT.")
    assert office.place.startswith("Tuy An Đông, ngày ")


def test_a_commune_of_the_old_map_reports_to_its_district():
    above = ("Huyện Tuy An", "Tỉnh Phú Yên", "Việt Nam")
    content = commune_month(above=above, begins_on="2024-09-15", ends_on="2024-10-14")
    assert office_of(content).receivers == ("- UBND huyện Tuy An;", "- Lưu: VT.")


def test_a_district_reports_to_the_department_as_it_was_called():
    content = commune_month(
        unit="Huyện Tuy An", unit_level="district", above=("Tỉnh Phú Yên",), ends_on="2024-10-14"
    )
    office = office_of(content)
    assert office.name == "HUYỆN TUY AN"
    assert office.receivers[0] == "- Sở Thông tin và Truyền thông tỉnh Phú Yên;"


@pytest.mark.parametrize(
    ("ends_on", "name", "number", "to"),
    [
        ("2025-02-28", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "STTTT", "Bộ Thông tin và Truyền thông"),
        ("2025-03-01", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "SKHCN", "Bộ Khoa học và Công nghệ"),
    ],
)
def test_a_province_reports_by_its_department_to_the_ministry(ends_on, name, number, to):
    office = office_of(province_quarter(communes=1, ends_on=ends_on))
    assert (office.above, office.name) == ("UBND TỈNH ĐẮK LẮK", name)
    assert office.number.endswith(f"/BC-{number}")
    assert (office.receivers[0], office.signs) == (f"- {to};", ("GIÁM ĐỐC",))


@pytest.mark.parametrize(
    ("unit", "place"),
    [("Thành phố Đà Nẵng", "Đà Nẵng"), ("Phường 5", "Phường 5"), ("Đặc khu Phú Quốc", "Phú Quốc")],
)
def test_the_place_is_the_name_alone_unless_it_is_a_number(unit, place):
    assert office_of(commune_month(unit=unit)).place == date_line(place)


@pytest.mark.parametrize("level", ["commune", "COMMUNE", "3", "Xã, phường", "no level of ours"])
def test_a_level_is_known_however_it_is_written(level):
    assert office_of(commune_month(unit_level=level)).signs[1] == "CHỦ TỊCH"


def test_number_day_and_signature_are_left_blank():
    said = words_of_word(word(commune_month()))
    assert "Số:          /BC-UBND" in said
    assert date_line("Tuy An Đông") in said
    assert not any(digit.isdigit() for digit in date_line("Tuy An Đông"))


def test_the_page_is_laid_out_by_the_decree():
    document = docx.Document(BytesIO(word(commune_month())))
    first, *annexes = document.sections
    sizes = [round(one.mm) for one in (first.page_width, first.page_height)]
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert sizes == [210, 297]
    assert [round(one.mm) for one in margins] == [20, 20, 30, 15]
    assert first.different_first_page_header_footer
    # Each annex lies across and is numbered by itself.
    assert len(annexes) == 2
    assert all(one.page_width > one.page_height for one in annexes)
    assert all('<w:pgNumType w:start="1"/>' in one._sectPr.xml for one in annexes)
    assert "PAGE" in first.header._element.xml
    assert first.first_page_header._element.xml.count("instrText") == 0
    assert document.styles["Normal"].font.name == "Times New Roman"
    # Nobody's name and no program's.
    assert document.core_properties.author == ""
    assert document.core_properties.comments == ""


def test_headings_of_a_table_stand_on_each_page_and_rows_are_not_cut():
    document = docx.Document(BytesIO(word(province_quarter())))
    annex = max(document.tables, key=lambda table: len(table.rows))
    xml = annex._tbl.xml
    assert xml.count("<w:tblHeader/>") == 1
    assert xml.count("<w:cantSplit/>") == len(annex.rows)


def test_an_annex_says_with_which_paper_it_goes_and_has_a_roman_number():
    blanks = "Số:          /BC-UBND".removeprefix("Số:")
    said = words_of_word(word(commune_month()))
    assert "Phụ lục I (phần 1/2)" in said
    assert "SỐ LIỆU TỪNG ĐƠN VỊ ĐẾN HẾT NGÀY 14/11/2026" in said
    day = "ngày       tháng       năm          "
    line = f"(Kèm theo Báo cáo số{blanks} {day} của Ủy ban nhân dân xã Tuy An Đông)"
    # Over each part of the first and over the second.
    assert said.count(line) == 3
    assert "Phụ lục II" in said
    province = office_of(province_quarter(communes=1))
    assert province.goes_with.endswith("của Sở Khoa học và Công nghệ tỉnh Đắk Lắk)")


def test_an_annex_that_is_the_only_one_has_no_number():
    said = words_of_word(word(commune_month(rows=())))
    assert "Phụ lục" in said


def test_pages_of_each_annex_are_counted_from_one_and_its_first_shows_none():
    pages = words_of_pages(pdf(commune_month()))
    firsts = [lines[0] for lines in pages]
    assert firsts[:2] == ["ỦY BAN NHÂN DÂN", "2"]
    begins = [at for at, lines in enumerate(pages) if lines[0].startswith("Phụ lục")]
    assert [pages[at][0] for at in begins] == ["Phụ lục I (phần 1/2)", "Phụ lục II"]
    for first, after in zip(begins, [*begins[1:], len(pages)], strict=True):
        assert firsts[first + 1 : after] == [str(n) for n in range(2, after - first + 1)]


def test_the_end_of_a_long_table_and_the_signature_never_stand_alone():
    """Of as many rows as fill a page, one more, one less: two at least go with the sum."""
    for rows in range(13, 18):
        pages = words_of_pages(pdf(province_quarter(communes=rows)))
        for lines in (lines for lines in pages if "Tổng số" in lines):
            assert {str(rows), str(rows - 1)} <= set(lines), rows
    table = max(docx.Document(BytesIO(word(province_quarter()))).tables, key=lambda t: len(t.rows))
    kept = ["keepNext" in row._tr.xml for row in table.rows]
    # The heading, and the last rows; these with what must be known to read them.
    assert [at for at, keep in enumerate(kept) if keep] == [0, 101, 102, 103]


def test_the_signature_stands_with_what_was_said_last():
    for rows in range(13, 18):
        texts = {"difficulties": "\n".join(f"Dòng {n}" for n in range(rows))}
        pages = words_of_pages(pdf(ad_hoc(texts=texts)))
        signed = next(lines for lines in pages if "Nơi nhận:" in lines)
        assert f"Dòng {rows - 1}" in signed, rows
    # A short table that comes last goes with it, and stays on the page where there is room.
    assert "Nơi nhận:" in words_of_pages(pdf(ad_hoc()))[0]
    paragraphs = docx.Document(BytesIO(word(ad_hoc(texts=texts)))).paragraphs
    at = next(n for n, one in enumerate(paragraphs) if one.text == f"Dòng {rows - 1}")
    assert all(one.paragraph_format.keep_with_next for one in paragraphs[at : at + 2])
