"""Working days, as offices count them."""

from datetime import date, timedelta

import pytest

from areas.working_days import after_working_days, is_working_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 27), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        # Days of the State: the new year, the lunar one, the kings, victory, labour, independence, culture.
        (date(2026, 1, 1), False),
        *((date(2026, 2, day), False) for day in (16, 17, 18, 19, 20)),
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), False),
        (date(2026, 9, 1), False),
        (date(2026, 9, 2), False),
        (date(2026, 11, 24), False),
        # One that falls on a Sunday is made up for on Monday.
        (date(2026, 4, 27), False),
        # Swapped by decree: Monday is off, the Saturday before is worked.
        (date(2026, 8, 31), False),
        (date(2026, 8, 22), True),
    ],
)
def test_an_office_is_open_on_a_day(day, works):
    assert is_working_day(day) is works


def test_a_decree_that_the_library_does_not_know_moves_a_day(settings):
    settings.DAYS_OFF, settings.DAYS_WORKED = {"2026-11-27"}, {"2026-11-28"}
    assert not is_working_day(date(2026, 11, 27))
    assert is_working_day(date(2026, 11, 28))


def test_days_are_counted_from_the_next_working_day_on():
    friday = date(2026, 11, 27)
    assert after_working_days(friday, 1) == date(2026, 11, 30)
    assert after_working_days(friday, 0) == friday
    # Over a weekend and the day of culture.
    assert after_working_days(date(2026, 11, 20), 2) == date(2026, 11, 25)


def test_a_due_day_is_a_working_day_with_as_many_before_it():
    for n in range(0, 400, 13):
        first = date(2026, 1, 1) + timedelta(days=n)
        end = after_working_days(first, 20)
        between = [first + timedelta(days=d) for d in range(1, (end - first).days + 1)]
        assert is_working_day(end)
        assert sum(map(is_working_day, between)) == 20
