"""What one operation says, read and checked; and on which day it happened, whatever the clock of the phone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.utils import timezone

# A clock that is ahead or behind by more than so many seconds is not trusted for the day.
TRUSTED = 300
# How far back lies what is said by the clock alone: "today" and "yesterday".
_BY_CLOCK = {timedelta(0), timedelta(days=1)}
# Seconds that fit the column; whoever is further off is off.
MOST = 2_000_000_000


class Item(NamedTuple):
    """One item as it came: the key of its operation, the name of the key it is sealed to, what is sealed."""

    uuid: UUID
    key: str
    sealed: str


@dataclass(frozen=True)
class Said:
    """One operation. `facts` are those of its kind (`offline.sending.forms`)."""

    item: Item
    author: int
    device: int | None
    kind: str
    village: int
    household: UUID
    on: date
    at: datetime
    taken: datetime | None = None
    follows: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def uuid(self) -> UUID:
        """The key of the operation."""
        return self.item.uuid


def head_key(household: UUID) -> UUID:
    """Return the key of the head of a household that was entered without a network, who has none of their own."""
    return uuid5(household, "head")


def skew_of(clock: datetime, now: datetime) -> int:
    """Return by how many seconds a clock is ahead of ours."""
    return max(-MOST, min(MOST, round((clock - now).total_seconds())))


def day_of(said: Said, skew: int, today: date) -> date | None:
    """Return the day on which it happened; None for a day that is still to come.

    The day that a phone noted by itself, and "yesterday" of that day, are read anew by our clock where its own is not trusted;
    another that somebody chose stays. A clock that is ahead takes nobody into the future. Nobody notes anything on a copy
    before they took it, or after it came: then the clock was wrong that day, though it may be right when it is sent.
    """
    day, noted, on = said.on, said.at, timezone.localdate(said.at)
    ago = on - day
    if is_by_clock := ago in _BY_CLOCK:
        noted -= timedelta(seconds=skew if abs(skew) > TRUSTED else 0)
        day = min(timezone.localdate(noted), today) - ago
        if said.taken and noted < said.taken - timedelta(seconds=TRUSTED):
            day = max(day, min(timezone.localdate(said.taken), today) - ago)
    is_wrong = is_by_clock or skew > TRUSTED or on > today
    return min(day, today) if is_wrong or day <= today else None


def rounds(
    every: Iterable[Said], alike: Callable[[Said], object] = lambda one: one.kind
) -> Iterator[list[Said]]:
    """Yield operations in groups of one kind that may be written together.

    What was done to one household stays in its order; of different ones what is of one kind goes together.
    """
    left = list(every)
    while left:
        first, group, rest, passed = alike(left[0]), list[Said](), list[Said](), set[UUID]()
        for one in left:
            if alike(one) == first and one.household not in passed:
                group.append(one)
            else:
                passed.add(one.household)
                rest.append(one)
        yield group
        left = rest
