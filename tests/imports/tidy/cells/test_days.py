"""Days are read day first unless the column tells otherwise; year and month come from what stands around."""

from datetime import date

import pytest

from imports.spreadsheet.values import Wrong
from imports.tidy.cells.around import Around, known_around
from imports.tidy.cells.days import day, may_be_swapped, order_of
from imports.tidy.cells.decisions import decision
from tests.imports.tidy.cells.conftest import TODAY

ABOUT = Around(TODAY)
THIRD = date(2026, 4, 3)


@pytest.mark.parametrize(
    "cell",
    [
        THIRD, "03/04/2026", "3/4/2026", "3-4-2026", "3.4.2026", "3 / 4 / 2026", "2026-04-03", "2026-04-03 07:30:00", "3/4/26",
        "8h00 ngày 03/04/2026", "Thứ sáu, 03/04/2026", "ngày 3 tháng 4 năm 2026", "ngay 3 thang 4 nam 2026", 46115, "20260403", "03042026",
    ],
)  # fmt: skip
def test_a_day_is_read(cell):
    assert day(cell, ABOUT).value == THIRD


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["3/4/2026", "9/8/2026"], "d/m"), (["14/9/2026", "3/4/2026"], "d/m"), (["9/14/2026", "3/4/2026"], "m/d"),
        (["9/14/2026", "14/9/2026"], ""), ([THIRD], "d/m"), ([], "d/m"),
    ],
)  # fmt: skip
def test_a_column_tells_which_comes_first(cells, order):
    assert order_of(cells) == order


def test_month_first_is_read_so():
    assert day("4/3/2026", Around(TODAY, "m/d")).value == THIRD


def test_where_both_orders_stand_what_can_be_both_is_asked():
    both = Around(TODAY, "")
    assert day("14/4/2026", both).value == date(2026, 4, 14)
    doubt = day("3/4/2026", both).doubt
    assert (doubt.kind, dict(doubt.values)) == (
        "date_order",
        {"d/m": THIRD, "m/d": date(2026, 3, 4)},
    )


def test_a_day_without_a_year_is_asked_where_nothing_says_it():
    doubt = day("3/4", known_around([], TODAY)).doubt
    assert (doubt.kind, list(doubt.values)) == ("year", ["2026", "2025"])


def test_two_days_in_a_cell_are_asked():
    assert list(day("3/4/2026 và 5/4/2026", ABOUT).doubt.values) == ["03/04/2026", "05/04/2026"]
    assert list(day("3-4/4/2026", ABOUT).doubt.values) == ["03/04/2026", "04/04/2026"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("22+23/8/2026", ("22/08/2026", "23/08/2026")), ("01/9 - 05/9/2026", ("01/09/2026", "05/09/2026")),
        ("30/8 và 2/9/2026", ("30/08/2026", "02/09/2026")), ("từ 5 đến 7/9/2026", ("05/09/2026", "07/09/2026")),
    ],
)  # fmt: skip
def test_of_several_days_in_a_cell_each_may_be_chosen(text, days):
    assert tuple(day(text, ABOUT).doubt.choices) == (*days, "skip")


@pytest.mark.parametrize(
    "text",
    [
        "Tuần 2 tháng 9",
        "tuần 2/9/2026",
        "Đợt 1 tháng 9 năm 2026",
        "Quý 3/2026",
        "tuan thu 2 thang 9",
    ],
)
def test_a_part_of_a_month_is_no_day_of_it(text):
    assert day(text, known_around([], TODAY)).wrong


@pytest.mark.parametrize("cell", ["31/02/2026", "hôm qua", "16/09/2026", "1/1/1999", "3", True])
def test_what_is_no_day_that_was_is_wrong(cell):
    assert day(cell, ABOUT).wrong


@pytest.mark.parametrize(
    "text",
    ["45/QĐ-UBND ngày 3/4/2026", "45/QĐ-UBND, 03/04/2026", "QĐ số 45/QĐ-UBND ngày 03/04/2026", "45/QD-UBND (3/4/2026)",
     "Số 45/QĐ-UBND ký ngày 3 tháng 4 năm 2026"],
)  # fmt: skip
def test_a_decision_has_its_day_with_it(text):
    found = decision(text, ABOUT)
    assert (found.value, found.more) == ("45/QĐ-UBND", {"signed_on": THIRD})


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12/QĐ-UBND (cũ), 45/QĐ-UBND", ["12/QĐ-UBND", "45/QĐ-UBND"]),
        ("12/2024/QĐ-UBND; sửa đổi: 45/QD-UBND", ["12/2024/QĐ-UBND", "45/QĐ-UBND"]),
        ("12/qđ-ubnd, 45/qd-ubnd", ["12/QĐ-UBND", "45/QĐ-UBND"]),
        ("45/QĐ-UBND (45/qđ-ubnd)", []),
        ("45/QĐ-UBND (45/QĐ-UBND)", []),
    ],
)
def test_of_several_decisions_in_a_cell_it_is_asked_which_is_meant(text, numbers):
    doubt = decision(text, ABOUT).doubt
    assert list(doubt.values if doubt else ()) == numbers


def test_a_decision_without_a_day_is_its_number():
    assert decision("Số 45/QĐ-UBND", ABOUT).value == "45/QĐ-UBND"
    assert decision("số 45/qđ-ubnd", ABOUT).value == "45/QĐ-UBND"
    assert decision(45, ABOUT).value == "45"


def test_days_that_a_machine_may_have_swapped_are_asked():
    real = [date(2026, 3, 4), date(2026, 8, 9), date(2026, 1, 12)]
    assert may_be_swapped([*real, "14/9/2026"])
    assert not may_be_swapped([*real, "3/4/2026"])
    assert not may_be_swapped(real)
    assert not may_be_swapped([*real, date(2026, 3, 14), "14/9/2026"])
    doubt = day(real[0], Around(TODAY, is_swapped=True)).doubt
    assert dict(doubt.values) == {"d/m": THIRD, "m/d": real[0]}


def test_a_day_that_cannot_be_swapped_stays():
    about = Around(date(2026, 9, 1), is_swapped=True)
    assert day(date(2026, 3, 25), about).value == date(2026, 3, 25)


def test_the_day_of_a_decision_that_may_be_two_is_asked_and_its_number_taken():
    found = decision("45/QĐ-UBND ngày 03/04/2026", Around(TODAY, ""))
    assert found.value == "45/QĐ-UBND"
    assert list(found.asks["signed_on"].values.values()) == [THIRD, date(2026, 3, 4)]


def test_a_decision_of_a_day_to_come_says_so():
    found = decision("45/QĐ-UBND ngày 03/04/2062", ABOUT)
    assert (found.value, found.more) == ("45/QĐ-UBND", {})
    assert "2062" in found.note


def test_a_choice_of_the_order_that_makes_a_day_to_come_is_wrong():
    ways = day("05/11/2026", Around(TODAY, "")).doubt.values
    assert isinstance(ways["d/m"], Wrong)
    assert ways["m/d"] == date(2026, 5, 11)


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("5/3/2026-7/3/2026", "05/03 07/03"), ("05.3.2026-07.3.2026", "05/03 07/03"), ("31/3/2026-2/4/2026", "31/03 02/04"),
        ("Từ ngày 05 đến ngày 07 tháng 3 năm 2026", "05/03 07/03"), ("05-07 tháng 3 năm 2026", "05/03 07/03"), ("10, 17, 24/3/2026", "10/03 17/03 24/03"),
        ("ngày 5, 6 và 7 tháng 3 năm 2026", "05/03 06/03 07/03"), ("5/3, 12/3/2026", "05/03 12/03"), ("5 tháng 3 và 7 tháng 4 năm 2026", "05/03 07/04"),
    ],
)  # fmt: skip
def test_of_several_days_it_is_asked_which_one(cell, days):
    assert list(day(cell, ABOUT).doubt.values) == [f"{one}/2026" for one in days.split()]


@pytest.mark.parametrize(
    "cell",
    [
        "8h30 - 03 tháng 4 năm 2026",
        "QĐ số 12, ngày 03 tháng 4 năm 2026",
        "12, ngày 03 tháng 4 năm 2026",
        "3/4/2026-3/4/2026",
        "3/4/2026 (16/2 âm lịch)",
        "16/2 ÂL, tức 3/4/2026",
        "Thứ 6, 3/4/2026 (16/2 âm lịch)",
        "Ngày 03/04/2026 (tức 16 tháng 2 âm lịch)",
    ],
)
def test_another_number_before_a_day_is_none(cell):
    assert day(cell, ABOUT).value == THIRD


@pytest.mark.parametrize("cell", ["16/01/2026 âm lịch", "05/3 (âm lịch)", "5/3/2026 ÂL"])
def test_a_day_of_the_moon_is_none_of_the_calendar(cell):
    assert "âm lịch" in day(cell, ABOUT).wrong.args[0]
