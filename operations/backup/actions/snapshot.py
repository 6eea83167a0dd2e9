"""One moment of the database, taken while the site is in use, opened and counted; and put back."""

from pathlib import Path
from types import ModuleType

from django.db import connection

from operations.backup.actions import postgres, sqlite
from operations.backup.actions.taken import Taken


def _engine() -> ModuleType:
    return sqlite if connection.vendor == "sqlite" else postgres


def take(work: Path) -> Taken:
    """Copy one moment of the database into a folder, and count what is in the copy."""
    taken: Taken = _engine().take(work)
    return taken


def size_now() -> int:
    """Return about how many bytes the database has."""
    return int(_engine().size_now())


def refuse_unless_empty() -> None:
    """Refuse to put a backup where something stands. Raises NotEmpty."""
    _engine().refuse_unless_empty()


def put_back(copy: Path) -> None:
    """Put a copy where this site looks for its database; all of it, or nothing."""
    _engine().put_back(copy)
