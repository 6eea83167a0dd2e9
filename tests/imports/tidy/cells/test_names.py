"""Names come without number, title and year; those of other peoples, and families called Ông, stay whole."""

import pytest

from imports.spreadsheet.book import Fault
from imports.tidy.cells.names import name
from imports.tidy.people.spelled import joined


@pytest.mark.parametrize(
    ("cell", "found", "more"),
    [
        ("Nguyễn Văn A", "Nguyễn Văn A", {}), ("NGUYỄN VĂN AN", "Nguyễn Văn An", {}), ("nguyễn văn an", "Nguyễn Văn An", {}),
        ("H'LINH NIÊ", "H'Linh Niê", {}), ("Y BLÔ ÊBAN", "Y Blô Êban", {}), ("h’ hoa kbuôr", "H’ Hoa Kbuôr", {}),
        ("1. Nguyễn Văn An", "Nguyễn Văn An", {}), ("12) Lê Thị Bé", "Lê Thị Bé", {}), ("3- Y Blô", "Y Blô", {}), ("4/ Y Blô", "Y Blô", {}),
        ("Ông Nguyễn Văn An", "Nguyễn Văn An", {"sex": "m"}), ("Bà Trần Thị Bé", "Trần Thị Bé", {"sex": "f"}),
        ("Hộ bà Trần Thị Bé", "Trần Thị Bé", {"sex": "f"}), ("Ông Ích Khiêm", "Ông Ích Khiêm", {}), ("Anh Đào", "Anh Đào", {}),
        ("Lê Văn An (1965)", "Lê Văn An", {"birth_year": 1965}), ("Lê Văn An SN 1965", "Lê Văn An", {"birth_year": 1965}),
        ("Lê Văn An, sinh năm 1965", "Lê Văn An", {"birth_year": 1965}), ("Lê Văn An - 1965", "Lê Văn An", {"birth_year": 1965}),
        ("Lê Văn An\n1965", "Lê Văn An", {"birth_year": 1965}), ("Lê Văn An 12/3/1965", "Lê Văn An", {"birth_year": 1965}),
        ("Lê Văn An (Tư Lúa)", "Lê Văn An (Tư Lúa)", {}), ("  Lê  Văn\u00a0An ", "Lê Văn An", {}),
    ],
)  # fmt: skip
def test_a_name_is_written_as_in_a_register(cell, found, more):
    read = name(cell)
    assert (read.value, dict(read.more)) == (found, more)


def test_a_title_counts_where_the_column_has_several():
    assert name("Ông Ích Khiêm", has_titles=True).value == "Ích Khiêm"


@pytest.mark.parametrize("cell", ["123", "?!", "A@b", "NguyÔn V¨n Hïng"])
def test_what_is_no_name_is_wrong(cell):
    assert name(cell).wrong or cell == "?!"


def test_two_columns_are_one_name_and_half_a_name_is_none():
    assert joined("Nguyễn Văn", "An") == "Nguyễn Văn An"
    assert joined(None, "An") == "An"
    assert joined("Nguyễn Văn", Fault.UNREAD) is Fault.UNREAD


@pytest.mark.parametrize(
    ("cell", "found", "more"),
    [
        ("Lê Sen (1960, 0905950101)", "Lê Sen", {"birth_year": 1960, "phone": "0905950101"}),
        ("Hồ Súng - SN 1971 - ĐT 0905 950 102", "Hồ Súng", {"birth_year": 1971, "phone": "0905950102"}),
        ("Lê An, sđt: +84905950103", "Lê An", {"phone": "0905950103"}),
    ],
)  # fmt: skip
def test_a_telephone_behind_a_name_is_no_part_of_it(cell, found, more):
    read = name(cell)
    assert (read.value, dict(read.more), read.note) == (found, more, "")


def test_other_digits_within_a_name_are_said():
    assert name("Lê An hộ 12").note
    assert not name("Lê An (1960)").note


def test_a_long_text_is_not_searched_for_what_may_stand_behind_a_name():
    assert name("Lê" + " -;" * 10_000 + "x").wrong is not None


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("Lê An - Trần Thị Bé", ("Lê An", "Lê An - Trần Thị Bé")), ("Lê An, Hồ Ca", ("Lê An", "Lê An, Hồ Ca")),
        ("Lê An và Hồ Ca", ("Lê An", "Lê An Và Hồ Ca")), ("LÊ AN VÀ HỒ CA", ("Lê An", "Lê An Và Hồ Ca")), ("le an va ho ca", ("Le An", "Le An Va Ho Ca")),
         ("Lê An/Hồ Ca", ("Lê An", "Lê An/Hồ Ca")),
        ("Trần Sơn - Trưởng thôn", ("Trần Sơn", "Trần Sơn - Trưởng Thôn")), ("Hồ Tư (vợ Phạm Na)", ("Hồ Tư", "Hồ Tư (vợ Phạm Na)")),
        ("Lê Bé (thay ông Hồ Tư từ 01/3/2026)", ("Lê Bé", "Lê Bé (thay ông Hồ Tư từ 01/3/2026)")), ("Lê Sửu (Bí thư)", ("Lê Sửu", "Lê Sửu (Bí thư)")),
        ("Trưởng thôn", ("Trưởng Thôn",)), ("01 cán bộ đoàn", ("Cán Bộ Đoàn",)), ("Khuyết", ("Khuyết",)), ("Nhà trống", ("Nhà Trống",)),
        ("Công ty TNHH An Phú", ("Công Ty TNHH An Phú",)), ("Cong ty An Phu", ("Cong Ty An Phu",)), ("Hộ tạm vắng", ("Hộ Tạm Vắng",)),
        ("H'Hoa Tổ trưởng", ("H'Hoa", "H'Hoa Tổ Trưởng")),
        ("Lê An Trưởng thôn", ("Lê An", "Lê An Trưởng Thôn")), ("Le An truong thon 3", ("Le An", "Le An Truong Thon 3")), ("Truong thon", ("Truong Thon",)),
        ("Đoàn thanh niên", ("Đoàn Thanh Niên",)), ("Y tế thôn", ("Y Tế Thôn",)), ("Tô 3", ("Tô 3",)), ("Trường Văn hóa", ("Trường Văn Hóa",)),
    ],
)  # fmt: skip
def test_more_than_a_name_and_nobodys_name_are_asked_about(cell, choices):
    read = name(cell)
    assert read.doubt.choices == (*choices, "skip")
    assert "birth_year" not in read.more


@pytest.mark.parametrize(
    "cell",
    [
        "Lê An (Tư Lúa)", "Lê An (út)", "La-O Tư", "H' Hĕ", "nguyễn thị và", "NGUYỄN THỊ VÀ HỒ", "Y Tế", "Hội", "Trường", "Ban Thi Sua", "Hồ Trống", "Lê An -", "Lê An,", "Buôn Krông",
        "Ngô Thị Nhà", "Mai Trạm", "Trường Văn Hải", "Trường Thị Thương", "Đoàn Thanh Hải", "Nguyen Truong To", "NGUYEN TRUONG TO", "nguyen truong to", "Lê An 1", "LÊ VĂN AN (TƯ)",
    ],
)  # fmt: skip
def test_what_may_be_a_name_is_not_asked_about(cell):
    assert name(cell).doubt is None


def test_nothing_is_left_open_behind_a_name():
    assert [name(text).value for text in ("Lê An -", "Lê An,", "Lê An /")] == ["Lê An"] * 3
