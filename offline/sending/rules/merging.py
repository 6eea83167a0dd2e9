"""One cell, written by several people who did not all know of each other: which values are left, in whatever order they came.

A write saw another one when its author made it on top of that one (`follows`), or took the register along after it had
come. What no other write saw is a head; the values of the heads are the candidates. More than one is a conflict, which
somebody settles. What is written on line saw all that had come by then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

# What came so shortly before the register was taken along may not have been committed when that was read: then only
# whoever began from its value knew of it.
UNSURE = timedelta(minutes=1)

# The operation that each operation of an author follows on.
type Chain = Mapping[UUID, UUID | None]


@dataclass(frozen=True)
class Write:
    """One value written into one cell; lists of them are in the order in which they came.

    Without an operation it is what the register itself was found to say. `saw` is when its author took the register along.
    """

    value: int | None
    arrived: datetime
    operation: UUID | None = None
    base: int | None = None
    saw: datetime | None = None
    undone: bool = False


class Outcome(NamedTuple):
    """What the register shows after a write, and whether several values are left."""

    shown: int | None
    is_conflict: bool


@dataclass
class Cell:
    """All that was written into one cell so far, and what the register showed after the last of it."""

    writes: list[Write] = field(default_factory=list)
    shown: int | None = None

    def weigh(self, write: Write, chain: Chain, now: int | None) -> tuple[Write | None, Outcome]:
        """Weigh a write that finds the register saying `now`; return what comes before it, and what the register shows then.

        Before it comes what somebody on line had changed meanwhile, if anybody did: their value is weighed, too.
        """
        known = self.shown if self.writes else write.base
        online = None if known == now else Write(now, write.arrived)
        before = [*self.writes, online] if online else self.writes
        return online, outcome([*before, write], chain, now)

    def take(self, *writes: Write | None, shown: int | None) -> None:
        """Take in writes, after which the register shows this."""
        self.writes += [one for one in writes if one]
        self.shown = shown


def heads(writes: Sequence[Write], chain: Chain) -> list[Write]:
    """Return the writes that no other one saw, in the order in which they came; one at least of any that stand."""
    standing = [one for one in writes if not one.undone]
    before = {one.operation: _earlier(one.operation, chain) for one in standing if one.operation}
    found = [
        one
        for at, one in enumerate(standing)
        if not any(
            other is not one and _saw(other, one, is_later=place > at, before=before)
            for place, other in enumerate(standing)
        )
    ]
    # Only keys that lead in a circle leave none: then the last one stands.
    return found or standing[-1:]


def candidates(writes: Sequence[Write], chain: Chain) -> list[int | None]:
    """Return the values that are left, each once, the first that came first."""
    return list(dict.fromkeys(one.value for one in heads(writes, chain)))


def outcome(writes: Sequence[Write], chain: Chain, now: int | None) -> Outcome:
    """Say what the register shows after the last of these writes, where it says `now`.

    The one value that is left. Of several the one that it shows already, for it came first; if that one was replaced
    by its own author, what they wrote instead.
    """
    left = heads(writes, chain)
    values = list(dict.fromkeys(one.value for one in left))
    if len(values) <= 1:
        return Outcome(values[0] if values else now, is_conflict=False)
    if now in values:
        return Outcome(now, is_conflict=True)
    return Outcome(left[-1].value, is_conflict=True)


def _saw(one: Write, other: Write, *, is_later: bool, before: Mapping[UUID, set[UUID]]) -> bool:
    """Say whether the author of one write knew of another one; `is_later`: it came after it."""
    if one.operation is None:
        return is_later
    if other.operation in before[one.operation]:
        return True
    if one.saw is not None and other.arrived < one.saw:
        return other.arrived < one.saw - UNSURE or one.base == other.value
    # What the register said: whoever began from that value knew it.
    return other.operation is None and is_later and one.base == other.value


def _earlier(operation: UUID, chain: Chain) -> set[UUID]:
    """Return all operations that one follows on, however far back."""
    found, key = set[UUID](), chain.get(operation)
    while key is not None and key not in found:
        found.add(key)
        key = chain.get(key)
    return found - {operation}
