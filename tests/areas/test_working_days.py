"""Working days, as offices count them."""

from datetime import date, timedelta

import pytest

from areas.models import MovedDay
from areas.working_days import after_working_days, counted, is_working_day
from tests.factories import MovedDayFactory


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
    assert is_working_day(day, {}) is works


@pytest.mark.django_db
def test_a_decree_that_the_library_does_not_know_moves_a_day():
    thursday, how = date(2026, 11, 26), MovedDay.How
    assert after_working_days(thursday, 1) == date(2026, 11, 27)
    MovedDayFactory(day=date(2026, 11, 27), how=how.OFF)
    assert after_working_days(thursday, 1) == date(2026, 11, 30)
    MovedDayFactory(day=date(2026, 11, 28), how=how.WORKED)
    assert after_working_days(thursday, 1) == date(2026, 11, 28)
    # The newest row of a day counts, also one that takes back what was written before.
    MovedDayFactory(day=date(2026, 11, 27), how=how.USUAL)
    assert after_working_days(thursday, 1) == date(2026, 11, 27)
    assert after_working_days(thursday, 0) == thursday


def test_days_are_counted_from_the_next_working_day_on():
    friday = date(2026, 11, 27)
    assert counted(friday, 1, {}) == date(2026, 11, 30)
    assert counted(friday, 0, {}) == friday
    # Over a weekend and the day of culture.
    assert counted(date(2026, 11, 20), 2, {}) == date(2026, 11, 25)


def test_a_due_day_is_a_working_day_with_as_many_before_it():
    for n in range(0, 400, 13):
        first = date(2026, 1, 1) + timedelta(days=n)
        end = counted(first, 20, {})
        between = [first + timedelta(days=d) for d in range(1, (end - first).days + 1)]
        assert is_working_day(end, {})
        assert sum(is_working_day(one, {}) for one in between) == 20
