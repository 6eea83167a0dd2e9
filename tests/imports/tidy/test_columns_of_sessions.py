"""Who came is told from households, from women, and from skills."""

import pytest

from tests.imports.tidy.shapes.books import read

TITLE = "HOẠT ĐỘNG TỔ CNSCĐ"
ROW = ["1/6/2026", "Hội Phú", "DVC"]
N = None


def _read(headings, *rows):
    return read(TITLE, ["Ngày", "Thôn", "Nội dung", *headings], *([*ROW, *row] for row in rows))


@pytest.mark.parametrize("heading", ["Số lượng", "Tổng số", "Sĩ số", "SL tham gia", "Số HV", "Số người dân được hướng dẫn"])  # fmt: skip
@pytest.mark.parametrize("cell", [20, "20 người", "khoảng 20 người"])
def test_what_is_counted_without_a_word_of_whom_is_who_came(heading, cell):
    found = _read([heading, "Trong đó nữ"], [cell, 12], [30, 17])
    assert found.told("people", "women", "households") == [(20, 12, N), (30, 17, N)]
    assert not found.asked


def test_households_that_came_are_none_of_them():
    assert _read(["Số lượng", "Số hộ"], [20, 12]).told("people", "households") == [(20, 12)]


@pytest.mark.parametrize("heading", ["Số người (nữ)", "Số người/Nữ", "Số lượt người (trong đó nữ)"])
@pytest.mark.parametrize(
    "cells", [("30 (12)", "25 (10)"), ("30/12", "25/10"), ("30 (12 nữ)", "25 người/10 nữ")]
)
def test_the_first_of_two_numbers_is_all_who_came(heading, cells):
    found = _read([heading], *([cell] for cell in cells))
    assert found.told("people", "women") == [(30, 12), (25, 10)]


@pytest.mark.parametrize("heading", ["Nam", "Vắng", "Trên 60 tuổi", "Số máy cài"])
def test_small_numbers_are_no_levels_of_a_skill(heading):
    found = _read(["Tổng số người", heading, "Nữ"], [20, 5, 12], [15, 2, 10])
    assert (found.told("people", "women"), found.asked) == ([(20, 12), (15, 10)], set())
    assert heading in {one.name for one in found.asking.left}


def test_one_session_of_all_the_commune_is_the_communes():
    words = "Toàn xã", "Cả xã", "Tất cả các thôn", "8/8 thôn, buôn", "Các thôn, buôn", "UBND xã"
    head = ["TT", "Ngày", "Thôn", "Nội dung", "Số người"]
    rows = ([n, "1/6/2026", word, "Ra quân", 300] for n, word in enumerate(words, start=1))
    found = read(TITLE, head, *rows)
    assert (found.told("village"), found.asked) == ([(N,)] * len(words), set())


def test_a_session_that_sums_up_is_no_total():
    head = ["Ngày", "Thôn", "Nội dung", "Số người dự"]
    rows = (
        ["17/6/2026", "Hội Phú", "Tổng kết năm", 30],
        ["18/6/2026", "Ea Kar", "Cộng đồng học số", 20],
    )
    found = read(TITLE, head, *rows, ["Tổng cộng", N, N, 50])
    assert found.told("title") == [("Tổng kết năm",), ("Cộng đồng học số",)]
    assert "total" in found.left


def test_what_a_report_puts_above_sessions_is_none():
    head = ["TT", "Nội dung", "Ngày thực hiện", "Số người", "Thôn"]
    rows = ["I", "TUYÊN TRUYỀN", N, 20], [1, "DVC", "3/6/2026", 20, "Hội Phú"], ["II", "TẬN NHÀ"]
    found = read("BÁO CÁO HOẠT ĐỘNG TỔ CNSCĐ", head, *rows, [1, "VNeID", "5/6/2026", 5, "Ea Kar"])
    assert found.told("title") == [("DVC",), ("VNeID",)]


@pytest.mark.parametrize("cell", [20, "20 hộ"])
def test_beside_who_came_a_bare_count_takes_nothing_from_them(cell):
    found = _read(["Số lượng", "Số người"], [cell, 25], [cell, 30])
    assert found.told("people", "households") == [(25, 20), (30, 20)]


def test_all_of_one_village_is_not_all_of_the_commune():
    head = ["TT", "Ngày", "Thôn", "Nội dung", "Số người"]
    found = read(f"{TITLE} THÔN HỘI PHÚ", head, [1, "1/6/2026", "Toàn thôn", "DVC", 20])
    assert "tier" not in {key for line in found.lines for key in line.values}


def test_a_session_without_a_day_and_with_a_roman_number_is_one_where_all_have():
    head = ["TT", "Tháng", "Nội dung", "Số người", "Thôn"]
    rows = ["I", 9, "VNeID", 20, "Hội Phú"], ["II", 9, "DVC", 25, "Ea Kar"]
    assert len(read(TITLE, head, *rows).lines) == 2


@pytest.mark.parametrize("row", [["Tổng cộng", "2 buổi", N, 47], ["Tổng cộng", 2, N, 47], [N, "31/3/2026", "Cộng", 47]])  # fmt: skip
def test_a_total_may_say_something_below_the_days(row):
    head = ["TT", "Ngày", "Nội dung", "Số người", "Thôn"]
    rows = [1, "1/6/2026", "DVC", 20, "Hội Phú"], [2, "2/6/2026", "QR", 27, "Ea Kar"]
    found = read(TITLE, head, *rows, row)
    assert (len(found.lines), "total" in found.left, found.asked) == (2, True, set())


def test_what_is_counted_of_households_is_no_number_of_people():
    heads = ["Ngày", "Thôn", "Nội dung", "Hộ được hướng dẫn", N], [N, N, N, "Số lượng", "Tỷ lệ"]
    merged = read(TITLE, *heads, [*ROW, 12, "10%"], [*ROW, 15, "12%"])
    assert merged.told("people", "households") == [(N, 12), (N, 15)]
    units = _read(["ĐVT", "Số lượng"], ["hộ", 12], ["hộ", 15])
    assert units.told("people") == [(N,)] * 2


def test_who_helped_and_who_was_invited_did_not_come():
    found = _read(["Số người hỗ trợ", "Số người được hỗ trợ"], [3, 45], [2, 30])
    assert found.told("people") == [(45,), (30,)]
    found = _read(["Số đại biểu", "Số người"], [3, 45], [2, 30])
    assert found.told("people") == [(45,), (30,)]


@pytest.mark.parametrize(("meant", "done"), [("Kế hoạch", "Thực hiện"), ("Chỉ tiêu", "Đã thực hiện"), ("Dự kiến", "Thực tế")])  # fmt: skip
@pytest.mark.parametrize("above", ["Số người", "Số người tham gia"])
def test_who_came_is_told_from_who_was_to_come(meant, done, above):
    heads = ["TT", "Ngày", "Thôn", "Nội dung", above, N], [N, N, N, N, meant, done]
    found = read(TITLE, *heads, [1, *ROW, 30, 25], [2, *ROW, 20, 18])
    assert (found.told("people"), found.asked) == ([(25,), (18,)], set())
    assert meant in {one.name for one in found.asking.left}


@pytest.mark.parametrize(
    ("above", "beside", "cells"),
    [
        ("Số lượng", ["Kế hoạch", "Thực hiện"], [2, 1]), ("Hoạt động", ["Kế hoạch", "Thực hiện"], ["Tập huấn QR", "Hoàn thành"]),
        ("Số người", ["Kế hoạch", "Kết quả"], [30, 83]), ("Ghi chú", ["Kế hoạch", "Thực hiện"], ["a", "b"]),
    ],
)  # fmt: skip
def test_of_anything_but_counts_of_people_nothing_is_told_from_a_target(above, beside, cells):
    heads = ["TT", "Ngày", "Thôn", "Nội dung", above, N], [N, N, N, N, *beside]
    found = read(TITLE, *heads, [1, *ROW, *cells], [2, *ROW, *cells])
    numbers = ("people", "persons", "households")
    assert set(found.told(*numbers)) <= {(N, N, N)}
    assert found.told("title") in ([("DVC",)] * 2, [])


def test_a_share_beside_what_was_done_is_nobody():
    heads = (
        ["TT", "Ngày", "Thôn", "Nội dung", "Số người", N, N],
        [N] * 4 + ["Kế hoạch", "Thực hiện", "Đạt"],
    )
    found = read(TITLE, *heads, [1, *ROW, 30, 25, 83], [2, *ROW, 20, 18, 90])
    assert found.told("people", "persons") == [(25, N), (18, N)]


def test_who_came_is_not_counted_twice_where_a_column_of_its_own_says_it():
    heads = (
        ["TT", "Ngày", "Thôn", "Nội dung", "Số người", N, "Số người tham gia"],
        [N] * 4 + ["Kế hoạch", "Thực hiện", N],
    )
    found = read(TITLE, *heads, [1, *ROW, 30, 25, 25], [2, *ROW, 20, 18, 18])
    assert found.told("people", "persons") == [(25, N), (18, N)]


def test_women_beside_what_was_done_stay():
    heads = (
        ["TT", "Ngày", "Thôn", "Nội dung", "Số người tham gia", N, N],
        [N] * 4 + ["Kế hoạch", "Thực hiện", "Nữ"],
    )
    found = read(TITLE, *heads, [1, *ROW, 30, 25, 7], [2, *ROW, 20, 18, 8])
    assert found.told("people", "women") == [(25, 7), (18, 8)]
