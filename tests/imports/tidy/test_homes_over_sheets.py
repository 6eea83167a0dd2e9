"""A page or sheet for each household, a household that ends on the next sheet, people whom the name of a head links to it."""

from imports.spreadsheet.book import Book
from imports.tidy.asking import Asking
from imports.tidy.file import Tidied
from tests.imports.tidy.grids import sheet_of
from tests.imports.tidy.test_offices import KNOWN, name_of, read, said


def test_what_is_said_right_above_headings_is_of_the_household_and_none_of_them():
    lines, asking = read(
        """
        CHỦ HỘ: Nông Văn Dền | | | | |
        Địa chỉ: thôn Phú Hội | | | ĐT: 0987000001 | |
        TT | Họ tên | Quan hệ | Năm sinh | DVC | Mua sắm
        1 | Nông Văn Dền | Chủ hộ | 1961 | x |
        2 | Nông Thị Trưng | Vợ | 1963 | |
        """,
        name="Hộ 01",
    )
    assert said(lines, "village", "phone") == [(1, "0987000001"), (1, None)]
    assert not asking.questions


def test_a_label_without_a_value_above_headings_is_none_of_them():
    lines, asking = read(
        """
        PHIẾU ĐIỀU TRA HỘ GIA ĐÌNH | | | | |
        Họ và tên chủ hộ: | Phạm Thị Sen | | Năm sinh: | 1948 |
        Thôn: | Phú Lương | | Điện thoại: | |
        TT | Họ và tên | Quan hệ với chủ hộ | Năm sinh | Giới tính | DVC
        1 | Phạm Thị Sen | Chủ hộ | 1948 | Nữ |
        2 | Phạm Thị Súng | Con | 1971 | Nữ | x
        """,
        name="Phiếu",
    )
    assert said(lines, "village") == [(2,), (2,)]
    assert not asking.questions


def test_a_household_ends_on_the_next_sheet():
    lines, asking = read(
        """
        STT | Họ và tên | Quan hệ | Năm sinh
        1 | Uông Văn Tín | Chủ hộ | 1959
        2 | Mạc Thị Bưởi | Vợ | 1962
        """,
        """
        3 | Uông Thị Hạnh | Con | 1988
        4 | Uông Văn Phúc | Con | 1992
        5 | Cung Đình Vận | Chủ hộ | 1971
        """,
        """
        6 | Cung Thị Lệ | Con | 2003
        7 | Cung Văn Lợi | Con | 2005
        """,
    )
    assert [name_of(line) for line in lines if line.is_head] == ["Uông Văn Tín", "Cung Đình Vận"]
    assert len({line.block for line in lines}) == 2
    assert len(lines) == 7
    assert not asking.questions


def test_a_household_ends_where_the_next_sheet_is_called_after_another_village():
    first = "STT | Họ và tên | Quan hệ | Năm sinh\n1 | Uông Văn Tín | Chủ hộ | 1959\n2 | Mạc Thị Bưởi | Vợ | 1962"
    second = "3 | Uông Thị Hạnh | Con | 1988\n4 | Cung Đình Vận | Chủ hộ | 1971\n5 | Cung Thị Lệ | Con | 2003"
    sheets = [sheet_of(first, "Thôn Phú Hội"), sheet_of(second, "Thôn Phú Lương")]
    lines = [
        line
        for _, line in Tidied(Book("xlsx", sheets), KNOWN, Asking({}), "ds.xlsx").lines()
        if not line.problems
    ]
    assert "Uông Thị Hạnh" not in map(name_of, lines)


LISTED = """
    STT | Thôn | Họ tên chủ hộ | Năm sinh | Điện thoại
    1 | Phú Hội | Thái Văn Lung | 1956 | 0919600001
    2 | Phú Lương | Thái Thị Nga | 1967 | 0919600002
"""
PEOPLE = """
    STT | Họ tên chủ hộ | Họ tên thành viên | Quan hệ với chủ hộ | Năm sinh
    1 | Thái Văn Lung | Cao Thị Bảy | Vợ | 1958
    2 | Thái Văn Lung | Thái Văn Lâm | Con | 1985
    3 | {} | Ôn Văn Tám | Chồng | 1965
"""


def test_people_are_of_the_household_whose_head_their_row_names():
    lines, asking = read(LISTED, PEOPLE.format("Thái Thị Nga"), name="Hộ")
    assert [(name_of(line), line.values["village"]) for line in lines] == [
        ("Thái Văn Lung", 1), ("Cao Thị Bảy", 1), ("Thái Văn Lâm", 1), ("Thái Thị Nga", 2), ("Ôn Văn Tám", 2),
    ]  # fmt: skip
    assert not asking.questions


def test_people_of_a_head_who_is_not_listed_are_asked_about():
    lines, asking = read(LISTED, PEOPLE.format("Thái Văn Nghi"), name="Hộ")
    assert [name_of(line) for line in lines] == ["Thái Văn Lung", "Thái Thị Nga"]
    assert {one.kind for one in asking.questions.values()} == {"village"}
