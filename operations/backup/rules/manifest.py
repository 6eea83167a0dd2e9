"""What a backup says of itself: first of what it is, at its end of all that is in it."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from operations.backup.rules.faults import Damaged

ABOUT, MANIFEST, FILES = "about.json", "manifest.json", "files/"
FORMAT = 1


@dataclass(frozen=True)
class About:
    """What a backup is, before anything of it is read: so that a wrong one is refused at once."""

    made_at: str
    engine: str
    database: str
    migrations: list[list[str]]
    format: int = FORMAT


@dataclass
class Manifest:
    """What is in a backup: rows of each table, each file with its size and check code."""

    rows: dict[str, int]
    database: dict[str, Any] = field(default_factory=dict)
    files: dict[str, list[Any]] = field(default_factory=dict)
    # Named by rows, and not on the disk when their turn came; and those that are not what their row says.
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        """How many rows there are in all tables."""
        return sum(self.rows.values())


def written(said: About | Manifest) -> bytes:
    """Write it down."""
    return json.dumps(asdict(said), ensure_ascii=False, sort_keys=True).encode()


def read_as[T: (About, Manifest)](kind: type[T], data: bytes) -> T:
    """Read it; Raises Damaged in words."""
    try:
        return kind(**json.loads(data))
    except (ValueError, TypeError) as fault:
        raise Damaged("Bản sao lưu không nói đúng nó là gì: không dùng.") from fault
