"""Columns that say by a tick what each person is in the team."""

import pytest

from tests.imports.tidy.shapes.books import HOI_PHU, read

AN, BINH, CUONG = "Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"
HEAD = ["TT", "Họ và tên", "Tổ trưởng", "Tổ phó", "Tổ viên", "SĐT"]
TITLE = "Danh sách tổ công nghệ số cộng đồng thôn Hội Phú"
N = None


FIELDS = ("village", "full_name", "role")


@pytest.mark.parametrize("tick", ["x", "X", "✓", 1, "☑"])
def test_a_tick_says_what_somebody_is(tick):
    found = read(
        TITLE,
        HEAD,
        [1, AN, tick, N, N, "0905000001"],
        [2, BINH, N, tick, N, N],
        [3, CUONG, N, N, tick, "0905000003"],
    )
    assert found.told(*FIELDS) == [
        (HOI_PHU, AN, "leader"),
        (HOI_PHU, BINH, "deputy"),
        (HOI_PHU, CUONG, "member"),
    ]
    assert not found.asked


def test_one_column_of_leaders_says_nothing_of_the_others():
    found = read(TITLE, [*HEAD[:3], "SĐT"], [1, AN, "x", N], [2, BINH, N, "0905000002"])
    assert found.told("full_name", "role") == [(AN, "leader"), (BINH, None)]


def test_who_is_ticked_twice_is_asked_about():
    found = read(TITLE, HEAD, [1, AN, "x", "x", N, N], [2, BINH, N, N, "x", N])
    assert found.told("full_name", "role") == [(AN, None), (BINH, "member")]
    assert found.asked == {("role", "Tổ trưởng & Tổ phó")}


def test_a_name_below_a_heading_is_no_tick():
    found = read("TỔ CNSCĐ", ["TT", "Thôn", *HEAD[2:4]], [1, "Hội Phú", AN, BINH])
    assert found.told(*FIELDS) == [(HOI_PHU, AN, "leader"), (HOI_PHU, BINH, "deputy")]


def test_members_alone_are_ticked_for_anything():
    found = read(TITLE, [*HEAD[:2], "Thành viên", "SĐT"], [1, AN, "x", N], [2, BINH, "x", N])
    assert found.asked == {("column", "Thành viên")}


def test_beside_what_words_say_ticks_are_asked_about():
    head = [*HEAD[:2], "Chức vụ trong tổ", *HEAD[2:4]]
    found = read(TITLE, head, [1, AN, "Tổ trưởng", "x", N], [2, BINH, "Tổ phó", N, "x"])
    assert found.asked == {("column", "Tổ trưởng"), ("column", "Tổ phó")}


def test_ticks_without_a_name_are_nobodys():
    found = read("TỔ CNSCĐ", ["TT", "Thôn", *HEAD[2:5]], [1, "Hội Phú", "x", "x", "x"])
    assert (found.lines, "table" in found.left) == ([], True)


def test_counts_of_people_are_no_ticks():
    found = read(
        "TỔ CNSCĐ", ["TT", "Thôn", *HEAD[2:5]], [1, "Hội Phú", 1, 1, 5], [2, "Ea Kar", 1, N, 4]
    )
    assert not found.lines
