"""Bytes of files, outside the site: laid down whole or not at all, and gone once nobody names them any more."""

import logging
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import InvalidStorageError, default_storage, storages
from django.db import connection, transaction
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

# For so many seconds what the store of files said is kept: pages ask often.
KEPT = 30.0
# How long a file waits to be removed that could not be.
AGAIN = timedelta(minutes=10)


def lay_down(folder: str, data: bytes) -> str:
    """Keep bytes under a name nobody can guess; where they cannot be written, no half of them is left.

    When it returns they outlast a power cut, as the row does that will name them.
    """
    name = f"{folder}/{secrets.token_hex(32)}"
    try:
        kept = default_storage.save(name, ContentFile(data))
        _sync(kept)
    except BaseException:
        remove_unnamed(name)
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


@contextmanager
def written_for(name: str) -> Iterator[None]:
    """Commit what the block writes, a row that names a file among it; where it was surely not written the file goes.

    A commit that failed on its way may have been done: then the file stays, and goes with the day's work once no row
    has named it for days (operations/retention).
    """
    is_written = False
    try:
        with transaction.atomic():
            yield
            is_written = True
    except BaseException:
        if not is_written:
            remove_unnamed(name)
        raise


def remove_once_committed(name: str) -> None:
    """Have a file go that no row will name once this is committed.

    It is remembered in the same transaction: where its place is away then, or whoever commits dies, a worker
    removes it later.
    """
    key = _remember(name)
    transaction.on_commit(partial(_remove_and_forget, name, key), robust=True)


def remove_unnamed(name: str) -> None:
    """Remove a file whose row is not written after all; where its place is away, later.

    Inside of a transaction that fails nothing can be remembered: it stays, under a name that nobody knows.
    """
    if not _is_gone(name) and not connection.in_atomic_block:
        _remember(name, timezone.now().isoformat())


@task()
def remove_file(name: str, since: str = "") -> None:
    """Remove a file; where its place is away, it is tried again until it is gone.

    `since` is when it was tried first, for whoever is to hear of it (operations/status).
    """
    if not _is_gone(name):
        _remember(name, since or timezone.now().isoformat())


def removals_that_fail() -> list[datetime]:
    """Return of each file that was tried and is still there since when it should be gone."""
    rows = DBTaskResult.objects.filter(
        task_path=remove_file.module_path, status=TaskResultStatus.READY
    )
    said = [given["kwargs"].get("since") for given in rows.values_list("args_kwargs", flat=True)]
    return sorted(datetime.fromisoformat(one) for one in said if one)


def _remember(name: str, since: str = "") -> Any:
    """Have it tried again; only what was tried says since when."""
    again = remove_file.using(run_after=timezone.now() + AGAIN)
    return again.enqueue(name, **({"since": since} if since else {})).id


def _remove_and_forget(name: str, key: Any) -> None:
    if _is_gone(name):
        DBTaskResult.objects.filter(pk=key).delete()


def _is_gone(name: str) -> bool:
    """Remove a file, again if need be; say whether that could be."""
    try:
        default_storage.delete(name)
    except OSError as error:
        # It is tried again; its text may name people.
        logger.warning("a file could not be removed now: %s", type(error).__name__)
        return False
    return True


@dataclass
class Said:
    """What the store of files said last, and until when that is taken for true (monotonic seconds)."""

    fault: str = ""
    until: float = 0.0


_said = Said()


def store_fault() -> str | None:
    """Return the kind of fault of the store of files, "" where it answers; None where files lie on a disk."""
    if not settings.FILES_IN_STORE:
        return None
    if time.monotonic() > _said.until:
        _said.fault = _asked_the_store()
        _said.until = time.monotonic() + KEPT
    return _said.fault


def _asked_the_store() -> str:
    try:
        storages["default"].ask()  # type: ignore[attr-defined]  # of web.store alone
    except (OSError, InvalidStorageError) as error:
        # The text may hold the address of the store: only its kind is said.
        return type(error.__cause__ or error).__name__
    return ""
