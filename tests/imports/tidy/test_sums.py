"""Rows below a list of people that count those who know something are nobody's."""

import pytest

from imports.tidy.model import Table
from imports.tidy.roles import Role
from imports.tidy.tables.sums import Sums
from tests.imports.tidy.shapes.books import read

SKILLS = ["DVC", "Mua sắm", "Thanh toán"]
HEAD = ["TT", "Họ tên chủ hộ", "Năm sinh", *SKILLS]
PEOPLE = [1, "Nguyễn Văn An", 1970, 1, 1, 0], [2, "Lê Thị Bình", 1980, 1, 0, 0]
N = None


def _names(*rows, people=PEOPLE, head=HEAD):
    found = read("THÔN HỘI PHÚ", head, *people, *rows)
    assert not {one for one in found.asked if one[0] == "mark"}
    return [name for (name,) in found.told("head_name")], "total" in found.left


@pytest.mark.parametrize(
    "label",
    [
        "Số người biết", "Số hộ đạt", "Đã biết", "Chưa biết", "Đạt", "Không đạt", "Trong đó nữ", "Nữ", "Cả thôn", "Bình quân", "Tự làm được",
        "Chưa khảo sát", "Tổng số", "Số biết", "Số đã biết", "Đã làm được", "Cả ấp", "Nu",
    ],
)  # fmt: skip
def test_a_label_and_figures_are_a_sum(label):
    assert _names([N, label, N, 2, 1, 0]) == (["Nguyễn Văn An", "Lê Thị Bình"], True)


@pytest.mark.parametrize(
    "row", [[N, N, N, 2, 1, 0], [N, "Tỉ lệ", N, "100%", "50%", "0%"], [N, N, "Tỷ lệ", "100%", "50%", "0 %"]]
)  # fmt: skip
def test_figures_alone_and_shares_are_a_sum(row):
    assert _names(row) == (["Nguyễn Văn An", "Lê Thị Bình"], True)


def test_who_has_a_number_of_their_own_is_somebody():
    assert _names([3, "Đạt", 1990, 1, 0, 1])[0][2:] == ["Đạt"]


@pytest.mark.parametrize(
    ("name", "born"),
    [
        ("Hồ Thị Cúc", N),
        ("Hồ Đạt", N),
        ("Hồ Biết", 1980),
        ("Hộ Đạt", N),
        ("Sô Lương", N),
        ("Ca Tơ", N),
        ("Nam", 2001),
        ("Đạt", 2003),
        ("Nữ", 1972),
        ("Nam", N),
    ],
)
def test_somebody_without_a_number_is_somebody(name, born):
    assert _names([N, name, born, 1, 0, 1])[0][2:] == [name]


def test_a_row_of_marks_without_a_name_is_no_sum():
    found = read("THÔN HỘI PHÚ", HEAD, *PEOPLE, [N, N, N, 1, 0, 1])
    assert "total" not in found.left


def test_what_stands_below_a_sum_is_one_though_it_has_one_word():
    rows = [N, "Số người biết", N, 2, 1, 0], [N, "Nữ", N, 1, 0, 0], [N, "Nam", N, 1, 1, 0]
    assert _names(*rows)[0] == ["Nguyễn Văn An", "Lê Thị Bình"]
    without = [row[1:] for row in rows]
    people = [row[1:] for row in PEOPLE]
    assert _names(*without, people=people, head=HEAD[1:])[0] == ["Nguyễn Văn An", "Lê Thị Bình"]


def test_of_a_list_without_numbers_nobody_is_left_out():
    people = [row[1:] for row in PEOPLE]
    assert _names(["Lê Đạt", N, 1, 0, 1], people=people, head=HEAD[1:])[0][2:] == ["Lê Đạt"]


def _tells(cells, *, first="stt"):
    keys = [first, "head", "birth", "public_services", "shopping", "payment"]
    roles = {at: Role(key) for at, key in enumerate(keys) if key}
    return Sums(Table(0, "Sheet1", (), 0, 5, roles=roles, kind="households")).tells(cells)


@pytest.mark.parametrize(
    ("cells", "first", "is_sum"),
    [
        ({1: "Nam", 3: 2, 4: 0, 5: 1}, "stt", True), ({1: "Nam", 2: 2001, 3: 2, 4: 0, 5: 1}, "stt", False), ({1: "Nam", 3: 2, 4: 0, 5: 1}, "", False),
        ({1: "Số người biết", 3: 2, 4: 0}, "", True), ({1: "Số người biết", 2: 40}, "stt", False), ({1: "Số người biết", 2: "Nữ", 3: 2, 4: 1}, "stt", False),
    ],
)  # fmt: skip
def test_what_stands_beside_a_label_decides(cells, first, is_sum):
    assert _tells(cells, first=first) == is_sum
