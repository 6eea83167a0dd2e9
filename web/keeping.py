"""Bytes of files, laid down outside the site: whole, or not at all."""

import os
import secrets
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def lay_down(folder: str, data: bytes) -> str:
    """Keep bytes under a name nobody can guess; where they cannot be written, no half of them is left.

    When it returns they outlast a power cut, as the row does that will name them.
    """
    name = f"{folder}/{secrets.token_hex(32)}"
    try:
        kept = default_storage.save(name, ContentFile(data))
        _sync(kept)
    except BaseException:
        default_storage.delete(name)
        raise
    return kept


def _sync(kept: str) -> None:
    """Wait until the disk itself holds a file, and the folders in which it is found; a store says so by answering."""
    try:
        file = Path(default_storage.path(kept))
    except NotImplementedError:
        return
    for path in (file, *list(file.parents)[:2]):
        number = os.open(path, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
