"""Who issues a paper, who signs it, to whom it goes; number, day and signature are blank."""

from io import BytesIO

import docx
import pytest

from periodic.documents.exports.word import word
from periodic.documents.rules.office import date_line, office_of
from tests.periodic.documents.contents import commune_month, province_quarter
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
    first, second = document.sections
    sizes = [round(one.mm) for one in (first.page_width, first.page_height)]
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert sizes == [210, 297]
    assert [round(one.mm) for one in margins] == [20, 20, 30, 15]
    assert first.different_first_page_header_footer
    assert not second.different_first_page_header_footer
    assert second.page_width > second.page_height
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
