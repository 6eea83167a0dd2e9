"""Bytes of files, laid down outside the site: whole, or not at all."""

import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def lay_down(folder: str, data: bytes) -> str:
    """Keep bytes under a name nobody can guess; where they cannot be written, no half of them is left."""
    name = f"{folder}/{secrets.token_hex(32)}"
    try:
        return default_storage.save(name, ContentFile(data))
    except BaseException:
        default_storage.delete(name)
        raise
