"""A thread beside the worker that seals what was committed, however long the worker is busy with a file."""

import logging
import threading
from types import TracebackType

from django.db import Error, connection

from operations.sealing.actions.exporting import note_last
from operations.sealing.actions.sealing import NotOurs, seal
from operations.sealing.rules.late import EVERY

logger = logging.getLogger(__name__)


class Sealing:
    """Sealing for as long as the block lasts, and once more at its end."""

    def __init__(self, every: float = EVERY) -> None:
        self.every = every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sealing", daemon=True)

    def __enter__(self) -> "Sealing":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        self._try()
        while not self._ended.wait(self.every):
            self._try()
        self._try()

    def _try(self) -> None:
        """Seal on a connection of its own; a database that is away is asked again at the next turn."""
        try:
            if seal():
                note_last()
        except NotOurs:
            logger.error("journal: nothing is sealed, the last block is not ours: audit verify")  # noqa: TRY400
        except (Error, OSError) as error:
            # The text of a database error may hold what people are called: only its kind is said.
            logger.warning("journal: not sealed for %s", type(error).__name__)
        finally:
            connection.close()
