"""Files that programs of forms and of tables wrote: their signs are none of the people whom they list."""

import pytest

from imports.spreadsheet.book import Book, Row, Sheet
from imports.tidy.dumped import as_meant
from tests.imports.tidy.shapes.books import read, read_sheets

N = None
WRITTEN = [
    ("csv", "1965.0", "1965"), ("html", "914111222.0", "914111222"), ("csv", "1.5", "1.5"), ("csv", "0.0", "0"),
    ("csv", "1965.00", "1965.00"), ("csv", "NaN", N), ("html", "NULL", N), ("csv", "Nan", "Nan"), ("xlsx", "1965.0", "1965.0"),
    ("xlsx", "NaN", "NaN"), ("csv", "v1.0", "v1.0"), ("csv", 1965.0, 1965.0),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "written", "meant"), WRITTEN)
def test_numbers_and_nothing_as_a_program_writes_them_are_meant_otherwise(kind, written, meant):
    rows = as_meant(Book(kind, [Sheet("", [Row(1, ["Lê An", written])])])).sheets[0].rows
    assert [list(row.cells) for row in rows] == [["Lê An", meant]]


def test_running_numbers_before_each_row_are_left_where_the_list_has_its_own():
    found = read(
        (N, "STT", "Họ tên chủ hộ", "Thôn", "Số nhân khẩu"),
        (0, 1, "Lê Văn An", "Thôn Hội Phú", 3),
        (1, 2, "Lê Văn Em", "Thôn Hội Phú", 2),
        (2, 3, "Hồ Văn Tư", "Thôn Hội Phú", 4),
    )
    assert (len(found.lines), found.asked) == (3, set())
    assert [one.columns for one in found.asking.left if one.why == "column"] == [(0, 0)]


HOMES = [
    ("Thôn", "Họ tên chủ hộ", "Số điện thoại", "_id", "_index"),
    ("Thôn Hội Phú", "Lê Văn An", "0905111222", 41, 1),
    ("Buôn Ea Kar", "Y Bhem Niê", N, 42, 2),
]
PEOPLE = [
    ("Họ và tên", "Năm sinh", "Quan hệ với chủ hộ", "_index", "_parent_table_name", "_parent_index"),
    ("Lê Văn An", 1970, "Chủ hộ", 1, "Hộ", 1),
    ("Trần Thị Bé", 1972, "Vợ", 2, "Hộ", 1),
    ("Y Bhem Niê", 1960, "Chủ hộ", 3, "Hộ", 2),
]  # fmt: skip
CALLED = {"_index": "KEY", "_parent_index": "PARENT_KEY"}


@pytest.mark.parametrize("called", [{}, CALLED])
def test_people_of_a_form_belong_to_the_record_that_they_name(called):
    sheets = {
        name: [tuple(called.get(cell, cell) for cell in rows[0]), *rows[1:]]
        for name, rows in (("Hộ", HOMES), ("Người", PEOPLE))
    }
    found = read_sheets(sheets)
    assert found.asked == set()
    assert found.told("full_name", "birth_year", "relation", "phone", "village") == [
        ("Lê Văn An", 1970, "head", "0905111222", 1), ("Trần Thị Bé", 1972, "spouse", N, 1), ("Y Bhem Niê", 1960, "head", N, 2),
    ]  # fmt: skip


ANSWERS = ("kn/dich_vu_cong", "kn/mua_sam", "kn/thanh_toan", "kn/an_toan")


def test_answers_with_a_column_each_are_those_of_what_is_asked():
    rows = [(1, "Lê Văn An", 3, "Thôn Hội Phú"), (2, "Lê Văn Em", 2, "Thôn Hội Phú")]
    told = [("dich_vu_cong an_toan", 1, 0, 0, 1), ("mua_sam", 0, 1, 0, 0)]
    heads = ("STT", "Họ tên chủ hộ", "Số nhân khẩu", "Thôn", "kn", *ANSWERS)
    found = read(
        heads,
        *(row + marks for row, marks in zip(rows, told, strict=True)),
        answers={("mark", "1"): "alone", ("mark", "0"): "none"},
    )
    assert found.asked == set()
    assert found.told("public_services", "shopping", "payment", "safety") == [(2, 0, 0, 2), (0, 2, 0, 0)]  # fmt: skip
    assert [one.name for one in found.asking.left if one.why == "column"] == ["kn"]


def test_one_heading_of_two_words_over_several_columns_is_no_answer_to_a_question():
    found = read(
        ("STT", "Họ tên chủ hộ", "Thôn", "Mua sắm", "Thanh toán", "Dịch vụ công"),
        (N, N, N, "Biết/Không biết", "Biết/Không biết", "Biết/Không biết"),
        (1, "Lê Văn An", "Thôn Hội Phú", "Biết", "Không biết", "Biết"),
        (2, "Lê Văn Em", "Thôn Hội Phú", "Biết", "Biết", "Biết"),
    )
    assert found.told("shopping", "payment", "public_services")[0] == (2, 0, 2)


HEADS = ("STT", "Họ tên chủ hộ", "Năm sinh", "Điện thoại")
PAGES = {
    "1": ["DANH SÁCH HỘ THÔN HỘI PHÚ", HEADS, (1, "Lê Văn An", 1970, "0905111222"), (2, "Hồ Thị Bé", 1971, N)],
    "2": [(3, "Lê Văn Cu", 1972, "0905111224"), (4, "Lê Văn Dần", 1973, N)],
    "3": [(5, "Hồ Văn Em", 1974, "0905111226"), (6, "Hồ Văn Giáp", 1975, N)],
}  # fmt: skip


def test_a_list_goes_on_over_sheets_without_headings():
    found = read_sheets(PAGES)
    assert found.asked == set()
    assert found.told("birth_year", "village") == [(year, 1) for year in range(1970, 1976)]


def test_below_a_group_of_the_sheet_before_nobody_is_given_its_title():
    pages = PAGES | {"1": [*PAGES["1"], "Buôn Ea Kar", (N, "Y Bhem Niê", 1980, "0905111229")]}
    pages["1"].append((3, "H'Bia Êban", 1981, "0905111230"))
    pages["2"] = [(4, *row[1:]) if at == 0 else (5, *row[1:]) for at, row in enumerate(PAGES["2"])]
    found = read_sheets({key: pages[key] for key in "12"})
    assert found.asked == {("village", "")}
    assert found.told("birth_year", "village") == [(1970, 1), (1971, 1), (1980, 2), (1981, 2)]


def test_other_numbers_are_another_list():
    pages = {"1": PAGES["1"], "2": [(7, *row[1:]) for row in PAGES["2"]]}
    assert len(read_sheets(pages).lines) == 2
