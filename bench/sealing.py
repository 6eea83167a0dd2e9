"""Saves while the journal is sealed beside them, against saves while nobody seals; and how fast a backlog is sealed."""

import time
from functools import partial

from bench.measuring import Line, none_wrong
from bench.saves import WARM, Load, work
from bench.workers import together
from operations.sealing.actions.sealing import seal
from operations.sealing.queries.verifying import Looked, verify

# Seconds between two looks: ten times as often as the worker looks, so that a short turn holds some.
EVERY = 2.0
# How much of the saves is left while the journal is sealed.
LEAST = 0.95


def sealing_lines(number: int, seconds: float, rounds: int) -> list[Line]:
    """Seal what the country brought along, then save by turns with and without a sealer."""
    began, entries = time.perf_counter(), seal()
    lines = [Line("entries sealed of a backlog", f"{_per_s(entries, began):,.0f} per s")]
    saves = {False: 0, True: 0}
    for is_sealed in (False, True) * rounds:
        here = Load(seconds, same=False, counted=True)
        saves[is_sealed] += _turn(number, here, is_sealed=is_sealed)
        # What the turn left is sealed while nobody saves.
        seal()
    off, on = (saves[one] / seconds / rounds for one in (False, True))
    what = f"saves while the journal is sealed each {EVERY:.0f} s against not, {number} at once"
    lines.append(Line(what, f"{on:,.1f} / {off:,.1f} per s", on / (off or 1), at_least=LEAST))
    began, looked = time.perf_counter(), Looked()
    wrong = sum(1 for _ in verify(looked))
    lines.append(Line("sealed entries verified", f"{_per_s(looked.entries, began):,.0f} per s"))
    return [*lines, none_wrong("entries that are not what was sealed", wrong, looked.entries)]


def _per_s(number: int, began: float) -> float:
    return number / (time.perf_counter() - began)


def _turn(number: int, load: Load, *, is_sealed: bool) -> int:
    """Save for a while; the last process seals, or does nothing."""
    run = partial(_work, number, load, is_sealed=is_sealed)
    first = Load(0, same=False, counted=True, at_least=WARM)
    return sum(together(run, number + 1, partial(_work, number, first, is_sealed=False)))


def _work(number: int, load: Load, index: int, *, is_sealed: bool) -> int:
    if index < number:
        return work(load)(index)[0]
    end = time.perf_counter() + load.seconds
    while (left := end - time.perf_counter()) > 0:
        time.sleep(min(EVERY, left))
        if is_sealed:
            seal()
    return 0
