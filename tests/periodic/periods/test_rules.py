"""Days and names of periods, by hand."""

from datetime import date, timedelta

import pytest

from periodic.models import Cutoff, Span
from periodic.periods.rules import Days, days_between, days_of, name_of, short_name_of

MONTH, QUARTER, HALF, NINE, YEAR = (
    Span.MONTH,
    Span.QUARTER,
    Span.HALF,
    Span.NINE_MONTHS,
    Span.YEAR,
)
CALENDAR, FOURTEENTH = Cutoff.CALENDAR, Cutoff.FOURTEENTH
CASES = [
    (MONTH, CALENDAR, "2026-11-15", "2026-11-01", "2026-11-30", "tháng 11/2026"),
    (MONTH, CALENDAR, "2028-02-29", "2028-02-01", "2028-02-29", "tháng 2/2028"),
    (MONTH, FOURTEENTH, "2026-11-14", "2026-10-15", "2026-11-14", "tháng 11/2026"),
    (MONTH, FOURTEENTH, "2026-11-15", "2026-11-15", "2026-12-14", "tháng 12/2026"),
    (MONTH, FOURTEENTH, "2026-12-15", "2026-12-15", "2027-01-14", "tháng 1/2027"),
    (QUARTER, CALENDAR, "2026-12-31", "2026-10-01", "2026-12-31", "quý IV/2026"),
    (QUARTER, FOURTEENTH, "2026-12-14", "2026-09-15", "2026-12-14", "quý IV/2026"),
    (QUARTER, FOURTEENTH, "2026-12-15", "2026-12-15", "2027-03-14", "quý I/2027"),
    (HALF, CALENDAR, "2026-06-30", "2026-01-01", "2026-06-30", "6 tháng đầu năm 2026"),
    (HALF, FOURTEENTH, "2025-12-15", "2025-12-15", "2026-06-14", "6 tháng đầu năm 2026"),
    (NINE, FOURTEENTH, "2026-09-14", "2025-12-15", "2026-09-14", "9 tháng năm 2026"),
    (NINE, CALENDAR, "2026-03-01", "2026-01-01", "2026-09-30", "9 tháng năm 2026"),
    (YEAR, CALENDAR, "2026-11-29", "2026-01-01", "2026-12-31", "năm 2026"),
    (YEAR, FOURTEENTH, "2026-12-15", "2026-12-15", "2027-12-14", "năm 2027"),
]


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(("span", "cutoff", "on", "begins", "ends", "name"), CASES)
def test_days_and_name_of_the_period_of_a_day(span, cutoff, on, begins, ends, name):
    days = days_of(span, cutoff, day(on))
    assert days == Days(day(begins), day(ends))
    assert name_of(span, *days) == name


@pytest.mark.parametrize(
    ("span", "cutoff", "on"),
    [
        (HALF, CALENDAR, "2026-07-01"),
        (HALF, FOURTEENTH, "2026-06-15"),
        (HALF, FOURTEENTH, "2026-12-14"),
        (NINE, CALENDAR, "2026-10-01"),
        (Span.FREE, CALENDAR, "2026-10-01"),
    ],
)
def test_a_day_in_no_period(span, cutoff, on):
    assert days_of(span, cutoff, day(on)) is None


@pytest.mark.parametrize("cutoff", Cutoff)
@pytest.mark.parametrize("span", [MONTH, QUARTER, YEAR])
def test_every_day_lies_in_one_period_and_they_follow_each_other(span, cutoff):
    on, before = day("2024-01-01"), None
    while on < day("2027-02-01"):
        days = days_of(span, cutoff, on)
        assert days.begins_on <= on <= days.ends_on
        assert before in (None, days) or days.begins_on == before.ends_on + timedelta(1) == on
        on, before = on + timedelta(1), days


@pytest.mark.parametrize("cutoff", Cutoff)
@pytest.mark.parametrize(
    ("span", "a_year"), [(MONTH, 12), (QUARTER, 4), (HALF, 1), (NINE, 1), (YEAR, 1)]
)
def test_periods_that_begin_within_some_days(span, cutoff, a_year):
    first = day("2025-12-15") if cutoff == FOURTEENTH else day("2026-01-01")
    found = days_between(span, cutoff, first, first + timedelta(364))
    assert len(found) == a_year
    assert found[0].begins_on == first
    assert days_between(span, cutoff, first + timedelta(1), first + timedelta(364)) == found[1:]


@pytest.mark.parametrize(
    ("span", "cutoff", "today", "begins"),
    [
        # Begun as the last month of the year goes on, not on New Year.
        (HALF, FOURTEENTH, "2026-12-14", ["2025-12-15"]),
        (HALF, FOURTEENTH, "2026-12-15", ["2025-12-15", "2026-12-15"]),
        (NINE, FOURTEENTH, "2026-12-15", ["2025-12-15", "2026-12-15"]),
        (YEAR, FOURTEENTH, "2026-12-15", ["2025-12-15", "2026-12-15"]),
        (HALF, CALENDAR, "2026-12-31", ["2026-01-01"]),
        (HALF, CALENDAR, "2027-01-01", ["2026-01-01", "2027-01-01"]),
        (NINE, CALENDAR, "2027-01-01", ["2026-01-01", "2027-01-01"]),
    ],
)
def test_a_period_is_there_from_its_first_day_on(span, cutoff, today, begins):
    first = days_of(span, cutoff, day("2026-01-01")).begins_on
    found = days_between(span, cutoff, first, day(today))
    assert [one.begins_on for one in found] == [day(text) for text in begins]


def test_a_free_period_is_called_by_its_days():
    assert name_of(Span.FREE, day("2026-11-03"), day("2026-11-03")) == "ngày 03/11/2026"
    assert (
        name_of(Span.FREE, day("2026-11-03"), day("2026-11-20")) == "từ 03/11/2026 đến 20/11/2026"
    )


@pytest.mark.parametrize(
    ("span", "ends", "name"),
    [
        (MONTH, "2026-11-14", "T11"),
        (QUARTER, "2026-12-31", "Quý IV"),
        (HALF, "2026-06-30", "30/06"),
        (Span.FREE, "2026-11-20", "20/11"),
    ],
)
def test_a_period_has_a_short_name_at_the_head_of_a_column(span, ends, name):
    assert short_name_of(span, day(ends)) == name
