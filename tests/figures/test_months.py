from datetime import date

import pytest

from figures.months import finished, last_day, month_of, read_month


def test_a_month_is_its_first_day_and_ends_on_its_last():
    assert month_of(date(2026, 11, 26)) == date(2026, 11, 1)
    assert last_day(date(2026, 11, 1)) == date(2026, 11, 30)
    assert last_day(date(2026, 12, 1)) == date(2026, 12, 31)
    assert last_day(date(2024, 2, 1)) == date(2024, 2, 29)


def test_months_before_cross_the_year():
    assert month_of(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert month_of(date(2026, 11, 1), 12) == date(2025, 11, 1)
    assert month_of(date(2026, 12, 1), -1) == date(2027, 1, 1)


def test_the_running_month_is_not_finished():
    assert finished(date(2026, 1, 31), 2) == [date(2025, 11, 1), date(2025, 12, 1)]
    assert finished(date(2026, 2, 1), 1) == [date(2026, 1, 1)]


@pytest.mark.parametrize("text", [None, "", "2026", "2026-13", "2026-5", "x", "2026-05-01"])
def test_what_is_no_month_is_none(text):
    assert read_month(text) is None


def test_a_month_is_read_from_an_address():
    assert read_month("2026-05") == date(2026, 5, 1)
