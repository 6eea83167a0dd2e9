"""The benchmark of a file: what it writes is a sheet as communes have them, and its judgement can fail."""

from types import SimpleNamespace

import pytest

from bench import files
from imports.spreadsheet.book import Row
from imports.spreadsheet.columns import HOUSEHOLDS
from imports.spreadsheet.headings import find

VILLAGES = [SimpleNamespace(full_name=f"Thôn {n}") for n in range(3)]
PLACE = files.Place(None, VILLAGES)


def test_its_headings_are_all_understood():
    found = find([Row(1, list(files.HEADINGS))], HOUSEHOLDS)
    assert found.is_certain
    assert len(found.matches) == len(files.HEADINGS) - 1


def test_no_two_people_are_of_one_name_and_all_villages_are_named():
    rows = [files._row(PLACE, n, 1_500, "A") for n in range(1_500)]
    assert len({row[2] for row in rows}) == 1_500
    assert {row[1] for row in rows} == {"Thôn 0", "Thôn 1", "Thôn 2"}
    assert sum(row[3] == "Chủ hộ" for row in rows) == 1_000


@pytest.mark.parametrize(("during", "verdict"), [(0.019, "PASS"), (0.025, "NEAR"), (0.031, "FAIL")])
def test_others_may_wait_twice_as_long(during, verdict):
    line = files._waits("saves", [0.01] * 40, [during] * 40)
    assert (line.verdict, line.target) == (verdict, "<= 2x")


def test_a_row_that_was_not_written_fails_the_run(db, world):
    from tests.factories import ImportFactory

    source = ImportFactory(state="done", rows_read=3, confirmed_by=world.own.officer)
    line = files._whole(source, 3)
    assert (line.value, line.verdict, line.correctness) == ("3 of 3", "FAIL", True)
