from datetime import date

from figures.months import finished


def test_the_running_month_is_not_finished():
    assert finished(date(2026, 1, 31), 2) == [date(2025, 11, 1), date(2025, 12, 1)]
    assert finished(date(2026, 2, 1), 1) == [date(2026, 1, 1)]
