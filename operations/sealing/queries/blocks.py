"""The blocks, each held against itself, the one before, its entries and its seal; nothing is kept but heads of chains."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched, groupby
from typing import Any

from audit.models import AuditEntry
from operations.models import Block, Cut, SealedEntry
from operations.sealing.rules.hashing import (
    COLUMNS,
    hash_of_block,
    hash_of_cut,
    hash_of_entry,
    is_sealed,
    root_of,
    secrets_by_name,
)
from operations.sealing.rules.wrongs import Wrong, wrong_of

# Blocks, and entries, that are read at once.
PAGE, AT_ONCE = 500, 2_000


def true_cut(secrets: dict[str, str]) -> Cut | None:
    """Return how far the journal went with its time, as this site itself wrote it down."""
    for cut in Cut.unscoped.order_by("-through", "-pk"):
        secret = secrets.get(cut.key)
        if secret and is_sealed(hash_of_cut(cut), cut.seal, secret):
            return cut
    return None


class Walk:
    """A walk along the blocks, in the order in which they were sealed."""

    def __init__(self, start: int = 1, end: int | None = None) -> None:
        self.secrets = secrets_by_name()
        self.cut = true_cut(self.secrets)
        self.start, self.end = start, end
        self.blocks = self.entries = 0
        # The last block of all, and of each chain: number and hash.
        self.last: Block | None = None
        self.heads = dict[str, tuple[int, str]]()
        # The first of the blocks whose key is gone and that no later one has answered for yet.
        self.unproven: Block | None = None
        self._lost = False

    def wrongs(self) -> Iterator[Wrong]:
        """Yield what is wrong; afterwards the sums are known."""
        if self.start > 1:
            self._begin()
        for page in self._pages():
            for block in page:
                yield from self._links(block)
            yield from self._members(page)
        if self.unproven:
            yield wrong_of(self.unproven, "key")

    def _begin(self) -> None:
        """Take the block before the first as it is: whoever asks for the last ones trusts those before."""
        self.last = Block.unscoped.filter(pk__lt=self.start).last()

    def _pages(self) -> Iterator[list[Block]]:
        """Read blocks by their key, never more than a page of them."""
        key, mine = self.start - 1, Block.unscoped.order_by("pk")
        if self.end is not None:
            mine = mine.filter(pk__lte=self.end)
        while page := list(mine.filter(pk__gt=key)[:PAGE]):
            yield page
            key = page[-1].serial

    def _links(self, block: Block) -> Iterator[Wrong]:
        self.blocks += 1
        if hash_of_block(block) != block.hash:
            yield wrong_of(block, "block changed")
        yield from self._seal(block)
        if self.cut is None or block.serial > self.cut.through:
            yield from self._follows(block)
            yield from self._follows_in_chain(block)
        self.last = block
        self.heads[block.chain] = block.number, block.hash

    def _seal(self, block: Block) -> Iterator[Wrong]:
        secret = self.secrets.get(block.key)
        if secret is None:
            self.unproven = self.unproven or block
        elif not is_sealed(block.hash, block.seal, secret):
            yield wrong_of(block, "seal")
        else:
            # Its hash holds all before it, under whatever key they were sealed.
            self.unproven = None

    def _follows(self, block: Block) -> Iterator[Wrong]:
        """Hold a block against the one before it over all chains, or against the cut."""
        serial, hash_ = self._before()
        if block.serial == serial + 1:
            if block.before != hash_:
                yield wrong_of(block, "block moved")
            return
        self._lost = True
        if serial == 0 and self.cut is None:
            yield Wrong(kind="cut", detail=f"khối 1 đến {block.serial - 1}")
        else:
            yield Wrong(kind="block lost", detail=f"khối {serial + 1} đến {block.serial - 1}")

    def _before(self) -> tuple[int, str]:
        if self.cut and (self.last is None or self.last.serial < self.cut.through):
            return self.cut.through, self.cut.hash
        return (self.last.serial, self.last.hash) if self.last else (0, "")

    def _follows_in_chain(self, block: Block) -> Iterator[Wrong]:
        """Hold a block against the one before it in its chain; what is lost was said already."""
        known = self.heads.get(block.chain)
        if known is None:
            known = (0, "") if self.start == 1 and self.cut is None else None
        if known and (block.number, block.previous) != (known[0] + 1, known[1]) and not self._lost:
            yield wrong_of(block, "block moved")

    def _members(self, page: Sequence[Block]) -> Iterator[Wrong]:
        """Hold the entries of a page of blocks against their hashes, and these against the blocks."""
        first, last = page[0].serial, page[-1].serial
        members = SealedEntry.unscoped.filter(block__gte=first, block__lte=last)
        ordered = members.order_by("block_id", "entry_id").values_list(
            "block_id", "entry_id", "hash"
        )
        by_block = groupby(_checked(ordered.iterator(AT_ONCE)), key=lambda one: one[0])
        found = next(by_block, None)
        for block in page:
            # Those of a block that is lost are said to be stray.
            while found and found[0] < block.serial:
                found = next(by_block, None)
            hashes = list[bytes]()
            if found and found[0] == block.serial:
                for _, entry, hash_, fault in found[1]:
                    hashes.append(hash_)
                    if fault:
                        yield wrong_of(block, fault, entry=entry)
            self.entries += len(hashes)
            yield from self._root(block, hashes)

    def _root(self, block: Block, hashes: Sequence[bytes]) -> Iterator[Wrong]:
        is_gone = self.cut is not None and block.serial <= self.cut.through and not hashes
        if not is_gone and (len(hashes) != block.entries or root_of(hashes) != block.root):
            yield wrong_of(block, "members", detail=f"{len(hashes)}/{block.entries} dòng")


def _checked(members: Iterable[Any]) -> Iterator[tuple[int, int, bytes, str]]:
    """Yield each member with what is wrong with its entry, "" where nothing is."""
    for some in batched(members, AT_ONCE, strict=False):
        keys = [key for _, key, _ in some]
        rows = AuditEntry.unscoped.filter(pk__in=keys).order_by()
        hashes = {row[0]: hash_of_entry(row) for row in rows.values_list(*COLUMNS)}
        for block, key, hash_ in some:
            now = hashes.get(key)
            kept = bytes(hash_)
            yield block, key, kept, "" if now == kept else "changed" if now else "dropped"
