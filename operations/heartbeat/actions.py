"""A process behind the pages says that it is alive, also while it is busy with one long task."""

import logging
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType

from django.db import Error, IntegrityError, connection
from django.utils import timezone

from operations.models import Heartbeat

logger = logging.getLogger(__name__)

# Seconds between two heartbeats; whoever was not seen for minutes is dead or stuck (operations/models.py).
EVERY = 15.0
# A machine that is gone for so long is forgotten.
FORGOTTEN = timedelta(days=30)


def host() -> str:
    """Return what this machine is called."""
    return socket.gethostname()[:255]


def beat(*, part: str) -> None:
    """Write down that this part of this machine was seen just now."""
    mine, now = {"part": part, "host": host()}, timezone.now()
    if Heartbeat.unscoped.filter(**mine).update(seen_at=now):
        return
    try:
        Heartbeat.unscoped.create(**mine, started_at=now, seen_at=now)
    except IntegrityError:
        Heartbeat.unscoped.filter(**mine).update(seen_at=now)


def begin(*, part: str) -> None:
    """Write down that this part begins on this machine, and forget machines that are long gone."""
    now = timezone.now()
    Heartbeat.unscoped.filter(part=part, seen_at__lt=now - FORGOTTEN).delete()
    beat(part=part)
    Heartbeat.unscoped.filter(part=part, host=host()).update(started_at=now)


class Beating:
    """Heartbeats from a thread of its own for as long as the block lasts; `also` is done at each."""

    def __init__(self, part: str, every: float = EVERY) -> None:
        self.part, self.every = part, every
        self.also: Callable[[], object] = lambda: None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"beats of {part}", daemon=True)

    def __enter__(self) -> "Beating":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        self._try(begin)
        while not self._ended.wait(self.every):
            self._try(beat)

    def _try(self, step: Callable[..., None]) -> None:
        """Do it on a connection of its own; a database that is away is tried again at the next beat."""
        try:
            step(part=self.part)
            self.also()
        except Error as error:
            # The text of a database error may hold what people are called: only its kind is said.
            logger.warning("%s: no heartbeat written for %s", self.part, type(error).__name__)
        finally:
            connection.close()
