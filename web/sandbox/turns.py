"""Whose turn it is to have a file read: on one machine one at a time for pages, and one behind them.

What waits keeps a web worker waiting, so only a few may, and no more than leave one free (config/serving.py):
whoever finds no seat is told so at once. A turn is a lock on a file that has nothing in it; it ends with whoever holds it, killed or not.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

# Where the locks lie: of all our processes on this machine the same.
FOLDER = Path(tempfile.gettempdir())
_LOOK = 0.05
# Where there is one core there are three workers.
_SEATS = 3 if (os.cpu_count() or 1) > 1 else 2


class Busy(Exception):
    """Another file is being read, and nobody more may wait for it."""


@dataclass(frozen=True)
class Lane:
    """Who waits for whom: its name, how many may read or wait, how many seconds one waits."""

    name: str
    seats: int
    patience: float


# While a person waits for a page.
PAGES = Lane("pages", seats=_SEATS, patience=10)
# Behind the pages; whoever works there has nothing else to do.
BEHIND = Lane("behind", seats=8, patience=30)


@contextmanager
def turn(lane: Lane) -> Iterator[int]:
    """Hold the turn of a lane; yields what a process started meanwhile should hold on to. Raises Busy."""
    with ExitStack() as stack:
        seats = (f"{lane.name}-seat-{number}" for number in range(lane.seats))
        if not any(_try(stack, seat) for seat in seats):
            raise Busy
        until = time.monotonic() + lane.patience
        while not (mine := _try(stack, lane.name)):
            if time.monotonic() >= until:
                raise Busy
            time.sleep(_LOOK)
        yield mine


def _try(stack: ExitStack, name: str) -> int:
    """Lock one file until the stack ends; 0 where somebody else does."""
    path = FOLDER / f"to-so-{os.getuid()}-{name}"
    found = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(found)
        return 0
    stack.callback(os.close, found)
    return found
