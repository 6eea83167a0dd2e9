"""A thread beside the worker that sends what is due, where a mail server is set."""

import logging

from django.db import Error

from accounts.outbox.actions import send_due
from operations.heartbeat.actions import Turns

logger = logging.getLogger(__name__)

# Seconds between two looks at what is due.
EVERY = 20.0


class Posting(Turns):
    """Sending for as long as the block lasts; asked to end, it leaves the rest after the letter it is at."""

    faults = (Error, OSError)
    patience = 10

    def __init__(self, every: float = EVERY) -> None:
        super().__init__("posting", every)

    def again(self) -> None:
        """Send what is due."""
        send_due(go_on=lambda: not self._ended.is_set())

    def failed(self, error: Exception) -> None:
        """Say that a turn failed, and for what kind of error."""
        logger.warning("mail: not sent for %s", type(error).__name__)
