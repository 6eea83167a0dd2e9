"""Which day's work is due, and how long a task that failed waits."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from operations.daily.rules import due_day, wait_after

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 29, 1, 29, 59, tzinfo=UTC), date(2026, 11, 28)),
        (datetime(2026, 11, 29, 1, 30, tzinfo=UTC), date(2026, 11, 29)),
        (datetime(2026, 11, 29, 23, 59, tzinfo=UTC), date(2026, 11, 29)),
        (datetime(2027, 1, 1, 0, 0, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_until_the_time_of_day_it_is_the_work_of_the_day_before(now, day):
    assert due_day(now, time(1, 30)) == day


def test_what_failed_waits_longer_each_time_and_an_hour_at_most():
    waits = [wait_after(tries) / timedelta(minutes=1) for tries in (1, 2, 3, 6, 7, 30_000)]
    assert waits == [1, 2, 4, 32, 60, 60]
