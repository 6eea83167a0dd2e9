"""A thread beside the worker that seals what was committed, however long the worker is busy with a file."""

import logging

from django.db import Error

from operations.heartbeat.actions import Turns
from operations.sealing.actions.exporting import note_last
from operations.sealing.actions.sealing import NotOurs, seal
from operations.sealing.rules.late import EVERY

logger = logging.getLogger(__name__)


class Sealing(Turns):
    """Sealing for as long as the block lasts, and once more at its end."""

    faults = (Error, OSError)
    patience = 10

    def __init__(self, every: float = EVERY) -> None:
        super().__init__("sealing", every)

    def again(self) -> None:
        """Seal what was committed since."""
        try:
            if seal():
                note_last()
        except NotOurs:
            logger.error("journal: nothing is sealed, the last block is not ours: audit verify")  # noqa: TRY400 - nothing failed in the code

    def last(self) -> None:
        """Seal what came last."""
        self.again()

    def failed(self, error: Exception) -> None:
        """Say that it was not sealed, and for what kind of error."""
        logger.warning("journal: not sealed for %s", type(error).__name__)
