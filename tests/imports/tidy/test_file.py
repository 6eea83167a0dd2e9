"""Whole small files, put in order: what becomes of a row by all that stands around it."""

from datetime import date

import pytest

from imports.spreadsheet.book import Book, Row, Sheet
from imports.spreadsheet.identity import MARK
from tests.imports.tidy.shapes.books import Read, read

N = None


def test_a_table_of_hidden_rows_alone_is_asked_about():
    heads = Row(1, ("STT", "Họ tên chủ hộ", "Thôn", "Số nhân khẩu"))
    told = ((2, "An"), (3, "Em"))
    rows = [Row(n, (n, f"Lê Văn {name}", "Thôn Hội Phú", 3), is_hidden=True) for n, name in told]
    book = Book("xlsx", [Sheet("A", [heads, *rows])])
    assert Read(book, {}).asked == {("hidden", "rows")}
    assert len(Read(book, {("hidden", "rows"): "take"}).lines) == 2


def test_a_lone_short_word_for_a_skill_is_known_where_the_file_names_the_skills():
    rows = [
        ("STT", "Họ tên chủ hộ", "Thôn", "Số nhân khẩu", "Kỹ năng đã biết"),
        (1, "Lê Văn An", "Thôn Hội Phú", 3, "TT"),
        (2, "Lê Văn Em", "Thôn Hội Phú", 4, N),
    ]
    legend = "Ghi chú: (1): Dịch vụ công; (2): Mua sắm trực tuyến; (3): Thanh toán trực tuyến"
    assert read(*rows).asked == {("mark", "TT")}
    found = read(*rows, N, legend)
    assert (found.asked, found.told("payment")) == (set(), [(2,), (N,)])


def test_a_dash_between_skills_means_no_to_where_runs_are_written_out():
    heads = ("STT", "Họ tên chủ hộ", "Thôn", "Số nhân khẩu", "Kỹ năng đã biết")
    legend = "(1): Dịch vụ công; (2): Mua sắm; (3): Thanh toán; (4): An toàn; (5): Nền tảng số"
    people = (("Lê Văn An", "1-3"), ("Lê Văn Em", "4, 5"), ("Hồ Văn Tư", "2, 3, 4"))
    rows = [(n, name, "Thôn Hội Phú", 3, text) for n, (name, text) in enumerate(people, 1)]
    assert read(legend, heads, *rows[:2]).asked == {("mark", "1-3")}
    found = read(legend, heads, *rows)
    assert found.told("public_services", "shopping", "payment")[0] == (2, N, 2)
    assert found.asked == set()


def test_of_skills_of_several_years_those_of_this_year_are_taken():
    found = read(
        ("STT", "Họ tên chủ hộ", "Thôn", "Dịch vụ công", N, "Thanh toán", N),
        (N, N, N, 2025, 2026, 2025, 2026),
        (1, "Lê Văn An", "Thôn Hội Phú", N, "Biết", "Biết", "Biết"),
        (2, "Lê Văn Em", "Thôn Hội Phú", "Biết", N, "Biết", N),
    )
    assert found.told("head_name", "public_services", "payment") == [("Lê Văn An", 2, 2), ("Lê Văn Em", N, N)]  # fmt: skip
    assert found.asked == set()


def test_nobody_is_called_as_what_stands_above_the_names():
    found = read(
        ("STT", "Họ tên chủ hộ", "Thôn", "Năm sinh", "Điện thoại", "Ghi chú"),
        (1, "Lê Văn An", "Thôn Hội Phú", 1970, N, N),
        (N, "Họ tên chủ hộ", "Thôn Hội Phú", "ghi đủ", "mười số", "nếu có"),
        (2, "Lê Văn Em", "Thôn Hội Phú", 1971, N, N),
    )
    assert found.told("head_name") == [("Lê Văn An",), ("Lê Văn Em",)]
    assert "heading" in found.left


def test_a_hamlet_called_as_a_village_of_another_kind_is_not_asked_about():
    rows = [(1, "Lê Văn An", 3, "Xóm Ea Kar"), (2, "Lê Văn Em", 2, "Xóm Gò")]
    found = read(("STT", "Họ tên chủ hộ", "Số nhân khẩu", "Địa chỉ"), *rows)
    assert found.asked == {("village", "")}


def test_what_a_page_of_sessions_carries_over_is_no_mark():
    found = read(
        ("STT", "Ngày", "Thôn", "Nội dung", "Số lượt người", "Dịch vụ công", "Mua sắm"),
        (1, "02/06/2026", "Thôn Hội Phú", "Cài VNeID", 40, "1", N),
        (N, "Cộng chuyển trang sau", N, N, N, N, 7),
        (N, "Mang sang", N, N, N, N, 7),
        (2, "03/06/2026", "Thôn Hội Phú", "Mua hàng", 30, N, "1"),
    )
    assert found.told("public_services", "shopping") == [(True, N), (N, True)]
    assert found.asked == set()


def test_how_many_came_and_what_came_of_it_stand_in_words():
    found = read(
        ("STT", "Ngày", "Thôn", "Nội dung", "Thành phần tham gia", "Kết quả"),
        (1, "02/06/2026", "Thôn Hội Phú", "Cài VNeID", "25 người (nữ 12)", "Cài được 20 máy"),
        (2, "03/06/2026", "Thôn Hội Phú", "Mua hàng", "Bà con trong thôn: 40 người", N),
        (3, "04/06/2026", "Thôn Hội Phú", "Quét mã", "30 thành viên, trong đó 9 nữ", "Tốt"),
    )
    assert found.told("people", "women") == [(25, 12), (40, N), (30, 9)]
    assert found.told("note") == [("Cài được 20 máy",), (N,), ("Tốt",)]
    assert (found.asked, found.left) == (set(), set())


def test_the_total_below_a_wide_heading_is_what_it_counts():
    found = read(
        "BẢNG TỔNG HỢP SỐ HỘ CÁC THÔN (tính đến 30/6/2026)",
        ("STT", "Thôn", "Số hộ", N, N, "Số khẩu", N),
        (N, N, "Tổng", "Hộ nghèo", "Cận nghèo", "Tổng", "Nữ"),
        (1, "Thôn Hội Phú", "320 hộ", 12, 8, "1.210", 610),
        (2, "Buôn Ea Kar", 285, 9, 5, "1.004", 504),
    )
    assert found.told("households") == [(320,), (285,)]


def test_ages_of_men_and_women_are_years_of_birth():
    found = read(
        "DANH SÁCH NHÂN KHẨU, ngày 15/9/2026",
        ("STT", "Thôn", "Chủ hộ", "Họ và tên", "Tuổi", N, "Quan hệ với chủ hộ"),
        (N, N, N, N, "Nam", "Nữ", N),
        (1, "Thôn Hội Phú", "Lê Văn An", "Lê Văn An", 41, N, "Chủ hộ"),
        (2, "Thôn Hội Phú", "Lê Văn An", "Hồ Thị Bé", N, 38, "Vợ"),
        (3, "Thôn Hội Phú", "Lê Văn An", "Lê Thị Ca", N, 7, "Con"),
    )
    assert found.told("sex", "birth_year") == [("m", 1985), ("f", 1988), ("f", 2019)]
    assert found.asked == set()


def test_a_column_of_dashes_alone_is_asked_about_or_named():
    heads = ("STT", "Họ tên chủ hộ", "Thôn", "Số nhân khẩu", "Dịch vụ công", N, "Ghi chú")
    people = [(1, "Lê Văn An", "Thôn Hội Phú", 3, "x", "/", N), (2, "Lê Văn Em", "Thôn Hội Phú", 4, N, N, N)]  # fmt: skip
    found = read(heads, *people)
    named = [one.columns for one in found.asking.left if one.why == "column"]
    assert (found.asked, named) == ({("column", "column 6")}, [])


def test_a_heading_with_a_colon_makes_no_form_of_a_row_of_headings():
    heads = ("STT", "Họ tên chủ hộ", "Thôn (nếu có)", "Số\nkhẩu:", "Có biết (đánh dấu x)", N)
    below = (N, N, N, N, "Dịch vụ công", "Mua sắm")
    found = read(heads, below, (1, "Lê Văn An", "Thôn Hội Phú", 3, "x", N), (2, "Lê Văn Em", "Thôn Hội Phú", 2, N, "x"))  # fmt: skip
    assert found.told("public_services", "shopping") == [(2, N), (N, 2)]
    assert found.asked == set()


def test_a_column_of_nothing_but_the_headings_of_each_page_is_not_asked_about():
    heads = ("STT", "Họ tên chủ hộ", "Thôn", "Số nhân khẩu", "Dịch vụ công")
    pages = [row for n in range(6) for row in (heads, (N, f"Lê Văn {'AnEmTưCaDũHà'[2 * n : 2 * n + 2]}", "Thôn Hội Phú", n + 1, "x"))]  # fmt: skip
    found = read(*pages)
    assert (found.asked, len(found.lines)) == (set(), 6)


BELOW = (
    N,
    ("STT", "Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Dịch vụ công"),
    (1, "Lê Văn An", "Chủ hộ", 1970, "x"),
    (2, "Trần Thị Bé", "Vợ", 1972, N),
)


@pytest.mark.parametrize(
    "form",
    [
        [
            ("Thôn:", "Thôn Hội Phú", N, "Ngày khảo sát:", date(2026, 9, 12)),
            ("Họ tên chủ hộ:", "Lê Văn An", N, "Điện thoại:", "0905 111 222"),
            ("Địa chỉ:", "Xóm 2, thôn Hội Phú"),
        ],
        [
            "Thôn: Hội Phú; Ngày khảo sát: 12/9/2026",
            "Họ và tên chủ hộ: Lê Văn An - Điện thoại: 0905 111 222",
            "Địa chỉ: Xóm 2",
        ],
    ],
)
def test_what_a_form_says_of_a_household_above_its_people_is_taken(form):
    found = read("PHIẾU KHẢO SÁT KỸ NĂNG SỐ HỘ GIA ĐÌNH", *form, *BELOW)
    told = found.told("full_name", "village", "phone", "hamlet", "assessed_on")
    assert told[0] == ("Lê Văn An", 1, "0905111222", "Xóm 2", date(2026, 9, 12))
    assert told[1][2:4] == (N, N)
    said = {(one.field, one.value) for one in found.asking.inferred.values()}
    assert {("phone", MARK), ("hamlet", MARK)} <= said


@pytest.mark.parametrize(
    "form",
    [
        "Họ tên chủ hộ: Hồ Văn Ca - Điện thoại: 0905 111 222",
        "Người lập: Lê Văn An - Điện thoại: 0905 111 222",
        "Họ tên chủ hộ: Lê Văn An - Điện thoại: 0905 111 222 hoặc 0905 111 333",
    ],
)
def test_what_a_form_says_of_somebody_else_or_in_two_ways_is_not_taken(form):
    found = read("Thôn Hội Phú", form, *BELOW)
    assert found.told("phone") == [(N,), (N,)]
