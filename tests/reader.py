"""A reader of the sandbox that does what it is told: `python -m tests.reader FILE FOLDER MEMORY SECONDS WRITTEN DEED`."""

import errno
import os
import signal
import sys
import time
from pathlib import Path

from web.sandbox.inside import answering
from web.sandbox.inside.limits import Limits


def full(*_args, **_how):
    raise OSError(errno.ENOSPC, "No space left on device")


def work():
    while True:
        pass


def end():
    os._exit(0)


def no_room_for_an_answer():
    Path.write_text = full
    return {}


FOLDER = Path(sys.argv[2])
DEEDS = {
    "answer": lambda: {"found": 1},
    "work": work,
    "sleep": lambda: time.sleep(60),
    "fill the memory": lambda: {"found": len(bytearray(1 << 30))},
    "fill the disk": lambda: {"found": (FOLDER / "x").write_bytes(bytes(2 << 20))},
    "break": lambda: {}["nothing"],
    "crash": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "say nothing": end,
    "no room": full,
    "no room for an answer": no_room_for_an_answer,
}
answering.answer(FOLDER, Limits(*map(int, sys.argv[3:6])), DEEDS[sys.argv[6]])
