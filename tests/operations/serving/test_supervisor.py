"""Children are begun, begun again when they die, stopped with their supervisor, and never outlive it."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from operations.serving import supervisor
from operations.serving.supervisor import FIRST, LAST, LIVED, Child, Supervisor
from tests.test_consistency import ROOT

SLEEP = ["/bin/sleep", "60"]
STUBBORN = ["/bin/sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"]


class Ended:
    """A process that ended by itself."""

    def __init__(self, code):
        self.pid, self.code = 1, code

    def poll(self):
        return self.code


def is_alive(pid):
    """Say whether a process runs; one that ended and was not yet asked for does not."""
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - no file
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(what, seconds=10.0):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.expected_errors
def test_one_that_dies_at_once_waits_twice_as_long_each_time():
    child, waits = Child("web", SLEEP), []
    for _ in range(7):
        child.process, child.begun = Ended(1), 100.0
        child.look(101.0)
        waits.append(child.due - 101.0)
        assert child.process is None
    assert waits == [FIRST, 2, 4, 8, 16, LAST, LAST]


@pytest.mark.expected_errors
def test_one_that_lived_for_a_while_is_begun_again_soon():
    child = Child("web", SLEEP)
    child.process, child.begun, child.wait = Ended(-9), 100.0, LAST
    child.look(100.0 + LIVED)
    assert child.due == 100.0 + LIVED + FIRST


def test_one_that_waits_is_not_begun_before_its_time():
    child = Child("web", SLEEP)
    child.due = 100.0
    child.begin(99.0)
    assert child.process is None


@pytest.mark.expected_errors
def test_a_program_that_is_not_there_is_said_and_tried_again(caplog):
    child = Child("web", ["/no/such/program"])
    child.begin(5.0)
    assert (child.process, child.due) == (None, 5.0 + FIRST)
    assert "web did not start" in caplog.text


@pytest.mark.parametrize(
    ("code", "how"), [(0, "code 0"), (3, "code 3"), (-9, "SIGKILL"), (-50, "signal 50")]
)
def test_how_one_ended_is_said_by_name(code, how):
    assert supervisor._how(code) == how


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(supervisor, "FIRST", 0.05)
    monkeypatch.setattr(supervisor, "LOOK", 0.02)


def run(watched, then):
    """Run a supervisor in this process; a thread does what happens meanwhile, then asks it to stop."""
    faults = []

    def happen():
        try:
            until(lambda: all(child.process for child in watched.children))
            then()
        except AssertionError as error:
            faults.append(error)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=happen)
    watched.run(thread.start)
    thread.join()
    assert faults == []


@pytest.mark.expected_errors
def test_a_child_that_is_killed_is_begun_again_and_all_end_when_asked(quick, caplog):
    web, worker = Child("web", SLEEP), Child("worker", SLEEP)
    worker.wait = 0.05
    pids = []

    def kill():
        pids.extend([web.process.pid, worker.process.pid])
        os.kill(worker.process.pid, signal.SIGKILL)
        until(lambda: worker.process and worker.process.pid != pids[1])
        pids.append(worker.process.pid)

    run(Supervisor([web, worker]), kill)
    assert web.process.pid == pids[0]
    assert "ended by SIGKILL, begins again in 0.05 s" in caplog.text
    assert [pid for pid in pids if is_alive(pid)] == []


@pytest.mark.expected_errors
def test_one_that_does_not_end_in_time_is_killed_with_all_it_began(quick, caplog):
    child = Child("web", STUBBORN)
    run(Supervisor([child], patience=0.2), lambda: time.sleep(0.1))
    assert child.process.returncode == -signal.SIGKILL
    assert "web did not end in time and is killed" in caplog.text


@pytest.fixture
def heeds_interrupts():
    # Whoever is begun in the background of a shell ignores them, and so do all it begins.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.expected_errors
@pytest.mark.usefixtures("heeds_interrupts")
def test_who_asks_twice_does_not_wait(quick):
    child = Child("web", STUBBORN)
    began = time.monotonic()
    run(
        Supervisor([child], patience=30),
        lambda: (time.sleep(0.1), os.kill(os.getpid(), signal.SIGINT), time.sleep(0.2)),
    )
    assert time.monotonic() - began < 10
    assert child.process.returncode == -signal.SIGKILL


def test_signals_mean_what_they_meant_before(quick):
    before = signal.getsignal(signal.SIGTERM)
    run(Supervisor([Child("web", SLEEP)]), lambda: None)
    assert signal.getsignal(signal.SIGTERM) is before


def test_what_was_ignored_before_stays_so(quick):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        run(Supervisor([Child("web", SLEEP)]), lambda: os.kill(os.getpid(), signal.SIGHUP))
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_nobody_is_left_when_the_supervisor_itself_is_killed():
    code = f"""
        from operations.serving.supervisor import Child, Supervisor
        one = Child("web", {SLEEP!r})
        Supervisor([one]).run(lambda: print(one.process.pid, flush=True))
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as watching:
        child = int(watching.stdout.readline())
        assert is_alive(child)
        watching.kill()
    until(lambda: not is_alive(child))
