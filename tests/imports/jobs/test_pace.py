"""How many rows one transaction takes: as many as fit into the time that others may have to wait."""

import pytest

from imports.jobs.actions import pace as pacing
from imports.jobs.actions.pace import ENOUGH, FIRST, HOLD, LEAST, LONG, NOTICED, POLITE, REST, Pace

MOST = FIRST


@pytest.fixture
def clock(monkeypatch):
    """Let time pass only as the test says."""
    now = [100.0]
    monkeypatch.setattr(pacing.time, "perf_counter", lambda: now[0])

    def passes(seconds):
        now[0] += seconds

    return passes


def paced(*, is_shared):
    pace = Pace()
    pace.is_shared = is_shared
    return pace


def turn(pace, clock, *, ready=0.0, waited=0.0, held):
    """Take one chunk that took so long to make ready, to wait for and to write; return the rest given."""
    pace.chunk(MOST)
    clock(ready)
    pace.ask()
    clock(waited)
    pace.begin()
    clock(held)
    return pace.end()


def test_the_first_chunk_is_of_few_rows(clock):
    assert Pace().chunk(MOST * 10) == FIRST


@pytest.mark.parametrize(
    ("held", "rows"),
    [
        (HOLD * 2, MOST // 2),
        (HOLD, MOST),
        (HOLD / 2, MOST),  # never more than the kind allows
        (HOLD * 1_000, LEAST),
    ],
)
def test_what_took_too_long_is_less_next_time(clock, held, rows):
    pace = paced(is_shared=False)
    turn(pace, clock, held=held)
    assert pace.chunk(MOST) == pytest.approx(rows, abs=1)


def test_it_grows_again_by_twice_at_most(clock):
    pace = paced(is_shared=False)
    turn(pace, clock, held=HOLD * 3)
    turn(pace, clock, held=HOLD / 100)
    assert pace.chunk(MOST) == pytest.approx(MOST // 3 * 2, abs=2)


def test_a_kind_of_few_rows_keeps_to_them(clock):
    pace = paced(is_shared=False)
    pace.chunk(3)
    pace.begin()
    pace.end()
    assert pace.chunk(3) == 3


class TestOneFileForAll:
    def test_it_is_left_free_as_long_as_it_was_held(self, clock):
        assert turn(paced(is_shared=True), clock, held=0.03) == pytest.approx(0.03)

    def test_making_rows_ready_is_rest_enough(self, clock):
        assert turn(paced(is_shared=True), clock, ready=0.05, held=0.03) == 0

    def test_with_rows_of_their_own_nobody_needs_rest(self, clock):
        assert turn(paced(is_shared=False), clock, held=0.03) == 0

    def test_whoever_is_heard_of_gets_most_of_the_time(self, clock):
        pace = paced(is_shared=True)
        assert turn(pace, clock, waited=NOTICED * 2, held=0.03) == pytest.approx(0.03 * REST)
        assert pace.chunk(MOST) == pytest.approx(MOST * POLITE / 0.03, abs=1)

    def test_no_rest_is_longer_than_anybody_needs(self, clock):
        assert turn(paced(is_shared=True), clock, held=5) == ENOUGH

    def test_and_is_forgotten_after_a_while(self, clock):
        pace = paced(is_shared=True)
        turn(pace, clock, waited=NOTICED * 2, held=0.03)
        rests = [turn(pace, clock, held=0.03) for _ in range(LONG)]
        assert rests == pytest.approx([0.03 * REST] * (LONG - 1) + [0.03])

    def test_what_we_waited_is_no_work_of_ours(self, clock):
        pace = paced(is_shared=False)
        turn(pace, clock, waited=HOLD * 10, held=HOLD)
        assert pace.chunk(MOST) == MOST
