"""Bytes of checked files: laid down while their row is written, taken off the disk with it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils import timezone

from teams.documents.rules.files import Checked
from teams.models import KeptFile
from web.keeping import lay_down, remove_once_committed, remove_unnamed


def digest_of(checked: Checked) -> str:
    """Return the check code by which the same file is known again."""
    return hashlib.sha256(checked.data).hexdigest()


@contextmanager
def laid_down(*, by: Any, checked: Checked, folder: str) -> Iterator[dict[str, Any]]:
    """Keep bytes under a name nobody can guess, and offer what their row says of them.

    Where the row is not written after all, the bytes go.
    """
    name = lay_down(folder, checked.data)
    try:
        yield {
            "kind": checked.kind,
            "stored_as": name,
            "size": len(checked.data),
            "sha256": digest_of(checked),
            "added_by": by,
        }
    except BaseException:
        remove_unnamed(name)
        raise


def take_back(file: KeptFile) -> None:
    """Say that a file was taken back; its bytes go when this is committed."""
    file.withdrawn_at = timezone.now()
    file.save(update_fields=["withdrawn_at"])
    remove_once_committed(file.stored_as)
