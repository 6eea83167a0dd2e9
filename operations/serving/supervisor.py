"""Keeps processes alive: each is begun, begun again when it died, and stopped with the others.

It knows nothing of the site, holds no connection and writes no file, so that nothing of those can make it fail.
Ready-made ones were weighed in docs/decisions/0002-libraries.md.
"""

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from operations.serving.ties import tied_to

logger = logging.getLogger(__name__)

# Seconds until one that died is begun again: twice as long each time, until it has lived for a while.
FIRST, LAST, LIVED = 1.0, 30.0, 60.0
# Seconds between two looks; seconds for which one that was asked to end may finish what it is at.
LOOK, PATIENCE = 0.25, 40.0
# What asks to stop: a service manager, Ctrl-C, a terminal that is closed.
STOP = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Child:
    """One process, with a group of its own: what it began itself ends with it."""

    def __init__(self, name: str, command: Sequence[str], fds: Sequence[int] = ()) -> None:
        self.name, self.command, self.fds = name, [*command], tuple(fds)
        self.process: subprocess.Popen[bytes] | None = None
        self.wait, self.due, self.begun = FIRST, 0.0, 0.0

    def begin(self, now: float) -> None:
        """Begin it, if it may be by now."""
        if self.process or now < self.due:
            return
        try:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and modules, no shell
                self.command,
                pass_fds=self.fds,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=tied_to(os.getpid()),  # noqa: PLW1509 - we have one thread
            )
        except (OSError, subprocess.SubprocessError) as error:
            self._later(now, f"did not start: {type(error).__name__}")
            return
        self.begun = now
        logger.warning("%s began as process %s", self.name, self.process.pid)

    def look(self, now: float) -> None:
        """See whether it died; if so, decide when it is begun again."""
        code = self.process.poll() if self.process else None
        if self.process is None or code is None:
            return
        if now - self.begun >= LIVED:
            self.wait = FIRST
        self._later(now, f"(process {self.process.pid}) ended by {_how(code)}")
        self.process = None

    def _later(self, now: float, why: str) -> None:
        logger.error("%s %s, begins again in %g s", self.name, why, self.wait)
        self.due, self.wait = now + self.wait, min(self.wait * 2, LAST)

    def is_over(self) -> bool:
        """Say whether nothing of it runs any more."""
        return self.process is None or self.process.poll() is not None

    def ask_to_end(self) -> None:
        """Ask it to finish what it is at."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def kill(self) -> None:
        """End it and what it began itself, whatever they are doing."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _how(code: int) -> str:
    """Say how a process ended: by the name of a signal, where it has one."""
    known = {one.value: one.name for one in signal.Signals}
    return known.get(-code, f"signal {-code}") if code < 0 else f"code {code}"


class Supervisor:
    """Several children, kept until somebody asks to stop: by SIGTERM, by Ctrl-C, or by closing the terminal."""

    def __init__(self, children: Sequence[Child], patience: float = PATIENCE) -> None:
        self.children, self.patience = list(children), patience
        self.asked = 0
        self._wake = threading.Event()

    def run(self, begun: Callable[[], object] = lambda: None) -> None:
        """Keep them alive until asked to stop, then stop them; asked twice, at once."""
        with self._listening():
            self._keep()
            begun()
            while not self.asked:
                self._wake.wait(LOOK)
                self._keep()
            self._stop()

    def _keep(self) -> None:
        now = time.monotonic()
        for child in self.children:
            child.look(now)
            if not self.asked:
                child.begin(now)

    def _stop(self) -> None:
        logger.warning("stopping")
        until = time.monotonic() + self.patience
        for child in self.children:
            child.ask_to_end()
        while self.asked < 2 and time.monotonic() < until:
            if all(child.is_over() for child in self.children):
                break
            time.sleep(LOOK)
        for child in self.children:
            if not child.is_over():
                logger.error("%s did not end in time and is killed", child.name)
            child.kill()
        logger.warning("stopped")

    @contextmanager
    def _listening(self) -> Iterator[None]:
        def ask(*_: object) -> None:
            self.asked += 1
            self._wake.set()

        # What was to be ignored stays so: `nohup` outlives its terminal.
        numbers = [one for one in STOP if signal.getsignal(one) is not signal.SIG_IGN]
        before = [signal.signal(number, ask) for number in numbers]
        try:
            yield
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)
