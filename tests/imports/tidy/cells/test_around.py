"""Month and year of a day that does not say them come from what stands around it."""

import pytest

from imports.tidy.cells.around import Around, known_around, with_month, year_of
from imports.tidy.cells.days import day
from imports.tidy.model import Context
from tests.imports.tidy.cells.conftest import TODAY
from tests.imports.tidy.cells.test_days import THIRD


@pytest.mark.parametrize(
    ("texts", "cell", "found"),
    [
        ([("Tháng 4/2026", "group")], "3", THIRD),
        ([("THÁNG 4 NĂM 2026", "group")], 3, THIRD),
        ([("Tháng 4", "group"), ("KẾ HOẠCH SỐ 12/KH-UBND NGÀY 2/1/2025", "title"), ("SỔ NĂM 2026", "title")], 3, THIRD),
        ([("SỔ THEO DÕI NĂM 2026", "title")], "3/4", THIRD),
        ([("T4", "sheet"), ("NĂM 2026", "title")], "3", THIRD),
    ],
)  # fmt: skip
def test_month_and_year_come_from_around(texts, cell, found):
    context = [Context(text, origin, 0) for text, origin in texts]
    assert day(cell, known_around(context, TODAY)).value == found


@pytest.mark.parametrize(
    "text",
    [
        "Tháng 1-6/2026", "THÁNG 1 ĐẾN THÁNG 6 NĂM 2026", "tháng 1 - 6 năm 2026", "T1-T6", "Tháng 1, 2, 3", "tháng 7 và 8/2026",
        "Hoạt động tháng 1 đến tháng 3 của tổ", "Tháng 01/2026 - tháng 03/2026", "thang 1 den thang 6", "Tháng 4, tháng 5",
        "Tháng 1 - 6 của xã", "THÁNG 7-8 THÔN HỘI PHÚ", "THÁNG 1 ĐẾN 6 CÁC TỔ", "THÁNG 1-6 (6 THÁNG)", "THÁNG 1-6 HOẠT ĐỘNG TỔ", "THÁNG 7 - 8 TỔ CNSCĐ", "Tháng 1, 2 - báo cáo",
    ],
)  # fmt: skip
@pytest.mark.parametrize("cell", [3, "03"])
def test_a_day_below_several_months_is_of_none_of_them(text, cell):
    outer = Context("Tháng 9", "group", 0)
    about = known_around([outer, Context(text, "group", 0)], TODAY)
    assert (about.month, day(cell, about).value) == (None, None)
    assert with_month(known_around([outer], TODAY), text).month is None


@pytest.mark.parametrize(
    "text",
    [
        "Tháng 4 - 15/4", "tháng 4, 5 buổi", "Tháng 4-2026", "Tháng 4. 12 buổi", "tháng 4: 3.5 giờ", "tháng 4 (2 buổi)", "Tháng 4/2026, 8 tổ",
        "THÁNG 4/2026 - 12 người", "THÁNG 4 - 12 THÔN", "THÁNG 4, 8-10 GIỜ SÁNG", "Tháng 4 - 3 thôn",
        "Tháng 4 đến 12 hộ", "Tháng 4 - 3 tổ", "Tháng 4, 3", "Tháng 4 - 8h30", "Tháng 4 - T3 hàng tuần", "Tháng 4 - 2 ngày", "Tháng 4 - 5 điểm", "Tháng 4-12 người", "Tháng 4/2026 (T2-T6)", "Tháng 4 - 5 hoạt động",
    ],
)  # fmt: skip
def test_a_number_behind_a_month_is_no_second_month(text):
    assert known_around([Context(text, "group", 0)], TODAY).month == 4


def test_the_year_of_several_months_counts():
    about = known_around([Context("Tháng 1-6/2026", "group", 0)], TODAY)
    assert day("3/4", about).value == THIRD


def test_a_column_of_months_counts():
    assert day("3", with_month(Around(TODAY, years=(2026,)), "Tháng 4")).value == THIRD


def test_of_which_year_a_list_is():
    assert year_of(["DANH SÁCH NĂM 2025", "QĐ số 3 ngày 1/2/2024"], TODAY) == 2025
    assert year_of(["NĂM 2025", "NĂM 2024"], TODAY) == 2026
