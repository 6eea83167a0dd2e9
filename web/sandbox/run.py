"""Have a stranger's file read in a process of its own: what it answers, or how it ended."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from web.sandbox.inside.answering import ANSWER, DISK_FULL
from web.sandbox.turns import Lane, turn

_TOO_LONG = {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGALRM}
# Seconds between two looks at a process, and for which it may sleep without any work.
_LOOK, _STUCK = 0.2, 3


@dataclass(frozen=True)
class Cage:
    """What reads a kind of file, and what that may cost: bytes of memory, seconds of work and by the clock.

    The module is run with the file, a folder of its own and the numbers of its limits.
    """

    module: str
    memory: int
    seconds: int
    written: int
    # By the clock, for a machine with much else to do.
    wait: float = 45


def ask(
    cage: Cage, path: Path, folder: Path, lane: Lane, *told: Any, files: Sequence[int] = ()
) -> dict[str, Any]:
    """Return what the reader answers of a file: what it found, or as "refused" why it was not read.

    `files` are open files that it holds as well, by their numbers: those without a name.

    Raises Busy where others are being read and nobody more may wait, OSError where the disk is full.
    """
    limits = (cage.memory, cage.seconds, cage.written)
    command = [sys.executable, "-m", cage.module, str(path), str(folder)]
    with turn(lane) as held:
        ended = _ended([*command, *map(str, (*limits, *told))], (held, *files), cage.wait)
    said = _answered(folder / ANSWER, ended)
    if said.get("refused") == "disk":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return said


def _ended(command: list[str], held: Sequence[int], wait: float) -> int:
    """Run a process to its end without our variables; it holds our turn, should we die first, and open files."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        command,
        cwd=settings.BASE_DIR,
        env={"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=held,
    )
    with process:
        try:
            return _watched(process, wait)
        finally:
            process.kill()


def _watched(process: "subprocess.Popen[bytes]", wait: float) -> int:
    """Wait for a process; one that takes too long, or sleeps and does nothing more, is ended.

    A parser that runs out of memory may wait for a lock of its own for ever: it must not hold the turn.
    """
    began = moved = time.monotonic()
    done = _work_of(process.pid)
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(timeout=min(_LOOK, wait))
        now, work = time.monotonic(), _work_of(process.pid)
        if work is None or work != done:
            moved, done = now, work
        if now - began > wait or now - moved > _STUCK:
            process.kill()
            process.wait()
            return -signal.SIGKILL


def _work_of(pid: int) -> str | None:
    """Return how much a sleeping process has worked so far; None for one at work, or where nobody can say."""
    try:
        state, *numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return " ".join(numbers[10:12]) if state == "S" else None


def _answered(answer: Path, ended: int) -> dict[str, Any]:
    if ended == 0 and answer.exists():
        return dict(json.loads(answer.read_bytes()))
    if ended == DISK_FULL:
        return {"refused": "disk"}
    if ended == -signal.SIGABRT:
        return {"refused": "memory"}
    return {"refused": "slow" if ended in _TOO_LONG else "broken"}
