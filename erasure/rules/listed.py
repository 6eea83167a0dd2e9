"""A line of the list of erasures: keys and hashes, never a name."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Self

# Beside the backups, here and in the second place.
LIST = "to-so-erasures.jsonl"
PERSON, HOUSEHOLD = "households.resident", "households.household"


@dataclass(frozen=True)
class Listed:
    """One erasure: the key of whom, in which households that was (by uuid), in which commune, when; keyed hashes of names.

    A key may be given anew after an older backup was restored: only together with a household is it somebody.
    """

    uuid: str
    model: str
    key: int
    homes: list[str]
    commune: int
    at: str
    hashes: list[list[Any]] = field(default_factory=list)

    @property
    def is_of_a_person(self) -> bool:
        """Whether it is about one person, not a household."""
        return self.model == PERSON

    def written(self) -> bytes:
        """Write it as a line."""
        return json.dumps(asdict(self), sort_keys=True).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Self:
        """Read a line. Raises ValueError for one that is none."""
        try:
            found = cls(**json.loads(line))
        except TypeError as error:
            raise ValueError("no line of the list") from error
        if found.model not in {PERSON, HOUSEHOLD}:
            raise ValueError("no line of the list")
        return found


def read_all(text: bytes) -> tuple[list[Listed], int]:
    """Read a list; return its lines, and how many others could not be read: the last may be cut off."""
    lines, broken = list[Listed](), 0
    for line in filter(bytes.strip, text.split(b"\n")):
        try:
            lines.append(Listed.read(line))
        except ValueError:
            broken += 1
    return lines, broken


def joined(*lists: Iterable[Listed]) -> list[Listed]:
    """Return what any of the lists has, each once, in the order of time; of two the later list's line."""
    found = {one.uuid: one for lines in lists for one in lines}
    return sorted(found.values(), key=lambda one: (one.at, one.uuid))
