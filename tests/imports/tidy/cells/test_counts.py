"""Numbers of things are whole, with words or dots; what is not known is not 0."""

from datetime import date

import pytest

from imports.tidy.cells.counts import attendance, count, households, words


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (12, 12), ("1.234", 1234), ("1,234", 1234), ("1 234", 1234), ("12 hộ", 12), ("25 lượt người", 25), ("khoảng 30", 30),
        ("30 người tham gia", 30), (12.0, 12), ("12 (48%)", 12), ("1.234 hộ - đạt 98,5%", 1234), ("12 người; tỷ lệ: 48 %", 12), (0, 0), ("0", 0), ("-", None), ("?", None), ("chưa có", None), ("…", None), (None, None),
    ],
)  # fmt: skip
def test_a_number_is_read(cell, number):
    found = count(cell)
    assert (found.value, found.left) == (number, "")


@pytest.mark.parametrize(
    "cell",
    [
        -1,
        "nhiều",
        True,
        "12 con bò",
        date(2026, 1, 1),
        9_999_999,
        0.5,
        "10-12",
        "48%",
        "12,5%",
        "1250%",
        "10-12 (48%)",
    ],
)
def test_what_is_no_number_is_left(cell):
    assert count(cell).left


@pytest.mark.parametrize(
    ("cell", "number", "below_both"),
    [
        ("1.020 hộ (4.500 khẩu)", 1020, 1020), ("4.500 khẩu/1.020 hộ", 1020, 1020), ("250 hộ", 250, 250), (250, 250, 250), ("250 hộ, 4 tổ", 250, 250),
        ("250/1.020", None, 250), ("250 - 1020", None, None), ("1,020", 1020, 1020), ("1.020/250", None, None), ("250 hộ/300 hộ", None, None), ("250 hộ khẩu", 250, 250),
    ],
)  # fmt: skip
def test_households_are_told_from_who_lives_in_them(cell, number, below_both):
    assert households(cell).value == number
    assert households(cell, has_people=True).value == below_both


def test_a_thousand_that_became_a_fraction_is_proposed():
    assert count(1.234).doubt.proposal == "1234"


def test_a_house_number_that_became_a_day_is_proposed():
    assert words(date(2026, 4, 3), longest=120).doubt.proposal == "3/4"
    assert words(12, longest=120).value == "12"


@pytest.mark.parametrize(
    ("cell", "people", "more"),
    [
        ("15 hộ", None, {"households": 15}), ("12 người", 12, {}), (9, 9, {}), ("30 hộ khẩu", 30, {}), ("15 người/12 hộ", 15, {"households": 12}),
        ("12 hộ (15 lượt người)", 15, {"households": 12}), ("20 lượt - 18 hộ", 20, {"households": 18}), ("15/12", None, {}), ("15 hộ/12 hộ", None, {}),
        ("25 người/3 thôn", None, {}), ("25 nam, 12 nữ", 37, {"women": 12}), ("Nữ: 12; nam: 25", 37, {"women": 12}), ("25 người (nữ 12)", 25, {"women": 12}),
    ],
)  # fmt: skip
def test_households_that_came_are_not_people(cell, people, more):
    read = attendance(cell)
    assert (read.value, read.more) == (people, more)


@pytest.mark.parametrize(
    ("cell", "people", "women"),
    [("25 (12)", 25, 12), ("25/12", 25, 12), ("30 người (17)", 30, 17), (25, 25, None), ("12 (25)", None, None)],
)  # fmt: skip
def test_a_second_number_counts_women_where_the_heading_says_so(cell, people, women):
    read = attendance(cell, has_women=True)
    assert (read.value, read.more.get("women")) == (people, women)
    assert not attendance(cell).more
