"""What is hashed of an entry and of a block, and the seal that only this site can make."""

import hmac
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from operations.models import Block, Cut

# Every column of an entry, in this order: what is not hashed could be changed unseen.
COLUMNS = (
    "id",
    "at",
    "actor",
    "actor_name",
    "verb",
    "subject",
    "subject_key",
    "subject_label",
    "place",
    "above_2",
    "above_3",
    "above_4",
    "changes",
    "document",
)
_SEAL, _NAME = "operations.sealing", "operations.sealing.key"


def _canonical(facts: Iterable[Any]) -> bytes:
    """Write facts in one way only: keys in order, no gaps, moments in UTC to the microsecond."""
    told = [_moment(one) if isinstance(one, datetime) else one for one in facts]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def hash_of_entry(row: Sequence[Any]) -> bytes:
    """Return the hash of an entry, given its COLUMNS."""
    return sha256(_canonical(row)).digest()


def root_of(hashes: Iterable[bytes]) -> str:
    """Return the one hash of all entries of a block, in the order of their keys."""
    whole = sha256()
    for one in hashes:
        whole.update(one)
    return whole.hexdigest()


def hash_of_block(block: Block) -> str:
    """Return the hash of a block: of all that it says but hash and seal themselves."""
    facts = (
        "block",
        block.serial,
        block.chain,
        block.number,
        block.entries,
        block.top,
        block.kind,
        block.sealed_at,
        block.root,
        block.previous,
        block.before,
        block.key,
    )
    return sha256(_canonical(facts)).hexdigest()


def hash_of_cut(cut: Cut) -> str:
    """Return the hash of a cut: of all that it says but its seal."""
    facts = ("cut", cut.through, cut.hash, cut.entries, cut.cut_at, cut.key)
    return sha256(_canonical(facts)).hexdigest()


def key_name(secret: str | None = None) -> str:
    """Name a secret key without telling anything of it."""
    return salted_hmac(_NAME, "", secret=secret, algorithm="sha256").hexdigest()[:16]


def seal_of(hash_: str, secret: str | None = None) -> str:
    """Seal a hash under the site's secret key, or one of before."""
    return salted_hmac(_SEAL, hash_, secret=secret, algorithm="sha256").hexdigest()


def secrets_by_name() -> dict[str, str]:
    """Return the keys that this site still knows, that of now first."""
    return {key_name(one): one for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}


def is_sealed(hash_: str, seal: str, secret: str) -> bool:
    """Say whether a seal was made of this hash under this key."""
    return hmac.compare_digest(seal_of(hash_, secret), seal)


def is_ours(block: Block) -> bool:
    """Say whether a block is what a site under one of our keys sealed."""
    secret = secrets_by_name().get(block.key)
    is_whole = hash_of_block(block) == block.hash
    return secret is not None and is_whole and is_sealed(block.hash, block.seal, secret)
