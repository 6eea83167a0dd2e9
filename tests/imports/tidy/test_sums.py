"""Rows below a list of people that count those who know something are nobody's."""

import pytest

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
        "Chưa khảo sát", "Tổng số",
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


def test_somebody_without_a_number_is_somebody():
    assert _names([N, "Hồ Thị Cúc", N, 1, 0, 1])[0][2:] == ["Hồ Thị Cúc"]


def test_of_a_list_without_numbers_nobody_is_left_out():
    people = [row[1:] for row in PEOPLE]
    assert _names(["Lê Đạt", N, 1, 0, 1], people=people, head=HEAD[1:])[0][2:] == ["Lê Đạt"]
