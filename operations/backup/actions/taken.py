"""What one moment of a database was."""

from dataclasses import dataclass
from pathlib import Path

from operations.backup.queries import Named


@dataclass(frozen=True)
class Taken:
    """A copy of one moment: where it lies, under which name it goes into the archive, and what was counted in it."""

    copy: Path
    name: str
    version: str
    rows: dict[str, int]
    named: list[Named]
    migrations: list[list[str]]
