"""Folders in which files are read and made; those of who was killed are swept away."""

import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PREFIX = "to-so-room-"
# Nothing is read or made for so long.
_HOURS = 2


def room() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that is there while it is used."""
    return tempfile.TemporaryDirectory(prefix=PREFIX)


def sweep() -> int:
    """Remove the folders of those that were killed; returns how many."""
    before, found = time.time() - _HOURS * 3600, 0
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if path.lstat().st_mtime < before and not path.is_symlink():
                shutil.rmtree(path)
                found += 1
    return found
