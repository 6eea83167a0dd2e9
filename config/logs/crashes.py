"""A command that ends by a fault says so in a line as all others, where no person sits before the screen."""

import logging
import sys
import threading
from types import TracebackType

from django.conf import settings

logger = logging.getLogger(__name__)


def told(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """Write the line: Python's own would hold the text of the exception, and so what people are called."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, at)
        return
    logger.critical("ended by a fault", exc_info=(kind, error, at))


def told_of_thread(of: threading.ExceptHookArgs) -> None:
    """Write the line of a thread."""
    if of.exc_value:
        told(of.exc_type, of.exc_value, of.exc_traceback)


def be_told() -> None:
    """Take the place of Python's own words, unless somebody reads them at a terminal."""
    if settings.LOG_FORMAT == "json" and not sys.stderr.isatty():
        sys.excepthook, threading.excepthook = told, told_of_thread
