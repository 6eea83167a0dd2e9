"""The line of the hour: one for each person, place and hour; counted once in a process; days above the habit; clearing."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reading.actions import REMEMBERED, clear, flag_unusual, note_reading
from reading.models import Reading, UnusualReading
from reading.queries import people_by_day
from tests.factories import ReadingFactory, UnusualReadingFactory, UserFactory, VillageFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 31)


@pytest.fixture
def village(db):
    return VillageFactory()


@pytest.fixture
def reader(village):
    return UserFactory(area=village.commune)


def lines():
    return list(Reading.unscoped.order_by("pk").values_list("user", "area", "people"))


@time_machine.travel(datetime(2026, 3, 2, 3, 10, tzinfo=UTC), tick=False)
def test_an_hour_of_a_person_at_a_place_is_one_line_that_adds_up(village, reader):
    note_reading(by=reader, named={village.path: {1: 1, 2: 1}})
    note_reading(by=reader, named={village.path: {3: 4}})
    assert lines() == [(reader.pk, village.pk, 6)]
    line = Reading.unscoped.get()
    assert (line.commune, line.hour) == (village.commune, datetime(2026, 3, 2, 3, tzinfo=UTC))


def test_another_hour_person_or_place_is_a_line_of_its_own(village, reader):
    other = UserFactory(area=village)
    with time_machine.travel(datetime(2026, 3, 2, 3, 59, tzinfo=UTC), tick=False) as clock:
        note_reading(by=reader, named={village.path: {1: 1}})
        note_reading(by=reader, named={village.commune.path: {1: 1}})
        note_reading(by=other, named={village.path: {1: 1}})
        clock.shift(timedelta(minutes=1))
        note_reading(by=reader, named={village.path: {1: 1}})
    assert [people for _user, _area, people in lines()] == [1, 1, 1, 1]
    assert {line.commune_id for line in Reading.unscoped.all()} == {village.commune_id}


@pytest.mark.parametrize(
    ("places", "area"),
    [
        (["1.54.2.30."], 30),
        (["1.54.2.30.", "1.54.2.301."], 2),
        (["1.54.2.", "1.54.2.30."], 2),
        (["1.54.2.30.", "1.54.2.5.", "1.54.2.41."], 2),
    ],
)
def test_names_of_several_places_are_of_the_one_above_them(reader, places, area):
    note_reading(by=reader, named={place: {place: 1} for place in places})
    assert Reading.unscoped.values_list("area", "people").get() == (area, len(places))


def test_names_of_no_place_are_of_the_readers_own(reader):
    note_reading(by=reader, named={"": {1: 1}})
    assert Reading.unscoped.get().area == reader.area


def test_a_line_is_a_transaction_whose_commit_has_an_end(village, reader):
    """Only what is committed by a page is given up where no standby answers (config/postgresql)."""
    depth, outside = [], len(connection.atomic_blocks)

    def look(execute, *statement):
        depth.append(len(connection.atomic_blocks))
        return execute(*statement)

    with connection.execute_wrapper(look):
        note_reading(by=reader, named={village.path: {1: 1}})
    assert depth == [outside + 1]


def statements(by, place, people):
    with CaptureQueriesContext(connection) as queries:
        note_reading(by=by, named={place: people})
    return len(queries)


@time_machine.travel(datetime(2026, 3, 2, 3, 10, tzinfo=UTC), tick=False)
def test_who_was_counted_this_hour_is_not_written_again(
    village, reader, django_capture_on_commit_callbacks
):
    asked, written = [{1: 1, 2: 1}, {2: 1}, {1: 1, 2: 1}, {2: 3}, {3: 1}], list[int]()
    for people in asked:
        with django_capture_on_commit_callbacks(execute=True):
            written.append(statements(reader, village.path, people))
    assert written == [1, 0, 0, 1, 1]
    assert lines() == [(reader.pk, village.pk, 5)]


def test_what_may_be_undone_is_not_remembered(village, reader):
    assert [statements(reader, village.path, {1: 1}) for _ in range(2)] == [1, 1]


def test_memory_is_of_one_hour_and_of_no_more_than_so_many(
    village, reader, django_capture_on_commit_callbacks, monkeypatch
):
    def written(people):
        with django_capture_on_commit_callbacks(execute=True):
            return statements(reader, village.path, people)

    with time_machine.travel(datetime(2026, 3, 2, 3, 10, tzinfo=UTC), tick=False) as clock:
        assert [written({1: 1}), written({1: 1})] == [1, 0]
        clock.shift(timedelta(hours=1))
        assert [written({1: 1}), written({1: 1}), len(REMEMBERED)] == [1, 0, 1]
        monkeypatch.setattr("reading.actions.MOST", 2)
        assert [written({2: 1, 3: 1}), written({1: 1})] == [1, 1]


def test_no_other_row_is_locked_to_write_a_line(village, reader):
    """No check of a key: to check one PostgreSQL locks the row it names, and a page would wait for a save."""
    fields = [Reading._meta.get_field(name) for name in ("user", "area", "commune")]
    assert [field.db_constraint for field in fields] == [False, False, False]


def habit(reader, village, *, days, people, before=TODAY):
    for ago in range(1, days + 1):
        hour = datetime(before.year, before.month, before.day, 2, tzinfo=UTC) - timedelta(days=ago)
        ReadingFactory(user=reader, area=village, commune=village.commune, hour=hour, people=people)


def read_on(day, reader, village, people):
    hour = datetime(day.year, day.month, day.day, 2, tzinfo=UTC)
    ReadingFactory(user=reader, area=village, commune=village.commune, hour=hour, people=people)


def test_a_habit_is_of_thirty_days_before(reader, village):
    habit(reader, village, days=40, people=7)
    read_on(TODAY, reader, village, 999)
    assert people_by_day(reader.pk, before=TODAY) == [7] * 30


@pytest.mark.parametrize(
    ("usual", "people", "flagged"), [(60, 301, 1), (60, 300, 0), (10, 200, 0), (10, 201, 1)]
)
def test_a_day_far_above_the_habit_is_flagged(reader, village, usual, people, flagged):
    habit(reader, village, days=10, people=usual)
    read_on(TODAY, reader, village, people)
    assert [flag_unusual(day=TODAY), UnusualReading.unscoped.count()] == [flagged, flagged]


def test_a_day_is_flagged_once_with_what_it_came_to(reader, village):
    habit(reader, village, days=10, people=10)
    read_on(TODAY, reader, village, 300)
    flag_unusual(day=TODAY)
    read_on(TODAY, reader, VillageFactory(parent=village.commune), 200)
    flag_unusual(day=TODAY)
    one = UnusualReading.unscoped.get()
    assert (one.user, one.commune, one.day) == (reader, village.commune, TODAY)
    assert (one.people, one.usual) == (500, 10)


def test_lines_are_cleared_after_their_months(reader, village, settings):
    settings.READING_KEEP_MONTHS = 12
    for days in (360, 370):
        read_on(TODAY - timedelta(days=days), reader, village, 1)
        UnusualReadingFactory(
            user=reader, commune=village.commune, day=TODAY - timedelta(days=days)
        )
    assert clear(today=TODAY) == 1
    assert [Reading.unscoped.count(), UnusualReading.unscoped.count()] == [1, 1]


@time_machine.travel(datetime(2026, 4, 2, 3, tzinfo=UTC), tick=False)
def test_the_daily_command_flags_the_last_days_and_leaves_clearing_to_clear_old(
    reader, village, capsys
):
    habit(reader, village, days=10, people=10)
    read_on(TODAY, reader, village, 900)
    read_on(TODAY - timedelta(days=500), reader, village, 1)
    call_command("check_readings")
    call_command("check_readings")
    said = capsys.readouterr().out.splitlines()
    assert said == 2 * ["1 ngày khác thường."]
    assert Reading.unscoped.filter(hour__lt="2025-04-01T00:00Z").count() == 1
