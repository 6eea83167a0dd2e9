"""A process behind the pages says that it is alive, also while it is busy with one long task."""

import logging
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import Self

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


class Turns:
    """Work done again and again by a thread of its own, for as long as the block lasts."""

    # What ends no turn but its own: a database that is away is tried again at the next one.
    faults: tuple[type[Exception], ...] = (Error,)
    # Seconds for which the end of a turn that is under way is waited for.
    patience = 5

    def __init__(self, name: str, every: float) -> None:
        self.every = every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join(timeout=self.patience)

    def first(self) -> None:
        """Do what is done at the beginning."""
        self.again()

    def again(self) -> None:
        """Do what is done at each turn."""

    def last(self) -> None:
        """Do what is done at the end."""

    def failed(self, error: Exception) -> None:
        """Say that a turn failed: the text of a database error may hold what people are called, so only its kind."""

    def _run(self) -> None:
        self._try(self.first)
        while not self._ended.wait(self.every):
            self._try(self.again)
        self._try(self.last)

    def _try(self, step: Callable[[], None]) -> None:
        """Do it on a connection of its own."""
        try:
            step()
        except self.faults as error:
            self.failed(error)
        finally:
            connection.close()


class Beating(Turns):
    """Heartbeats for as long as the block lasts; `also` is done at each."""

    def __init__(self, part: str, every: float = EVERY) -> None:
        super().__init__(f"beats of {part}", every)
        self.part = part
        self.also: Callable[[], object] = lambda: None

    def first(self) -> None:
        """Say that it begins."""
        begin(part=self.part)
        self.also()

    def again(self) -> None:
        """Say that it goes on."""
        beat(part=self.part)
        self.also()

    def failed(self, error: Exception) -> None:
        """Say that no heartbeat was written."""
        logger.warning("%s: no heartbeat written for %s", self.part, type(error).__name__)
