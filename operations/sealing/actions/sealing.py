"""Committed entries are sealed, commune by commune: read and hashed first, then written in one short transaction.

No save waits: nothing of the journal is locked, and the database is held only while blocks are inserted.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from operations.models import Block, SealedEntry
from operations.sealing.queries.waiting import bounds, communes_of, unsealed
from operations.sealing.rules.hashing import (
    COLUMNS,
    hash_of_block,
    hash_of_entry,
    is_ours,
    key_name,
    root_of,
    seal_of,
)
from operations.sealing.rules.late import BATCH

type Member = tuple[int, int, bytes]

_PLACE = COLUMNS.index("place")
_ADD = (
    f"INSERT INTO {SealedEntry._meta.db_table} (entry_id, block_id, hash) "  # noqa: S608 - our names
    "VALUES (%s, %s, %s)"
)
# One sealer at a time on PostgreSQL; SQLite lets one write at a time in any case.
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('operations.sealing'))"


class NotOurs(Exception):
    """The last block is none that this site sealed: to build on it would answer for whatever stands before it."""


def seal() -> int:
    """Seal all that was committed; return how many entries. Another sealer that was quicker is left to it.

    Raises NotOurs.
    """
    sealed, known = 0, bounds(timezone.now())
    after = known.floor
    while True:
        # The last block before the entries: who seals some of them meanwhile writes one after it, which is seen below.
        now, last = timezone.now(), Block.unscoped.last()
        rows = list(
            unsealed(after).filter(known.new()).order_by("pk").values_list(*COLUMNS)[: BATCH + 1]
        )
        kind = Block.Kind.FULL if len(rows) <= BATCH else Block.Kind.PART
        if not rows or not _sealed(rows[:BATCH], kind, now, _ours(last)):
            return sealed
        sealed += len(rows[:BATCH])
        if kind == Block.Kind.FULL:
            return sealed
        after = rows[BATCH - 1][0]


def seal_late() -> int:
    """Seal also what came too late, and on a block of a key that is gone, because somebody looked at it and answers for it.

    Returns how many entries.
    """
    sealed = 0
    while True:
        last = Block.unscoped.last()
        rows = list(unsealed().order_by("pk").values_list(*COLUMNS)[:BATCH])
        if not rows or not _sealed(rows, Block.Kind.LATE, timezone.now(), last):
            return sealed
        sealed += len(rows)


def _ours(last: Block | None) -> Block | None:
    if last and not is_ours(last):
        raise NotOurs
    return last


def _sealed(rows: Sequence[Sequence[Any]], kind: str, now: datetime, last: Block | None) -> bool:
    """Seal these entries after the last block; False where another sealer wrote one meanwhile."""
    blocks, members = _blocks_of(rows, last, kind, now)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_ALONE)
        if Block.unscoped.last() != last:
            return False
        Block.unscoped.bulk_create(blocks)
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, members)
    return True


def _blocks_of(
    rows: Sequence[Sequence[Any]], last: Block | None, kind: str, now: datetime
) -> tuple[list[Block], list[Member]]:
    """Return the next blocks, one for each commune, and what each holds."""
    chains = communes_of({row[_PLACE] for row in rows})
    top = max(last.top if last else 0, rows[-1][0])
    blocks, members = list[Block](), list[Member]()
    # Sorting keeps the order of keys within each commune.
    grouped = sorted(rows, key=lambda row: chains[row[_PLACE]])
    for chain, some in groupby(grouped, key=lambda row: chains[row[_PLACE]]):
        hashes = [(row[0], hash_of_entry(row)) for row in some]
        facts = {"chain": chain, "kind": kind, "sealed_at": now, "top": top}
        last = _block_after(last, [one for _, one in hashes], **facts)
        blocks.append(last)
        members += [(key, last.serial, one) for key, one in hashes]
    return blocks, members


def _block_after(last: Block | None, hashes: Iterable[bytes], **facts: Any) -> Block:
    """Return the block that follows the last of all, and the last of its own chain."""
    mine, kept = _head_of(facts["chain"]), list(hashes)
    block = Block(
        serial=last.serial + 1 if last else 1,
        number=mine.number + 1 if mine else 1,
        previous=mine.hash if mine else "",
        before=last.hash if last else "",
        entries=len(kept),
        root=root_of(kept),
        key=key_name(),
        **facts,
    )
    block.hash = hash_of_block(block)
    block.seal = seal_of(block.hash)
    return block


def _head_of(chain: str) -> Block | None:
    return Block.unscoped.filter(chain=chain).order_by("-number").first()
