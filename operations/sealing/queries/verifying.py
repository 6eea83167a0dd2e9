"""Whether the journal is still what was sealed: all of it, or what was sealed lately."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from operations.models import Block, SealedEntry
from operations.sealing.queries.blocks import AT_ONCE, Walk
from operations.sealing.queries.guards import broken_guards
from operations.sealing.queries.heads import differing
from operations.sealing.queries.values import changed_values
from operations.sealing.queries.waiting import Tail, bounds, unsealed
from operations.sealing.rules.late import LATE
from operations.sealing.rules.wrongs import Wrong


@dataclass
class Looked:
    """What was looked at, once the last wrong was told."""

    blocks: int = 0
    entries: int = 0
    chains: int = 0
    tail: Tail = field(default_factory=lambda: Tail(0, None))


def verify(
    looked: Looked, *, heads: Iterable[Mapping[str, Any]] = (), since: datetime | None = None
) -> Iterator[Wrong]:
    """Yield all that is wrong, each with its place; `looked` says afterwards at how much was looked.

    With `since` only blocks that were sealed from then on are opened; all else is looked at whole.
    """
    yield from broken_guards()
    walk = Walk(_first_since(since))
    yield from walk.wrongs()
    yield from _strays()
    yield from changed_values(walk.start)
    yield from differing(heads, walk.cut)
    yield from _waiting(looked)
    looked.blocks, looked.entries, looked.chains = walk.blocks, walk.entries, len(walk.heads)


def _first_since(since: datetime | None) -> int:
    """Return the first block of those sealed from a moment on; where there is none, the last of all."""
    if since is None:
        return 1
    first = Block.unscoped.filter(sealed_at__gte=since).order_by("pk").first()
    found = first or Block.unscoped.last()
    return found.serial if found else 1


def _strays() -> Iterator[Wrong]:
    """Yield entries that are said to be sealed in a block that is not there."""
    there = Exists(Block.unscoped.filter(pk=OuterRef("block_id")))
    strays = SealedEntry.unscoped.filter(~there).order_by()
    for entry, block in strays.values_list("entry_id", "block_id").iterator(AT_ONCE):
        yield Wrong(kind="stray", serial=block, entry=entry)


def _waiting(looked: Looked) -> Iterator[Wrong]:
    """Count what waits to be sealed; yield what came too late for it, or waits too long."""
    now = timezone.now()
    known, waiting, oldest = bounds(now), 0, None
    for key, at in unsealed().order_by().values_list("pk", "at").iterator(AT_ONCE):
        if key <= known.floor or (known.since and at < known.since):
            yield Wrong(
                kind="inserted", entry=key, detail=f"ghi {timezone.localtime(at):%d/%m/%Y %H:%M}"
            )
            continue
        waiting += 1
        oldest = min(oldest or at, at)
    looked.tail = Tail(waiting, oldest)
    if looked.tail.age(now) > LATE:
        yield Wrong(kind="waits", detail=f"{waiting} dòng")
