"""How much reading one file may cost, enforced by the system on this process, and why one is refused."""

import errno
import os
import resource
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

OPEN_FILES = 32
# Pages come first: what is read for one must not make the others wait.
NICE = 10
# So many times its seconds a process may work in the end, if what it found is worth it.
MOST_EARNED = 6
# Seconds by the clock after which a process ends itself, should whoever started it have died: longer than anybody waits.
CLOCK = 90
FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True)
class Limits:
    """Limits of one reading: bytes of memory, seconds of work, bytes that it may write."""

    memory: int
    seconds: int
    written: int

    def enforce(self) -> None:
        """Have the system end this process when it takes more, and take it first when memory is short."""
        os.nice(NICE)
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")
        for what, soft, hard in (
            (resource.RLIMIT_AS, self.memory, self.memory),
            (resource.RLIMIT_CPU, self.seconds, self.seconds * MOST_EARNED),
            (resource.RLIMIT_FSIZE, self.written, self.written),
            (resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            resource.setrlimit(what, (soft, hard))
        signal.alarm(CLOCK)

    def earn(self, seconds: float) -> None:
        """Let this process work so much longer: for a large file and what it found, not for what it looks through."""
        most = self.seconds * MOST_EARNED
        resource.setrlimit(resource.RLIMIT_CPU, (min(most, self.seconds + int(seconds)), most))


class Refused(Exception):
    """A file that is not read; `why` is a key that whoever asked has words for, `facts` what they name."""

    def __init__(self, why: str, **facts: int) -> None:
        super().__init__(why)
        self.why, self.facts = why, facts
