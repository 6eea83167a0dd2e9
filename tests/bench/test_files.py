"""The benchmark of a file: what it writes is a sheet as communes have them, and its judgement can fail."""

import pytest
from django.conf import settings

from bench import files
from imports.spreadsheet.book import Row
from imports.spreadsheet.columns import HOUSEHOLDS
from imports.spreadsheet.headings import find
from imports.spreadsheet.reasons import Unreadable


def test_headings_are_all_understood():
    found = find([Row(1, list(files.HEADINGS))], HOUSEHOLDS)
    assert found.rows
    assert not found.missing
    assert not found.doubtful
    assert len(found.matches) == len(files.HEADINGS) - 1


def test_no_two_people_have_one_name():
    rows = [files.row_of("Thôn 0", n, "A") for n in range(1_500)]
    assert len({row[2] for row in rows}) == 1_500
    assert sum(row[3] == "Chủ hộ" for row in rows) == 1_000


@pytest.mark.parametrize(("during", "verdict"), [(0.019, "PASS"), (0.025, "NEAR"), (0.031, "FAIL")])
def test_others_may_wait_twice_as_long(during, verdict):
    line = files._waits("one commune", [0.01] * 40, [during] * 40)
    assert (line.verdict, line.asked) == (verdict, "<= 2")


@pytest.mark.django_db
def test_row_that_was_not_written_fails_the_run(world):
    from tests.factories import ImportFactory

    source = ImportFactory(state="done", rows_read=3, confirmed_by=world.own.officer)
    line = files._whole(source, 3)
    assert (line.value, line.verdict) == ("3 of 3", "FAIL")


@pytest.fixture
def in_benchmark(world, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    monkeypatch.setattr(files, "OFFICER", world.own.officer.username)
    return list(world.own.villages)


@pytest.mark.django_db
def test_file_and_its_heading_are_within_the_limit_of_rows(monkeypatch):
    seen = []

    def stop(villages, rows):
        seen.append(rows)
        raise LookupError

    monkeypatch.setattr(files, "_received", stop)
    monkeypatch.setattr(files, "_villages", lambda: ([], []))
    with pytest.raises(LookupError):
        files.file_lines(100_000)
    assert seen == [settings.IMPORT_MAX_ROWS - 1]


@pytest.mark.django_db
def test_file_that_is_not_read_says_why(in_benchmark, monkeypatch, settings):
    monkeypatch.setattr("imports.jobs.actions.reading.AT_ONCE_BYTES", 0)
    settings.IMPORT_MAX_ROWS = 5
    with pytest.raises(Unreadable, match="hơn 5 dòng"):
        files._received(in_benchmark, 5)


@pytest.mark.by_turns(3)
@pytest.mark.django_db
def test_second_file_has_new_people(in_benchmark):
    first, _ = files._received(in_benchmark, 4)
    first.state = "done"
    first.save()
    second, _ = files._received(in_benchmark, 4)
    assert first.to_write == second.to_write == 4
