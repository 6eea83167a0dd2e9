"""One file is read at a time; who finds no seat is told so; whatever a reader does, it ends and its turn with it."""

import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from config import serving
from web.sandbox import run, turns
from web.sandbox.inside.limits import CLOCK, Limits
from web.sandbox.run import Cage, ask
from web.sandbox.turns import BEHIND, PAGES, Busy, turn

# Whoever does not wait.
AT_ONCE = replace(PAGES, patience=0)
CAGE = Cage("tests.reader", memory=200 << 20, seconds=1, written=1 << 20)


@pytest.fixture(autouse=True)
def _alone(tmp_path, monkeypatch):
    monkeypatch.setattr(turns, "FOLDER", tmp_path)


def asked(tmp_path, deed, cage=CAGE):
    return ask(cage, tmp_path / "file", tmp_path, PAGES, deed)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("deed", "said"),
    [
        ("answer", {"found": 1}),
        ("work", {"refused": "slow"}),
        ("fill the memory", {"refused": "memory"}),
        ("fill the disk", {"refused": "inflated", "error": "OSError"}),
        ("break", {"refused": "broken", "error": "KeyError"}),
        ("crash", {"refused": "broken"}),
        ("say nothing", {"refused": "broken"}),
    ],
)
def test_whatever_a_reader_does_there_is_an_answer(tmp_path, deed, said):
    assert asked(tmp_path, deed) == said
    with turn(AT_ONCE):
        pass


@pytest.mark.parametrize("deed", ["no room", "no room for an answer"])
def test_a_full_disk_is_no_fault_of_the_file(tmp_path, deed):
    with pytest.raises(OSError, match="No space"):
        asked(tmp_path, deed)


@pytest.mark.slow
def test_a_reader_that_sleeps_is_ended(tmp_path):
    began = time.monotonic()
    assert asked(tmp_path, "sleep", replace(CAGE, wait=0.5)) == {"refused": "slow"}
    assert time.monotonic() - began < 20


@pytest.mark.slow
def test_a_reader_that_waits_for_itself_does_not_hold_its_turn_until_the_clock_ends_it(tmp_path):
    began = time.monotonic()
    assert asked(tmp_path, "sleep", replace(CAGE, wait=60)) == {"refused": "slow"}
    assert time.monotonic() - began < 30


def test_one_reads_two_wait_and_a_fourth_is_told_so(monkeypatch):
    lane = replace(PAGES, seats=3)
    read, waiting = [], []

    def reader(number):
        waiting.append(number)
        with turn(lane):
            read.append(number)

    with turn(lane):
        others = [threading.Thread(target=reader, args=[n]) for n in range(2)]
        for other in others:
            other.start()
        until = time.monotonic() + 10
        while len(waiting) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.2)
        with pytest.raises(Busy), turn(lane):
            pass
        assert read == []
    for other in others:
        other.join(10)
    assert sorted(read) == [0, 1]


def test_who_waits_too_long_is_told_so_and_who_need_not_wait_at_once():
    with turn(PAGES):
        for lane in (AT_ONCE, replace(PAGES, patience=0.1)):
            with pytest.raises(Busy), turn(lane):
                pass
        # What is read behind the pages is another lane.
        with turn(BEHIND):
            pass
    with turn(AT_ONCE):
        pass


def test_the_turn_of_a_process_that_was_killed_is_free(tmp_path):
    hold = (
        "import sys, time; from pathlib import Path; from web.sandbox import turns\n"
        "turns.FOLDER = Path(sys.argv[1])\n"
        "with turns.turn(turns.PAGES): print('held', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", hold, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=run.settings.BASE_DIR) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Busy), turn(AT_ONCE):
            pass
        other.send_signal(signal.SIGKILL)
        other.wait(10)
    with turn(AT_ONCE):
        pass


# It waits for itself, by a lock that its own thread holds, and nobody is left to look at it.
LEFT_ALONE = """
import threading
from web.sandbox.inside import limits
limits.CLOCK = 1
limits.Limits(memory=1 << 30, seconds=4, written=1).enforce()
lock = threading.Lock()
lock.acquire()
lock.acquire()
"""


def test_a_reader_ends_by_the_clock_when_whoever_started_it_was_killed():
    command = [sys.executable, "-c", LEFT_ALONE]
    ended = subprocess.run(command, cwd=run.settings.BASE_DIR, timeout=20, check=False)
    assert ended.returncode == -signal.SIGALRM
    assert CAGE.wait < CLOCK


def test_what_was_found_earns_time_but_not_without_end(monkeypatch):
    told = []
    monkeypatch.setattr(
        "web.sandbox.inside.limits.resource.setrlimit", lambda _, most: told.append(most)
    )
    limits = Limits(memory=1, seconds=4, written=1)
    for seconds in (0.5, 3, 99):
        limits.earn(seconds)
    assert told == [(4, 24), (7, 24), (24, 24)]


def test_files_that_are_read_or_wait_leave_a_worker_for_the_others():
    assert serving.workers > PAGES.seats
