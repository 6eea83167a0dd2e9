"""Whether the worker was asked to end: it finishes the chunk it is at, and leaves the file to whoever comes next."""

from threading import Event

_ASKED = Event()


def ask() -> None:
    """Ask this process to take no further chunk."""
    _ASKED.set()


def forget() -> None:
    """Forget that it was asked (a worker begins)."""
    _ASKED.clear()


def is_asked() -> bool:
    """Say whether this process shall take no further chunk."""
    return _ASKED.is_set()
