"""On which day something happened, whatever the clock of the phone; and what may be written together."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from offline.sending.rules.said import Item, Said, day_of, rounds, skew_of

pytestmark = pytest.mark.pure
NOW = datetime(2026, 11, 30, 3, tzinfo=UTC)
TODAY = date(2026, 11, 30)
DAY = 86400


def said(number=1, kind="answers", home=1, on=TODAY, at=NOW, taken=None):
    item = Item(UUID(int=number), "", "")
    return Said(item, 1, None, kind, 1, UUID(int=home), on, at, taken)


@pytest.mark.parametrize(
    ("on", "at", "skew", "day"),
    [
        # A clock that is right: today, an earlier day, one to come.
        (0, 0, 0, 0),
        (-3, 0, 0, -3),
        (1, 0, 0, None),
        # Nobody noted it after it came: set right before it was sent, or a little ahead at midnight.
        (1200, 1200, 0, 0),
        (1199, 1200, 0, -1),
        (1198, 1200, 0, 0),
        (1, 1, 299, 0),
        # Right when it was noted; it had lost the time when it was sent.
        (0, 0, -400 * DAY, 0),
        (1, 0, 299, None),
        # Noted by itself on a phone 400 days ahead, or behind; entered two days before it was sent.
        (400, 400, 400 * DAY, 0),
        (-400, -400, -400 * DAY, 0),
        (398, 398, 400 * DAY, -2),
        # "Yesterday" is that of the day on which it was noted.
        (399, 400, 400 * DAY, -1),
        (-401, -400, -400 * DAY, -1),
        (-1, 0, -400 * DAY, -1),
        (397, 398, 400 * DAY, -3),
        # Another day that somebody chose stays, but never in the future.
        (-5, 400, 400 * DAY, -5),
        (398, 400, 400 * DAY, 0),
        (1, 0, -400 * DAY, None),
    ],
)
def test_the_day(on, at, skew, day):
    one = said(on=TODAY + timedelta(days=on), at=NOW + timedelta(days=at))
    assert day_of(one, skew, TODAY) == (None if day is None else TODAY + timedelta(days=day))


@pytest.mark.parametrize(
    ("on", "at", "taken", "skew", "day"),
    [
        # A phone that woke up in 1970 noted it, and found the time again before it sent: not before its copy was taken.
        (-20000, -20000, -2, 0, -2),
        (-20000, -20000, 1, 0, 0),
        (-3, -3, -2, 400 * DAY, -2),
        (-20001, -20000, -2, 0, -3),
        # A day that somebody chose stays, and one that the phone noted after it took its copy.
        (-5, -1, -2, 0, -5),
        (-2, -1, -1, 0, -2),
        (-1, -1, -2, 0, -1),
    ],
)
def test_nobody_notes_anything_before_they_took_it_along(on, at, taken, skew, day):
    days = [NOW + timedelta(days=one) for one in (at, taken)]
    one = said(on=TODAY + timedelta(days=on), at=days[0], taken=days[1])
    assert day_of(one, skew, TODAY) == TODAY + timedelta(days=day)


def test_the_skew_fits_its_column():
    assert skew_of(NOW + timedelta(minutes=6), NOW) == 360
    assert skew_of(datetime.max.replace(tzinfo=UTC), NOW) == 2_000_000_000
    assert skew_of(datetime.min.replace(tzinfo=UTC), NOW) == -2_000_000_000


def test_what_is_of_one_household_stays_in_its_order_and_the_rest_goes_together():
    kinds = [("household", 1), ("answers", 1), ("household", 2), ("answers", 2), ("status", 1)]
    every = [said(n, kind, home) for n, (kind, home) in enumerate([*kinds, ("answers", 1)])]
    found = [[one.uuid.int for one in group] for group in rounds(every)]
    assert found == [[0, 2], [1, 3], [4], [5]]
    assert list(rounds([])) == []
