"""Whatever a file holds, it is read or refused in Vietnamese: in time, within memory, without an error.

`make test` plays a sample; PROVE=1 plays every one.
"""

import itertools
import os
import re
import subprocess
import sys
import time

import pytest
from django.utils import translation

from imports.sandbox import run
from imports.spreadsheet.reasons import Unreadable
from tests.imports import bombs, hostile
from tests.imports.files import parts, workbook, zipped
from tests.proving import PROVING, sample_or_all, share_of_today
from tests.sandbox_cost import measure

pytestmark = pytest.mark.slow

# Every how many files of a family is played in a sample.
EVERY = {
    hostile.damaged: 30,
    hostile.rewritten: 20,
    hostile.odd_packages: 6,
    hostile.odd_archives: 5,
}
SECONDS, MEGABYTES = 60, 512
TELLS_WHAT_TO_DO = re.compile("gửi|Kiểm tra|nhập lần lượt|Cần tệp")


def sample(family):
    if PROVING:
        return family()
    if family is hostile.bombs:
        return itertools.islice(family(), 2)
    return itertools.islice(family(), 0, None, 2 * EVERY.get(family, 9))


def outcome(path):
    """Return "read" or the words of the refusal; raise whatever else comes of it."""
    try:
        for sheet in run.read(path).sheets:
            assert all(row.cells for row in sheet.rows)
    except Unreadable as refused:
        return str(refused.reason)
    return "read"


def test_the_set_is_large():
    names = [name for family in hostile.FAMILIES[:-1] for name, _ in family()]
    assert len(names) == len(set(names)) >= 500


@pytest.mark.by_turns(2)
def test_every_file_is_read_or_refused_in_time_and_within_memory(tmp_path):
    path, told, slowest = tmp_path / "tep", {}, (0.0, "")
    with translation.override("vi"):
        for family in hostile.FAMILIES:
            for name, content in sample(family):
                path.write_bytes(content)
                began = time.monotonic()
                told[name] = outcome(path)
                slowest = max(slowest, (time.monotonic() - began, name))
    refused = [words for words in told.values() if words != "read"]
    assert slowest[0] < SECONDS, slowest
    assert len(told) >= (sample_or_all(20, 500))
    assert len(told) > len(refused) > len(told) // 3
    assert [words for words in refused if not TELLS_WHAT_TO_DO.search(words)] == []


# Reads in a small process, so that what the reader takes is not hidden under what the tests hold.
MEASURE = """
import os, resource, django
django.setup()
from imports.sandbox import run
from imports.spreadsheet.reasons import Unreadable
try:
    rows = sum(1 for sheet in run.read(os.environ["FILE"]).sheets for row in sheet.rows)
except Unreadable:
    rows = 0
with open("/proc/self/status") as status:
    own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(rows, (own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024)
"""


def test_reader_and_sandbox_together_keep_within_memory(tmp_path):
    path = tmp_path / "tep"
    path.write_bytes(next(hostile.bombs())[1])
    environment = os.environ | {"FILE": str(path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-W", "ignore", "-c", MEASURE]
    told = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    _, megabytes = map(int, told.split())
    assert 0 < megabytes <= MEGABYTES


READ_DIRECTLY = (
    "import resource, sys, python_calamine\n"
    "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
    "python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)\n"
)


@pytest.mark.by_turns(4)
def test_read_directly_one_such_file_ends_the_process(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(zipped(parts(hostile.CELLS["two far cells"])))
    ended = subprocess.run(
        [sys.executable, "-c", READ_DIRECTLY, str(path)], capture_output=True, check=False
    )
    assert ended.returncode < 0
    assert "bộ nhớ" in outcome(path)


# --- bombs by kind and size: what each costs in the sandbox ---


def costly(files):
    """Return the files that cost more than one file may, whether they were read or refused."""
    told = measure(run.CAGE, files, 100_000, 1)
    return {name: cost for name, cost in told if not cost.is_small}


@pytest.mark.by_turns(3)
def test_a_bomb_costs_no_more_than_one_file_may():
    chosen = share_of_today(bombs.each(first_only=True), of=11)
    assert len(chosen) >= 3
    assert costly(chosen) == {}


@pytest.mark.long
def test_every_bomb_of_every_size_costs_no_more_than_one_file_may():
    assert costly(bombs.each(first_only=False)) == {}


@pytest.mark.long
def test_an_honest_sheet_of_a_hundred_thousand_rows_is_read(tmp_path):
    rows = [
        [f"Nguyễn Văn {n}", f"Thôn {n % 20}", 1950 + n % 60, *"xxxxxxxxx"] for n in range(99_000)
    ]
    data = workbook(tmp_path / "a.xlsx", rows).read_bytes()
    for _name, cost in measure(run.CAGE, [("sheet", data)], 100_000, 1):
        assert not cost.is_refused
        assert cost.is_small


def test_areas_that_overlap_are_those_of_who_came_first(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(bombs.overlapping(60, 60))
    rows = run.read(path).sheets[0].rows
    assert {row.cells[0] for row in rows} == {1, *range(1, 61)}
    assert all(len(row.shared) <= len(row.cells) for row in rows)
