"""Rows that name no village: of several sheets each is asked about, one answer is of no other."""

import pytest

from tests.imports.tidy.shapes.books import EA_KAR, HOI_PHU, read, read_sheets

HEADING = ["STT", "Họ tên chủ hộ", "Dịch vụ công"]
SOME, OTHERS = [[1, "Lê An", "x"], [2, "Trần Bé", None]], [[1, "Hồ Cúc", "x"], [2, "Y Dăm", "x"]]
SESSIONS = ["Ngày", "Nội dung", "Số người"], ["1/9/2026", "Dịch vụ công", 20]


def _list(rows, title="DANH SÁCH HỘ"):
    return [title, HEADING, *rows]


def test_each_of_several_sheets_of_households_is_asked_about():
    sheets = {"Sheet1": _list(SOME), "Sheet2": _list(OTHERS)}
    assert read_sheets(sheets).asked == {("village", "@Sheet1"), ("village", "@Sheet2")}
    one = read_sheets(sheets, answers={("village", "@Sheet1"): "1"})
    assert (one.told("village"), one.asked) == ([(HOI_PHU,)] * 2, {("village", "@Sheet2")})
    told = {("village", "@Sheet1"): "1", ("village", "@Sheet2"): "2"}
    both = read_sheets(sheets, answers=told)
    assert both.told("village") == [(HOI_PHU,)] * 2 + [(EA_KAR,)] * 2


def test_an_answer_of_the_whole_file_is_of_no_sheet_once_there_are_several():
    sheets = {"Sheet1": _list(SOME), "Sheet2": _list(OTHERS)}
    assert not read_sheets(sheets, answers={("village", ""): "1"}).lines


def test_only_the_sheet_that_names_none_is_asked_about():
    sheets = {"Sheet1": _list(SOME, "DANH SÁCH HỘ THÔN HỘI PHÚ"), "Sheet2": _list(OTHERS)}
    found = read_sheets(sheets)
    assert (found.asked, found.told("village")) == ({("village", "@Sheet2")}, [(HOI_PHU,)] * 2)


def test_one_sheet_is_asked_about_as_a_whole_and_so_are_sheets_of_different_kinds():
    assert read(*_list(SOME)).asked == {("village", "")}
    sheets = {"Hộ": _list(SOME), "Hoạt động": ["HOẠT ĐỘNG CỦA TỔ CNSCĐ", *SESSIONS]}
    assert read_sheets(sheets).asked == {("village", "")}


def _asked(*names, rows=(SOME, OTHERS)):
    sheets = {name: _list(one) for name, one in zip(names, rows, strict=True)}
    return {subject for _kind, subject in read_sheets(sheets).asked}


@pytest.mark.parametrize(
    "names",
    [
        ("Tháng 8", "Tháng 9"), ("Quý I", "Quý II"), ("Đợt 1", "Đợt 2"), ("2025", "2026"), ("Dot1", "Dot2"), ("Q1", "Q2"), ("Trang 1", "Trang 2"),
        ("6 tháng đầu năm", "6 tháng cuối năm"), ("08-2026", "09-2026"), ("Page 1", "Page 2"), ("Hộ tháng 8.2026", "Hộ tháng 9.2026"),
    ],
)  # fmt: skip
def test_sheets_of_a_month_a_round_or_a_page_each_are_of_one_village(names):
    assert _asked(*names) == {""}


@pytest.mark.parametrize(
    "names",
    [
        ("Xóm Trên 2026", "Xóm Dưới 2026"), ("Đợt 1 - Xóm Trên", "Đợt 1 - Xóm Dưới"), ("T1", "T2"), ("Cô Lan", "Anh Quý"),
        ("Xóm Kỳ Lân", "Xóm Quý Sơn"), ("Hộ nghèo", "Hộ khác"),
    ],
)  # fmt: skip
def test_sheets_that_are_called_otherwise_are_asked_about_each(names):
    assert _asked(*names) == {f"@{name}" for name in names}


def test_months_of_one_list_are_asked_about_once_beside_another():
    names = "Xóm Trên tháng 8", "Xóm Trên tháng 9", "Xóm Dưới"
    told = f"@{names[0]}, {names[1]}"
    assert _asked(*names, rows=(SOME, OTHERS, SOME)) == {told, "@Xóm Dưới"}


def test_a_sheet_whose_numbers_go_on_is_of_the_same_village():
    more = [[3, "Hồ Cúc", "x"], [4, "Y Dăm", "x"]]
    assert _asked("Sheet1", "Sheet2", rows=(SOME, more)) == {""}
    names = "Sheet1", "Sheet2", "Sheet3"
    assert _asked(*names, rows=(SOME, more, OTHERS)) == {"@Sheet1, Sheet2", "@Sheet3"}
    # A commune may number its households from village to village.
    assert _asked("Xóm Trên", "Xóm Dưới", rows=(SOME, more)) == {"@Xóm Trên", "@Xóm Dưới"}


def test_of_many_sheets_the_first_are_named():
    names = [f"Xóm Trên tháng {n}" for n in range(1, 9)]
    subject = f"@{', '.join(names[:6])}, …"
    assert _asked(*names, "Xóm Dưới", rows=[SOME] * 9) == {subject, "@Xóm Dưới"}


def test_sheets_of_sessions_may_be_called_by_their_months_in_short():
    sheets = {name: ["HOẠT ĐỘNG CỦA TỔ CNSCĐ", *SESSIONS] for name in ("T8", "T9")}
    assert read_sheets(sheets).asked == {("village", "")}
