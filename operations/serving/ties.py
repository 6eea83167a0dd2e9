"""A child that does not outlive its parent: the kernel tells it to end when the parent dies, however it dies."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
# Loaded before a process parts: between parting and beginning anew as little as possible is done.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def tie(number: int = signal.SIGTERM) -> None:
    """Let this process be sent the signal when its parent is gone; elsewhere than on Linux nothing can."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)


def tied_to(parent: int) -> Callable[[], None]:
    """Return what a child does first: tie itself, and end where the parent is gone already."""

    def begin() -> None:
        tie()
        if os.getppid() != parent:
            os._exit(1)

    return begin
