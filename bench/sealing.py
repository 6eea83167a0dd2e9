"""Saves while the journal is sealed beside them, against saves while nobody seals; and how fast a backlog is sealed."""

import time
from functools import partial

from bench.measuring import Line, none_wrong
from bench.saves import WARM, Load, work
from bench.workers import together
from operations.sealing.actions.sealing import seal
from operations.sealing.queries.verifying import Looked, verify

# Seconds between two looks: four times as often as the worker looks, so that a short turn holds some.
EVERY = 5.0
# How much of the saves is left while the journal is sealed, and how much of one processor the sealer may take.
LEAST, MOST = 0.95, 0.05


def sealing_lines(number: int, seconds: float, rounds: int) -> list[Line]:
    """Seal what the country brought along, then save by turns with and without a sealer."""
    began, entries = time.perf_counter(), seal()
    lines = [Line("entries sealed of a backlog", f"{_per_s(entries, began):,.0f} per s")]
    saves, own = {False: 0, True: 0}, 0.0
    here = Load(seconds, same=False, counted=True)
    for is_sealed in (False, True) * rounds:
        *savers, sealer = _turn(number, here, is_sealed=is_sealed)
        saves[is_sealed] += sum(done for done, _ in savers)
        own += sealer[1] if is_sealed else 0
        # What the turn left is sealed while nobody saves.
        seal()
    off, on = (saves[one] / seconds / rounds for one in (False, True))
    what = f"saves while the journal is sealed each {EVERY:.0f} s against not, {number} at once"
    lines.append(Line(what, f"{on:,.1f} / {off:,.1f} per s", on / (off or 1), at_least=LEAST))
    share = own / seconds / rounds
    what = "of one processor the sealer takes meanwhile"
    lines.append(Line(what, f"{own:,.2f} of {seconds * rounds:,.0f} s", share, at_most=MOST))
    return lines + _looked()


def _looked() -> list[Line]:
    """Verify all that is sealed by now."""
    began, looked = time.perf_counter(), Looked()
    wrong = sum(1 for _ in verify(looked))
    return [
        Line("sealed entries verified", f"{_per_s(looked.entries, began):,.0f} per s"),
        none_wrong("entries that are not what was sealed", wrong, looked.entries),
    ]


def _per_s(number: int, began: float) -> float:
    return number / (time.perf_counter() - began)


def _turn(number: int, load: Load, *, is_sealed: bool) -> list[tuple[int, float]]:
    """Save for a while; the last process seals, or does nothing. Returns saves and processor time of each."""
    run = partial(_work, number, load, is_sealed=is_sealed)
    first = Load(0, same=False, counted=True, at_least=WARM)
    return together(run, number + 1, partial(_work, number, first, is_sealed=is_sealed))


def _work(number: int, load: Load, index: int, *, is_sealed: bool) -> tuple[int, float]:
    began = time.process_time()
    saves = work(load)(index)[0] if index < number else _seal_beside(load, is_sealed=is_sealed)
    return saves, time.process_time() - began


def _seal_beside(load: Load, *, is_sealed: bool) -> int:
    """Seal as the worker does; nothing before the clock runs but once."""
    end = time.perf_counter() + load.seconds
    while True:
        if is_sealed:
            seal()
        if (left := end - time.perf_counter()) <= 0:
            return 0
        time.sleep(min(EVERY, left))
