"""A form that is sent twice writes once: it brings a key (`uuid`), and the row that has the key is what it made.

One that changes a row brings the version it shows: what somebody else wrote meanwhile is not lost in silence.
"""

from collections.abc import Collection
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Model


class KeyTaken(Exception):
    """The key that came with a form is that of a row elsewhere."""


class Outdated(Exception):
    """Somebody else changed the row since this person read it; `current` is what it is now."""

    def __init__(self, current: Any) -> None:
        super().__init__("changed by somebody else")
        self.current = current


def mark_of(row: Model, names: Collection[str]) -> str:
    """Return a mark of what a page shows of a row that counts no versions: it changes with any of these fields."""
    shown = "\x1f".join(f"{name}={getattr(row, name)!r}" for name in names)
    return sha256(shown.encode()).hexdigest()[:16]


def sent_before[M: Model](model: type[M], uuid: UUID | None, **of: Any) -> M | None:
    """Return the row that the same form has made before; KeyTaken for one that is `of` something else."""
    scoped: Any = model
    row: M | None = scoped.unscoped.filter(uuid=uuid).first() if uuid else None
    if row and any(getattr(row, name) != value for name, value in of.items()):
        raise KeyTaken
    return row


def save_once[M: Model](row: M, **of: Any) -> M:
    """Save a new row; where the same form is sent twice at once, return the row that was first. Raises KeyTaken."""
    keyed: Any = row
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        if twin := sent_before(type(row), keyed.uuid, **of):
            return twin
        raise
    return row
