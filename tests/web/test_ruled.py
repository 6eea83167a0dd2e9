"""A table as an office sends it, read from the workbook: lines, headings, widths, sums, pages, where to sign."""

import io
from datetime import date
from types import SimpleNamespace

import pytest

from tests.book_looks import looks
from tests.books import cells
from web.cells import AtRight, Label, Points, streamed
from web.ruled import COUNTRY, SAMPLE, Head, Looks, Ruled, Top, office_of
from web.widths import letters, lines, longest_word

HEADS = [Head("STT"), Head("Thôn"), Head("Số", "Có tổ"), Head("Mẫu số", "Có tổ"), Head("Hạn")]
ROWS = [
    [Label(1), "Thôn Một", 3, 1990, date(2026, 12, 31)],
    [Label(2), None, 12, 4, None],
]
TOP = Top("Số liệu", ["Đến 26/11/2026", "Lọc: không"], ["UBND XÃ THỬ", "BAN CHỈ ĐẠO"])


def body(heads=HEADS, rows=ROWS, top=TOP, foot=(), kept=2, signed=False):
    target = io.BytesIO()
    with streamed(target) as book:
        ruled = Ruled(book.add_worksheet("Thử"), Looks(book), top, heads, kept)
        number = ruled.write(iter(rows), foot)
        assert number == len(rows)
        if any(head.sums for head in heads):
            ruled.sums()
        if signed:
            ruled.sign()
    return target.getvalue()


def sheet(**how):
    (found,) = looks(body(**how))
    return found


def test_every_cell_of_a_row_is_ruled_also_where_nothing_is_known():
    found = sheet(rows=[*ROWS, [Label(3), "Ngắn"]])
    for row in (7, 8, 9):
        assert [found.at(row)[at].is_ruled for at in range(5)] == [True] * 5, row
    assert not any(cell.is_ruled for row in range(5) for cell in found.at(row).values())


def test_headings_are_ruled_filled_and_repeated_on_every_page_and_one_over_several_stands_once():
    found = sheet()
    for row in (5, 6):
        assert {
            cell.is_ruled and cell.is_filled and cell.is_bold for cell in found.at(row).values()
        } == {True}
    assert found.titles.endswith("$6:$7")
    # What stands over nothing else stands in both rows.
    assert found.merged >= {"C6:D6", "A6:A7", "B6:B7", "E6:E7"}
    read = cells(body())
    assert read[5] == ["STT", "Thôn", "Có tổ", "", "Hạn"]
    assert read[6] == ["", "", "Số", "Mẫu số", ""]


def test_headings_and_first_columns_stay_in_sight_and_rows_can_be_filtered():
    found = sheet(foot=[["", "Cộng", 15, 1994, None]])
    assert found.frozen == (2, 7)
    # Not the sums: they would be sorted among the rows.
    assert found.filter == "A7:E9"
    assert sheet(rows=ROWS[:1]).filter == ""


def test_numbers_are_numbers_with_room_beside_them_and_years_have_no_separator():
    rows = [
        [Label(1), "Một", 1234567, 64.0, date(2026, 12, 31)],
        [Label(2), AtRight("33–40"), Points(-1.5), Label(1990), ""],
    ]
    found = sheet(rows=rows)
    first, second = found.at(7), found.at(8)
    assert [float(first[at].value) for at in (0, 2, 3)] == [1, 1234567, 64]
    assert [first[at].form for at in (2, 3)] == ["#,##0_)", "0.0_)"]
    assert second[1].form == "@_)"
    assert second[2].form == "+0.0_);-0.0_);0.0_)"
    assert second[3].form == first[0].form == "0"


def test_sums_are_of_what_is_known_and_of_nothing_else():
    heads = [
        Head("STT"),
        Head("Thôn"),
        Head("Số hộ", sums=True),
        Head("Chưa ai biết", sums=True),
        Head("Năm"),
    ]
    rows = [
        [Label(1), "Một", 2, None, Label(1990)],
        [Label(2), "Hai", None, None, Label(1991)],
        [Label(3), "Ba", 5, None, ""],
    ]
    made = body(heads=heads, rows=rows)
    assert cells(made)[9] == ["", "Cộng", 7, "", ""]
    (found,) = looks(made)
    assert all(cell.is_bold and cell.is_ruled for cell in found.at(9).values())


def test_sums_of_more_rows_than_are_looked_at_are_whole_and_fit():
    heads = [Head("STT"), Head("Thôn"), Head("Hộ", sums=True)]
    rows = [[Label(n), "Thôn", 99] for n in range(1, 3 * SAMPLE + 1)]
    made = body(heads=heads, rows=rows)
    assert cells(made)[-1] == ["", "Cộng", 99 * 3 * SAMPLE]
    (found,) = looks(made)
    assert found.widths[2] >= letters(f"{99 * 3 * SAMPLE:,}") * 5.25


@pytest.mark.parametrize("words", ["Tài khoản công chức", "Tổ đang hoạt động", "Nghiêng", "%"])
def test_no_word_of_a_heading_is_cut_and_its_row_is_high_enough(words):
    found = sheet(heads=[Head("STT"), Head(words), Head("Hai"), Head("Ba"), Head("Bốn")])
    wide = found.widths[1] / 5.25
    assert wide >= longest_word(words, is_bold=True)
    assert found.heights[5] >= lines(words, wide, is_bold=True) * 14


def test_columns_are_as_wide_as_what_is_in_them_and_long_words_wrap():
    long = "Phối hợp với đoàn thanh niên xã hướng dẫn bà con cài đặt nền tảng số của tỉnh " * 3
    found = sheet(rows=[[Label(1), long, 1, 1, date(2026, 1, 1)]])
    narrow = sheet(rows=[[Label(1), "Một", 1, 1, date(2026, 1, 1)]])
    assert narrow.widths[1] < found.widths[1] < letters(long) * 5
    assert found.at(7)[1].wraps
    # A day is read whole.
    assert found.widths[4] >= 10 * 5.25


def test_a_wide_table_goes_on_over_pages_with_units_and_headings_on_each_and_the_office_names_them():
    heads = [Head("STT"), Head("Đơn vị"), *(Head(f"Chỉ tiêu số {n}", sums=True) for n in range(30))]
    rows = [[Label(n), f"Xã Thứ {n}", *[123_456] * 30] for n in range(1, 60)]
    found = sheet(heads=heads, rows=rows)
    assert len(found.pages) > 1
    assert found.kept == 2
    assert found.titles.endswith("$6:$6")
    assert found.setup["orientation"] == "landscape"
    assert found.points >= 9
    assert max(found.pages) * found.scale <= found.room
    assert found.setup["pageOrder"] == "overThenDown"
    # What is in the columns that stand on every page is on every page: the office, no signature, no title.
    kept = {cell.value for cell in found.cells if cell.column < 2 and cell.row < 5}
    assert kept == {"UBND XÃ THỬ", "BAN CHỈ ĐẠO", ""}
    assert found.at(2)[2].value == "Số liệu"


def test_every_page_is_a4_and_says_which_it_is():
    found = sheet()
    assert found.setup["paperSize"] == "9"
    assert found.footer.endswith("Trang &P/&N")


def test_an_official_paper_has_the_name_of_the_country_beside_the_office():
    top = Top("Báo cáo", (), ["UBND XÃ THỬ"], is_official=True)
    rows = cells(body(top=top))
    assert [[cell for cell in row if cell] for row in rows[:3]] == [
        ["UBND XÃ THỬ", COUNTRY[0]],
        [COUNTRY[1]],
        ["Báo cáo"],
    ]
    assert not any(COUNTRY[0] in row for row in cells(body()))


def test_there_is_a_place_to_sign_where_it_is_asked_for():
    made = body(signed=True)
    left, right = (cell for cell in cells(made)[-1] if cell)
    assert left.split("\n")[1:] == ["NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"]
    assert right.startswith("……")
    assert right.split("\n")[1] == "THỦ TRƯỞNG ĐƠN VỊ"
    # In one row, high enough to sign: no page ends between the words and the name.
    (found,) = looks(made)
    assert found.heights[max(found.heights)] > 100
    assert not any("NGƯỜI LẬP BIỂU" in str(row) for row in cells(body()))


def test_the_office_is_that_of_whoever_takes_it():
    village = SimpleNamespace(level=4, commune="Xã Thử")
    country = SimpleNamespace(level=0, commune=None)
    assert office_of(SimpleNamespace(area=village)) == "UBND XÃ THỬ"
    assert office_of(SimpleNamespace(area=country)) == ""
    assert office_of(SimpleNamespace(area=None)) == office_of(None) == ""


def test_the_control_shows_what_is_wrong_with_a_bare_sheet():
    target = io.BytesIO()
    with streamed(target) as book:
        page = book.add_worksheet("Trần")
        page.set_column(0, 40, 12)
        page.set_paper(1)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.write_row(0, 0, ["Một"] * 40)
        page.write_row(1, 0, ["1"] * 40)
    (found,) = looks(target.getvalue())
    assert found.faults() == [
        "no A4",
        "no number of the page",
        "too small",
        "headings",
        "lines",
        "headings out of sight",
    ]
