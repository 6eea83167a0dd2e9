"""What a write would do, shown before it is done: it is done, looked at, and taken back whole."""

from collections.abc import Callable
from typing import Any

from django.db import transaction


def rehearse[T](work: Callable[[], Any], read: Callable[[Any], T]) -> T:
    """Do `work`, return what `read` sees of its result, and leave nothing of it in the database."""
    with transaction.atomic():
        found = read(work())
        transaction.set_rollback(True)
    return found
